// Sets a text in a few lines of a column: in which size, and where each line ends. Pure arithmetic.

import { type Piece, piecesOf } from "./break-text";
import { type Balanced, balanceLines, fillLines, join, type Measure, widthOf } from "./fill-lines";
import { ELLIPSES } from "./legible";
import { EM, HAN, type Line, setLine } from "./set-line";
import type { TypeCase } from "./type-case";

export interface Column {
  lang: string;
  type: TypeCase;
  /** In pixels. */
  width: number;
  /** From the largest on: so many pixels, in so many lines at most. */
  sizes: readonly { size: number; lines: number }[];
}

/** What a smaller size costs, beside what is amiss with the lines (`Balanced`): a fifth off the largest, as much as a lone character. */
const SMALLER = 120;

/**
 * The text in one of the sizes, large and well broken, no word of it cut. Where none fits, in the smallest: its longest
 * words cut, and its end left out for an ellipsis.
 */
export function fitText(text: string, { lang, type, width, sizes }: Column): { size: number; lines: Line[] } {
  const pieces = piecesOf(text, lang);
  let best: { size: number; lines: string[]; cost: number } | null = null;
  const largest = sizes[0]?.size ?? EM;
  for (const { size, lines } of sizes) {
    const whole = setWhole(pieces, { limit: (width * EM) / size, type }, lines);
    if (whole === null) continue;
    const cost = whole.cost + SMALLER * (1 - size / largest) ** 2;
    if (best === null || cost < best.cost) best = { size, lines: whole.lines, cost };
  }
  const { size, lines } = best ?? cut(pieces, width, type, sizes.at(-1) ?? { size: EM, lines: 1 });
  return { size, lines: lines.map((line) => setLine(line, type)) };
}

/** Null where it needs more lines, or a word of it more than a line. */
function setWhole(pieces: readonly Piece[], measure: Measure, lines: number): Balanced | null {
  const count = fillLines(pieces, measure).length;
  const isWhole = pieces.every(({ text }) => widthOf(text, measure.type) <= measure.limit);
  return isWhole && count <= lines ? balanceLines(pieces, measure, count) : null;
}

function cut(
  pieces: readonly Piece[],
  width: number,
  type: TypeCase,
  { size, lines }: { size: number; lines: number },
): { size: number; lines: string[] } {
  const measure = { limit: (width * EM) / size, type };
  const cutWords = pieces.flatMap((piece) => cutWord(piece, measure));
  const all = fillLines(cutWords, measure);
  const last = all.slice(lines - 1, lines + 1).reduce(join, "");
  const whole = all.slice(0, lines - 1).map(({ text }) => text);
  return { size, lines: last === "" ? whole : [...whole, shorten(last, measure)] };
}

/** A word that is longer than a line, in parts that are not. */
function cutWord(piece: Piece, measure: Measure): Piece[] {
  if (widthOf(piece.text, measure.type) <= measure.limit) return [piece];
  const characters = Array.from(piece.text, (text) => ({ text, afterSpace: false }));
  return fillLines(characters, measure).map(({ text }, place) => ({
    text,
    afterSpace: place === 0 && piece.afterSpace,
  }));
}

/** As much of it as an ellipsis leaves room for, by whole words where it has spaces. */
function shorten(text: string, { limit, type }: Measure): string {
  if (widthOf(text, type) <= limit) return text;
  const ellipsis = HAN.test(text) ? ELLIPSES.wide : ELLIPSES.latin;
  const characters = Array.from(text);
  while (characters.length > 0 && widthOf(characters.join("") + ellipsis, type) > limit) characters.pop();
  const kept = characters.join("");
  const isWordCut =
    /[\p{L}\d]$/u.test(kept) && /^[\p{L}\d]/u.test(text.slice(kept.length)) && !HAN.test(kept.slice(-1));
  const words = isWordCut && kept.includes(" ") ? kept.slice(0, kept.lastIndexOf(" ")) : kept;
  return words.replace(/[\s\p{P}]+$/u, "") + ellipsis;
}
