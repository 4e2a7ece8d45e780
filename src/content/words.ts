// What full-text search reads: words for the ranking, grams so that no run of characters is missed.
// Made for FTS5 tables with tokenize='ascii', which takes a text's words as they come from here.

import { CJK, EMOJI } from "./cjk";
import { fold } from "./fold";
import { closeUp, gramsOf, RUN } from "./grams";
import { MAX_INDEXED_BYTES } from "./limits";
import { stem } from "./stem";

const WIDE_OR_WORD = new RegExp(`[${CJK}]+|[${EMOJI}]|[^${CJK}${EMOJI}]+`, "gu");
const IS_CJK = new RegExp(`^[${CJK}]`, "u");

const segmenter = new Intl.Segmenter("zh", { granularity: "word" });

/** What search finds of an article: its title, and `body`, the texts beside it. */
export function indexArticle(title: string, body: string) {
  const [foldedTitle, foldedBody] = [fold(title), fold(body)];
  return {
    title: indexWords(foldedTitle),
    body: indexWords(foldedBody),
    titleRuns: gramsOf(closeUp(foldedTitle)),
    bodyRuns: cut(gramsOf(closeUp(foldedBody))),
  };
}

/** The words of a folded text, apart by spaces. */
export function indexWords(text: string): string {
  const known = new Map<string, string[]>();
  return Array.from(text.matchAll(RUN), ([run]) => {
    const words = known.get(run) ?? wordsOf(run);
    known.set(run, words);
    return words;
  })
    .flat()
    .join(" ");
}

/** The words of a run: Chinese cut into words, Latin ones by their stem, an emoji each. */
export const wordsOf = (run: string): string[] =>
  // The segmenter is asked run by run, never the whole: it is many times slower on long texts.
  [...run.matchAll(WIDE_OR_WORD)].flatMap(([part]) =>
    IS_CJK.test(part) ? Array.from(segmenter.segment(part), ({ segment }) => segment) : [stem(part)],
  );

/** Only letters without a space for half a megabyte make grams that long; what stands at their end is then not found. */
function cut(grams: string): string {
  if (grams.length * BYTES_A_UNIT <= MAX_INDEXED_BYTES) return grams;
  const bytes = new TextEncoder().encode(grams);
  if (bytes.length <= MAX_INDEXED_BYTES) return grams;
  return new TextDecoder().decode(bytes.subarray(0, bytes.lastIndexOf(SPACE, MAX_INDEXED_BYTES)));
}

/** UTF-8 takes three bytes at most for one UTF-16 unit. */
const BYTES_A_UNIT = 3;
const SPACE = 0x20;
