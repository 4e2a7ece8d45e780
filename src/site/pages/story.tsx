// An article in a list, whole: cover, title, summary, facts. Looks right without a cover or a summary.

import type { Child } from "hono/jsx";
import type { Card, Picture } from "../views";
import { Facts, TitleText } from "./facts";
import { breaksAtPhrases } from "./phrases";
import type { Frame } from "./props";

interface StoryProps extends Frame {
  card: Card;
  heading: "h2" | "h3";
  /** Shown at once and large, as the lead is. */
  lead?: true;
  /** The title and the summary where they aren't the card's own words, such as a search's highlights. */
  title?: Child;
  excerpt?: Child;
}

export const Story = ({ card, heading: Heading, lead, title, excerpt = card.summary, shell, words }: StoryProps) => (
  <article class={lead ? "story lead" : "story"}>
    {/* The lead's cover lies above its title, so it comes first: nothing moves while the page comes in. */}
    {lead && card.cover && <Cover cover={card.cover} place="lead" />}
    <Heading class={lead && breaksAtPhrases(card.title) ? "phrases" : undefined}>
      <a href={card.href}>{title ?? <TitleText title={card.title} kind={card.kind} words={words} />}</a>
    </Heading>
    {!lead && card.cover && <Cover cover={card.cover} place={Heading === "h3" ? "column" : "list"} />}
    {excerpt && <p class="summary">{excerpt}</p>}
    <Facts card={card} shell={shell} words={words} />
  </article>
);

/** How wide covers are shown (src/look/lists-css.ts): over the lead's column, over one of the home page's, beside the words. */
const SIZES = { lead: "(min-width: 64rem) 39rem, 100vw", column: "(min-width: 64rem) 17.5rem, 21rem", list: "12rem" };

/** It repeats the title, so it says nothing to those who can't see it; the style sheet spreads the title's link over it. */
const Cover = ({ cover, place }: { cover: Picture; place: keyof typeof SIZES }) => (
  <p class="cover">
    <img
      src={cover.src}
      {...(cover.srcset && { srcset: cover.srcset, sizes: SIZES[place] })}
      alt=""
      width={cover.width}
      height={cover.height}
      {...(place === "lead" ? { fetchpriority: "high" } : { loading: "lazy", decoding: "async" })}
    />
  </p>
);
