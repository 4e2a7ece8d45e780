// A text as the typeface can set it: nothing invisible, quotes and dashes of its script, a mark where a character is missing.

import { LATIN_FORMS } from "./glyph-file";
import { HAN } from "./set-line";
import type { TypeCase } from "./type-case";

/** What is not looked at in a picture: more than the smallest size has room for. */
const MAX_CHARACTERS = 160;
/** 〓, with which printers fill in for a character that is not in the case. */
const STAND_IN = "〓";
/** A text of which more than this is missing is in another script: it is not set at all. */
const MAX_MISSING = 1 / 4;

/** Controls, marks of direction, joiners, variants, tones of skin, tags. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Variation_Selector}\p{Emoji_Modifier}]/gu;

export const ELLIPSES = { wide: "…", latin: LATIN_FORMS.get("…") ?? "…" };

/** One line, without what is invisible, with the marks of its script: all of it is to be looked for in the typeface. */
export function normaliseText(text: string): string {
  const visible = text.normalize("NFC").replace(/\s+/g, " ").replace(INVISIBLE, "").trim();
  const cut = Array.from(visible).slice(0, MAX_CHARACTERS).join("");
  const isLatin = !HAN.test(cut);
  return cut.replace(/[‘’“”…—]/g, (mark, at: number) => {
    const isApostrophe = mark === "’" && /[\p{L}\d]’\p{Script=Latin}/u.test(cut.slice(Math.max(0, at - 1), at + 2));
    return isLatin || isApostrophe ? (LATIN_FORMS.get(mark) ?? mark) : mark;
  });
}

/** What every text may need beside its own characters. */
export const ALWAYS_NEEDED = STAND_IN + ELLIPSES.wide + ELLIPSES.latin;

/** A normalised text as it is set; null when too much of it is missing. */
export function legibleText(text: string, type: TypeCase): string | null {
  const characters = Array.from(text);
  const isMissing = (character: string) => type.glyph(character.codePointAt(0) ?? 0) === null;
  const missing = characters.filter((character) => character !== " " && isMissing(character)).length;
  if (missing > characters.length * MAX_MISSING) return null;
  // A missing mark or symbol says less than its stand-in would.
  const set = characters.map((character) =>
    !isMissing(character) ? character : /\p{L}|\p{N}/u.test(character) ? STAND_IN : "",
  );
  return set.join("").trim() || null;
}
