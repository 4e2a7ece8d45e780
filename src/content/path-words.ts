// What an address that leads nowhere seems to be about.

import { parsePath } from "./addresses";
import { CJK } from "./cjk";
import { fold } from "./fold";
import { RUN } from "./grams";
import { MAX_SUGGESTING_WORDS } from "./limits";
import { wordsOf } from "./words";

/** Words that stand in every other address, and say nothing of this one. */
const EMPTY = new Set(
  "a an and asp aspx at by for from htm html in index is jsp md of on or php the to with www".split(" "),
);
const HAS_CJK = new RegExp(`[${CJK}]`, "u");
const ONLY_DIGITS = /^\p{N}+$/u;

/** The words of a path's last segment that has any, at most MAX_SUGGESTING_WORDS: of Chinese two characters, of Latin three letters at least. */
export function pathWords(path: string): string[] {
  for (const segment of parsePath(path)?.segments.toReversed() ?? []) {
    const words = Array.from(fold(segment).matchAll(RUN), ([run]) => (HAS_CJK.test(run) ? wordsOf(run) : [run])).flat();
    const telling = [...new Set(words)].filter(isTelling);
    if (telling.length > 0) return telling.slice(0, MAX_SUGGESTING_WORDS);
  }
  return [];
}

const isTelling = (word: string): boolean =>
  !EMPTY.has(word) && !ONLY_DIGITS.test(word) && [...word].length >= (HAS_CJK.test(word) ? 2 : 3);
