// The beginning of a text, for lists and descriptions.

import { CJK } from "./cjk";

export { highlight, type Piece } from "./highlight";

const CJK_LENGTH = 120;
const LATIN_LENGTH = 200;
/** The part of an excerpt that a sentence's end may take off. */
const SPARE = 0.4;

const ONE_CJK = new RegExp(`[${CJK}]`, "gu");
const SENTENCE_END = /[。！？][”’」』）]?|[.!?…][”’")]?(?=\s|$)/gu;
// Where a text may be cut: before a space, or beside a CJK character or its punctuation.
const WORD_END = new RegExp(`\\s+|[、，；：。！？”’」』）${CJK}]`, "gu");

/**
 * The start of a text as one line, at most `length` code points (120 for mostly Chinese, 200 otherwise, if not given):
 * whole sentences where one ends late enough, else whole words and "…". The text itself when it is that short.
 */
export function excerpt(text: string, options: { length?: number } = {}): string {
  const line = text.replace(/\s+/g, " ").trim();
  const start = [...line.slice(0, 4 * LATIN_LENGTH)].slice(0, LATIN_LENGTH).join("");
  const isMostlyCjk = (start.match(ONE_CJK)?.length ?? 0) > start.length / 3;
  const length = options.length ?? (isMostlyCjk ? CJK_LENGTH : LATIN_LENGTH);

  const characters = [...line.slice(0, 2 * length + 2)];
  if (characters.length <= length) return line;
  const cut = characters.slice(0, length).join("");

  const sentences = endOfLast(SENTENCE_END, cut);
  if (sentences >= cut.length * (1 - SPARE)) return cut.slice(0, sentences);
  const shorter = characters.slice(0, length - 1).join("");
  const words = characters[length - 1] === " " ? shorter.length : endOfLast(WORD_END, shorter);
  const kept = words >= shorter.length * (1 - SPARE) ? shorter.slice(0, words) : shorter;
  return `${kept.replace(/[\s、，；：,;:]+$/u, "")}…`;
}

function endOfLast(pattern: RegExp, text: string): number {
  let end = 0;
  for (const match of text.matchAll(pattern)) end = match.index + match[0].length;
  return end;
}
