// A text around the first words that a search found, cut into what matches and what doesn't.

import { CJK } from "./cjk";

export type Piece = { text: string; match: boolean };

/** The part of the window that stands before the first match. */
const LEAD = 1 / 4;

/**
 * A window of about `length` UTF-16 units around the first match, as pieces in order; "…" where the text goes on. Case
 * and full or half width don't matter. A Latin term matches the beginning of a word, Chinese anywhere. Without a match,
 * the start of the text.
 */
export function highlight(text: string, terms: readonly string[], length: number): Piece[] {
  const line = text.replace(/\s+/g, " ").trim();
  const folded = fold(line);
  const pattern = patternOf(terms);
  const first = pattern ? folded.search(pattern) : -1;

  const latest = Math.max(0, line.length - length);
  const start = wholeCharacter(line, Math.min(latest, Math.max(0, first - Math.floor(length * LEAD))));
  const end = wholeCharacter(line, Math.min(line.length, start + length));
  const pieces = pattern
    ? piecesOf(line, { folded, pattern, start, end })
    : [{ text: line.slice(start, end), match: false }];
  return [...(start > 0 ? [ELLIPSIS] : []), ...pieces, ...(end < line.length ? [ELLIPSIS] : [])].filter(
    (piece) => piece.text !== "",
  );
}

const ELLIPSIS: Piece = { text: "…", match: false };

type Window = { folded: string; pattern: RegExp; start: number; end: number };

function piecesOf(line: string, { folded, pattern, start, end }: Window): Piece[] {
  const pieces: Piece[] = [];
  let done = start;
  pattern.lastIndex = start;
  for (let found = pattern.exec(folded); found && found.index < end; found = pattern.exec(folded)) {
    const stop = Math.min(end, found.index + found[0].length);
    pieces.push(
      { text: line.slice(done, found.index), match: false },
      { text: line.slice(found.index, stop), match: true },
    );
    done = stop;
  }
  return [...pieces, { text: line.slice(done, end), match: false }];
}

function patternOf(terms: readonly string[]): RegExp | null {
  const wanted = terms.map(fold).filter((term) => term !== "");
  if (wanted.length === 0) return null;
  const startsWithCjk = new RegExp(`^[${CJK}]`, "u");
  const alternatives = wanted
    .sort((a, b) => b.length - a.length)
    .map((term) =>
      startsWithCjk.test(term) ? RegExp.escape(term) : `(?<![[\\p{L}\\p{N}]--[${CJK}]])${RegExp.escape(term)}`,
    );
  return new RegExp(alternatives.join("|"), "gv");
}

/** Lower case, full and half width as one; of the same length, so that places in it are places in the text. */
function fold(text: string): string {
  return text
    .replace(/[\uff01-\uff5e\uff61-\uff9f\u3000]/g, (character) => character.normalize("NFKC"))
    .replace(/İ/g, "I")
    .toLowerCase();
}

function wholeCharacter(text: string, index: number): number {
  const splitsPair = /[\udc00-\udfff]/.test(text.charAt(index)) && /[\ud800-\udbff]/.test(text.charAt(index - 1));
  return splitsPair ? index - 1 : index;
}
