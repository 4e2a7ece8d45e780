// What stands beside a title: its kind, its time, its reads.

import type { Card } from "../views";
import { formatCount, formatDate, formatDateTime, formatReads } from "../words/format";
import { modelsApart } from "./phrases";
import type { Frame } from "./props";

export const TitleText = ({ title, kind, words }: { title: string; kind: string | null; words: Frame["words"] }) => (
  <>
    {kind && (
      <>
        <span class="kind">{words.kind(kind)}</span>{" "}
      </>
    )}
    {modelsApart(title.trim() || words.untitled).map((piece, place) =>
      place % 2 === 1 ? <span class="model">{piece}</span> : piece,
    )}
  </>
);

/** A date as the language writes it; the exact time is its title. */
export const DateOf = ({ ms, shell }: { ms: number; shell: Frame["shell"] }) => (
  <time datetime={new Date(ms).toISOString()} title={formatDateTime(ms, shell.timeZone, shell.lang)}>
    {formatDate(ms, shell.timeZone, shell.lang)}
  </time>
);

/** The second a thing happened, as every language shows it. */
export const MomentOf = ({ ms, shell }: { ms: number; shell: Frame["shell"] }) => (
  <time datetime={new Date(ms).toISOString()}>{formatDateTime(ms, shell.timeZone, shell.lang)}</time>
);

export const ReadsOf = ({ reads, shell, words }: Frame & { reads: number | null }) =>
  reads !== null && (
    <span class="reads" title={formatCount(reads, shell.lang)}>
      {words.reads} {formatReads(reads, shell.lang)}
    </span>
  );

/** The small line under a card's title. */
export const Facts = ({ card, shell, words }: Frame & { card: Card }) => (
  <p class="facts">
    {card.section && (
      <>
        <a href={card.section.href}>{card.section.name}</a>{" "}
      </>
    )}
    <DateOf ms={card.publishedAt} shell={shell} /> <ReadsOf reads={card.reads} shell={shell} words={words} />
  </p>
);
