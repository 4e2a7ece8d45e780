// Sets a line of text: which glyph stands where. Pure arithmetic.

import type { Glyph } from "./glyph-file";
import type { TypeCase } from "./type-case";

export interface SetGlyph {
  glyph: Glyph;
  /** From the line's beginning, in thousandths of the size. */
  x: number;
}

export interface Line {
  glyphs: SetGlyph[];
  /** In thousandths of the size. */
  width: number;
}

/** The size of the type, in the unit of its measures. */
export const EM = 1000;
/** Between Chinese and Latin where no space is typed. */
const BETWEEN_SCRIPTS = 130;
export const HAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;
const LETTER_OR_DIGIT = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\d]/u;
/** Half of their em is empty: the left half of what opens, the right one of what closes. */
const OPENS = /[（《〈【「『〔“‘]/;
const CLOSES = /[）》〉】」』〕”’、。，．；：]/;

/** One line of text, whatever its length. What the typeface has no glyph for is left out. */
export function setLine(text: string, type: TypeCase): Line {
  const line: Line = { glyphs: [], width: 0 };
  let before = "";
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0;
    const glyph = type.glyph(codePoint);
    if (glyph === null) continue;
    line.width += spaceBetween(before, character, type);
    line.glyphs.push({ glyph, x: line.width });
    line.width += glyph.advance;
    before = character;
  }
  return line;
}

function spaceBetween(before: string, after: string, type: TypeCase): number {
  // At a line's beginning the empty half of what opens stands in the margin.
  if (before === "") return OPENS.test(after) ? -EM / 2 : 0;
  if (CLOSES.test(before) && (OPENS.test(after) || CLOSES.test(after))) return -EM / 2;
  if (OPENS.test(before) && OPENS.test(after)) return -EM / 2;
  const isMixed =
    (HAN.test(before) && LETTER_OR_DIGIT.test(after)) || (LETTER_OR_DIGIT.test(before) && HAN.test(after));
  return isMixed ? BETWEEN_SCRIPTS : type.kerning(before.codePointAt(0) ?? 0, after.codePointAt(0) ?? 0);
}
