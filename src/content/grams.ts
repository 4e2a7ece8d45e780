// Runs of characters as search finds them wherever they stand: every text as overlapping grams, every query as a phrase of them.
//
// A character that means something by itself (Han, Kana, Hangul, an emoji: "wide") is in pairs with its neighbours; letters and
// digits of alphabets ("narrow") are in threes, since pairs of letters stand in every article. A gram begins at each character
// of a run and looks only at those that follow, so the grams of a piece are a piece of the grams.

import { CJK, EMOJI } from "./cjk";

/** Characters that stand together, of a folded text: what search can look for. All else parts them. */
export const RUN = new RegExp(`[\\p{L}\\p{N}\\p{M}${CJK}${EMOJI}]+`, "gu");

const WIDE = new RegExp(`[${CJK}${EMOJI}]`, "u");

const LETTER = `[[\\p{L}\\p{N}]--[${CJK}]]`;
const SPACING = new RegExp(`(?<=[${CJK}]) (?=${LETTER})|(?<=${LETTER}) (?=[${CJK}])`, "gv");
const BORDER = new RegExp(`(?<=[${CJK}])(?=${LETTER})|(?<=${LETTER})(?=[${CJK}])`, "v");

/**
 * A folded text without the space that some set between characters and letters, and others don't: so "pH 值" is found by "pH值".
 * For what is indexed; a space that was typed parts what is looked for.
 */
export const closeUp = (text: string): string => text.replace(SPACING, "");

/** A pattern of a folded run, as it may stand in a text that isn't closed up. */
export const spacedPattern = (run: string): string => run.split(BORDER).map(RegExp.escape).join(" ?");

/** Whether a character goes in threes. Most texts are ASCII or ideographs, which are told apart without a table. */
const isNarrow = (character: string): boolean => character <= "\u007f" || !WIDE.test(character);

/** Stands in no run, so no phrase reaches over it from one run into the next. */
const GAP = "。";

/**
 * What the index holds of a folded text, apart by spaces: each single character and each pair of letters once, then the
 * grams in their order. Phrases are made of grams alone, so none can be found among the singles.
 */
export function gramsOf(text: string): string {
  const singles = new Set<string>();
  const grams: string[] = [];
  for (const [run] of text.matchAll(RUN)) {
    const characters = [...run];
    const narrow = characters.map(isNarrow);
    for (const [place, character] of characters.entries()) {
      singles.add(character);
      const next = characters[place + 1];
      if (next === undefined) continue;
      const isLetters = narrow[place] && narrow[place + 1];
      if (isLetters) singles.add(character + next);
      grams.push(character + next + ((isLetters && characters[place + 2]) || ""));
    }
    // A run of letters ends with a pair, which goes on in no phrase: only others need to be kept from what follows.
    if (narrow.at(-1) === false || narrow.at(-2) === false) grams.push(GAP);
  }
  return [...singles, ...grams].join(" ");
}

/** The FTS5 phrase that finds a run of a folded text in what `gramsOf` made. `run` holds one run and nothing else. */
export function gramPhrase(run: string): string {
  const characters = [...run];
  if (characters.length <= 2) return `"${run}"`;
  const narrow = characters.map(isNarrow);
  const grams = characters.slice(0, -1).map((character, place) => {
    const isLetters = narrow[place] && narrow[place + 1];
    return character + characters[place + 1] + ((isLetters && characters[place + 2]) || "");
  });
  // The last two letters: known to follow when the gram before holds both, else the beginning of a gram.
  const endsInLetters = narrow.at(-1) && narrow.at(-2);
  if (!endsInLetters) return `"${grams.join(" ")}"`;
  return narrow.at(-3) ? `"${grams.slice(0, -1).join(" ")}"` : `"${grams.join(" ")}" *`;
}
