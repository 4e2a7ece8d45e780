// Articles in a row: whole, by title, or ranked by reads.

import type { Card } from "../views";
import { DateOf, ReadsOf, TitleText } from "./facts";
import type { Frame } from "./props";
import { Story } from "./story";

interface ListProps extends Frame {
  cards: Card[];
}

export const StoryList = ({ cards, heading, shell, words }: ListProps & { heading: "h2" | "h3" }) => (
  <ol class="stories">
    {cards.map((card) => (
      <li>
        <Story card={card} heading={heading} shell={shell} words={words} />
      </li>
    ))}
  </ol>
);

export const TitleList = ({ cards, shell, words }: ListProps) => (
  <ul class="titles">
    {cards.map((card) => (
      <li>
        <a href={card.href}>
          <TitleText title={card.title} kind={card.kind} words={words} />
        </a>{" "}
        <DateOf ms={card.publishedAt} shell={shell} />
      </li>
    ))}
  </ul>
);

/** Cards in their own section's list, where none need say which section it is. */
export const inOwnSection = (cards: readonly Card[]): Card[] => cards.map((card) => ({ ...card, section: null }));

/** The most read, with their ranks; nothing when nothing was read. */
export const HotList = ({ cards, shell, words }: ListProps) =>
  cards.length > 0 && (
    <section class="block hot" aria-labelledby="hot">
      <h2 id="hot">{words.hotArticles}</h2>
      <ol class="hot-list">
        {cards.map((card) => (
          <li>
            <a href={card.href}>
              <TitleText title={card.title} kind={card.kind} words={words} />
            </a>{" "}
            <ReadsOf reads={card.reads} shell={shell} words={words} />
          </li>
        ))}
      </ol>
    </section>
  );
