// Which characters are written without spaces between words, and need their own treatment in emphasis and search.

/** One character of Han, Kana or Hangul, as the inside of a `u` regular expression's class. ー belongs to no script. */
export const CJK = "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}ー";

/** One emoji, likewise. */
export const EMOJI = "\\p{Emoji_Presentation}\\p{Extended_Pictographic}";
