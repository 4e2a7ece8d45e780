import type { PageLink } from "../views";
import type { Words } from "../words";

interface TurnProps {
  label: string;
  /** What the two ways are called here: an article's neighbours, or the pages of a list. */
  olderWord: string;
  newerWord: string;
  older: PageLink | null;
  newer: PageLink | null;
  words: Words;
}

/** To the older and the newer one: of articles, months, results. */
export const Turn = ({ label, olderWord, newerWord, older, newer, words }: TurnProps) =>
  (older || newer) && (
    <nav class="turn" aria-label={label}>
      {older && <Way word={olderWord} link={older} rel="prev" words={words} />}
      {newer && <Way word={newerWord} link={newer} rel="next" words={words} />}
    </nav>
  );

interface WayProps {
  word: string;
  link: PageLink;
  rel: "prev" | "next";
  words: Words;
}

const Way = ({ word, link, rel, words }: WayProps) => (
  <p class={rel}>
    <span>
      {word}
      {words.colon}
    </span>{" "}
    <a href={link.href} rel={rel}>
      {link.name.trim() || words.untitled}
    </a>
  </p>
);
