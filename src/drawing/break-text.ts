// Where lines of a text may be broken: between words, Chinese ones too, and never against the rules of its punctuation.
// https://www.w3.org/TR/clreq/#prohibition_rules_for_line_start_end

/** What stays in one line. */
export interface Piece {
  text: string;
  /** Whether a space stands before it, which goes where a line ends. */
  afterSpace: boolean;
}

// The last ones are the Latin forms of quotes, dash and ellipsis (glyph-file.ts).
/** Never first in a line. */
const CLOSING =
  /^[\p{Pe}\p{Pf}\p{M}\p{Lm}!"%'),.:;?\]}~·…‥‰℃、。々〜・！％），．：；？］｝～’”ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ\uE001\uE003-\uE005]/u;
/** Never last in a line. A Chinese dash opens what follows, as a title's second part. */
const OPENING = /[\p{Ps}\p{Pi}$#@¥£€＄￥‘“—\uE000\uE002]$/u;
/** A line may be broken on both sides of these. */
const CJK_FIRST =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}〓、。《》「」『』【】（）！？：；，“”]/u;
const CJK_LAST =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Extended_Pictographic}〓、。《》「」『』【】（）！？：；，“”…]$/u;
/** After these a Latin word may be broken. */
const HYPHEN = /[-/–\uE005]$/;
/** A number and its unit stay together: 300万, 2026年. */
const NUMBER = /\d$/;

/** A short name in its brackets or quotes stays whole. */
const NAME = /([《〈「『“（【][^《〈「『“（【》〉」』”）】\s]{1,8}[》〉」』”）】])/;

/** The pieces of one line of text without line breaks; joined they give it, but for the number of its spaces. */
export function piecesOf(text: string, lang: string): Piece[] {
  const pieces: Piece[] = [];
  let afterSpace = false;
  for (const segment of text.split(NAME).flatMap((part) => (NAME.test(part) ? [part] : wordsOf(part, lang)))) {
    if (segment.trim() === "") {
      afterSpace = pieces.length > 0;
      continue;
    }
    const last = pieces.at(-1);
    if (last === undefined || mayBreak(last.text, segment, afterSpace)) pieces.push({ text: segment, afterSpace });
    else last.text += (afterSpace ? " " : "") + segment;
    afterSpace = false;
  }
  return pieces;
}

const wordsOf = (text: string, lang: string): string[] =>
  Array.from(new Intl.Segmenter(lang, { granularity: "word" }).segment(text), ({ segment }) => segment);

function mayBreak(before: string, after: string, isSpaced: boolean): boolean {
  if (CLOSING.test(after) && !(isSpaced && /^["'~]/.test(after))) return false;
  if (OPENING.test(before)) return false;
  if (isSpaced) return true;
  if (NUMBER.test(before) && isOneHan(after)) return false;
  return CJK_LAST.test(before) || CJK_FIRST.test(after) || HYPHEN.test(before);
}

const isOneHan = (text: string): boolean => /^\p{Script=Han}$/u.test(text);
