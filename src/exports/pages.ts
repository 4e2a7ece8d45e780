// An export as text, page by page: its lines, and a line that says how far it has come.

import type { Database } from "../db/client";
import { type ExportPlace, encodePlace } from "./cursor";
import type { Line } from "./lines";
import { type Asked, STAGES } from "./stages";

export interface ExportAsked {
  from: ExportPlace;
  origin: Asked["origin"];
  flush: Asked["flush"];
  /** Ends after the page in which it has told so many lines. */
  maxLines: number;
  /** Ends after the page with which it has made so many calls of D1 and of counters; a page makes a dozen at most. */
  maxCalls: number;
}

/**
 * Tells the export from a place on, until its last line, or until one of the limits: then its last line is a cursor. Nothing is read
 * before it is asked for, and one page is held at a time.
 */
export async function* exportPages(db: Database, { from, origin, flush, maxLines, maxCalls }: ExportAsked) {
  let place = from;
  let told = 0;
  let made = 0;
  while (made < maxCalls && told < maxLines) {
    const stage = STAGES[place.stage];
    if (stage === undefined) {
      yield `${JSON.stringify({ type: "end", lines: place.lines })}\n`;
      return;
    }
    const { after, lastArticle } = place;
    const { lines, next, calls = 1 } = await stage(db, { after, lastArticle, origin, flush });
    place = {
      stage: next === null ? place.stage + 1 : place.stage,
      after: next,
      lastArticle: lines.find((line) => line.type === "edgewise")?.ids.articles ?? place.lastArticle,
      lines: countedWith(place.lines, lines),
    };
    told += lines.length;
    made += calls;
    if (lines.length > 0) yield textOf([...lines, { type: "cursor", cursor: encodePlace(place) }]);
  }
}

const textOf = (lines: readonly unknown[]): string => lines.map((line) => `${JSON.stringify(line)}\n`).join("");

function countedWith(counts: ExportPlace["lines"], lines: readonly Line[]): ExportPlace["lines"] {
  const sums = { ...counts };
  for (const { type } of lines) sums[type] = (sums[type] ?? 0) + 1;
  return sums;
}
