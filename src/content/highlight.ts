// A text around what a search found in it, cut into what matches and what doesn't.

import { CJK } from "./cjk";
import { type Folded, fold, foldWithPlaces } from "./fold";
import { spacedPattern } from "./grams";
import { stem } from "./stem";

export type Piece = { text: string; match: boolean };

/** The part of the window that stands before the first match. */
const LEAD = 1 / 4;

const LETTER = `[[\\p{L}\\p{N}\\p{M}]--[${CJK}]]`;
const STARTS_WIDE = new RegExp(`^(?!${LETTER})`, "v");
const WORD = new RegExp(`${LETTER}+`, "gv");

/**
 * A window of about `length` UTF-16 units around the first match of the longest part there is, as pieces in order; "…" where
 * the text goes on. Parts match as search compares them (`fold`): Latin ones where words begin or by their stem, inside of
 * words only where nothing else does, and Chinese anywhere. Without a match, the start of the text.
 */
export function highlight(text: string, parts: readonly string[], length: number): Piece[] {
  const line = text.replace(/\s+/g, " ").trim();
  const folded = foldWithPlaces(line);
  const wanted = [...new Set(parts.map(fold))].filter((part) => part !== "").sort((a, b) => b.length - a.length);
  const matches = wanted.map((part) => rangesOf(part, folded.text).map((range) => inOriginal(range, folded)));
  const first = matches.find((ranges) => ranges.length > 0)?.[0]?.start ?? -1;

  const latest = Math.max(0, line.length - length);
  const start = wholeCharacter(line, Math.min(latest, Math.max(0, first - Math.floor(length * LEAD))));
  const end = wholeCharacter(line, Math.min(line.length, start + length));
  const pieces = piecesOf(line, { ranges: matches.flat(), start, end });
  return [...(start > 0 ? [ELLIPSIS] : []), ...pieces, ...(end < line.length ? [ELLIPSIS] : [])].filter(
    (piece) => piece.text !== "",
  );
}

const ELLIPSIS: Piece = { text: "…", match: false };

interface Range {
  start: number;
  end: number;
}

/** Where a part matches in a folded text. */
function rangesOf(part: string, text: string): Range[] {
  const anywhere = spacedPattern(part);
  if (STARTS_WIDE.test(part)) return allOf(new RegExp(anywhere, "gv"), text);
  const words = [...allOf(new RegExp(`(?<!${LETTER})${anywhere}`, "gv"), text), ...inflected(part, text)];
  return words.length > 0 ? words : allOf(new RegExp(anywhere, "gv"), text);
}

const allOf = (pattern: RegExp, text: string): Range[] =>
  Array.from(text.matchAll(pattern), ({ 0: match, index }) => ({ start: index, end: index + match.length }));

/** Words that are another form of this one. Their beginnings are alike, which tells most others apart at once. */
function inflected(word: string, text: string): Range[] {
  const sought = stem(word);
  const beginning = word.slice(0, 3);
  if (beginning.length < 3) return [];
  return allOf(WORD, text).filter(
    ({ start, end }) => text.startsWith(beginning, start) && stem(text.slice(start, end)) === sought,
  );
}

/** The same range in the original. Where one character folds to several, all of it. */
function inOriginal({ start, end }: Range, { places }: Folded): Range {
  let last = end;
  while (last < places.length - 1 && places[last] === places[last - 1]) last++;
  return { start: places[start] ?? 0, end: places[last] ?? 0 };
}

function piecesOf(line: string, { ranges, start, end }: Range & { ranges: Range[] }): Piece[] {
  const pieces: Piece[] = [];
  let done = start;
  for (const range of ranges.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const from = Math.max(done, range.start);
    const stop = Math.min(end, range.end);
    if (from >= stop) continue;
    pieces.push({ text: line.slice(done, from), match: false }, { text: line.slice(from, stop), match: true });
    done = stop;
  }
  return [...pieces, { text: line.slice(done, end), match: false }];
}

function wholeCharacter(text: string, index: number): number {
  const splitsPair = /[\udc00-\udfff]/.test(text.charAt(index)) && /[\ud800-\udbff]/.test(text.charAt(index - 1));
  return splitsPair ? index - 1 : index;
}
