// Slugs: a title as one part of a URL, in its own script.

const MAX_MADE_LENGTH = 80;
const MAX_SLUG_LENGTH = 120;
const LONGEST_LAST_WORD = 1 / 3;

/** A word: letters or digits of any script, and the marks on them. */
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{Mn}\p{Mc}]*/gu;
// Joiners, variation selectors and fillers: two slugs must not differ by what nobody can see.
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
const SLUG = /^[\p{L}\p{N}\p{Mn}\p{Mc}_]+(?:-[\p{L}\p{N}\p{Mn}\p{Mc}_]+)*$/u;

/**
 * The slug of a title: NFC, lower case, words of any script joined by hyphens, at most 80 code points, cut between words
 * when the last one is short. "" when the title has no letter and no digit. A slug of this kind is its own slug.
 */
export function slugify(text: string): string {
  const words = text.toLowerCase().normalize("NFC").replace(INVISIBLE, "").match(WORD) ?? [];
  const characters = [...words.join("-").normalize("NFC")];
  if (characters.length <= MAX_MADE_LENGTH) return characters.join("");

  const cut = characters.slice(0, MAX_MADE_LENGTH);
  const hyphen = characters[MAX_MADE_LENGTH] === "-" ? MAX_MADE_LENGTH : cut.lastIndexOf("-");
  const end = hyphen >= MAX_MADE_LENGTH * (1 - LONGEST_LAST_WORD) ? hyphen : MAX_MADE_LENGTH;
  return cut.slice(0, end).join("");
}

/** Whether a text can stand in a URL as it is: NFC, 1 to 120 code points, words of any script with single hyphens between. */
export function isSlug(text: string): boolean {
  return (
    SLUG.test(text) &&
    text === text.normalize("NFC") &&
    text === text.replace(INVISIBLE, "") &&
    [...text].length <= MAX_SLUG_LENGTH
  );
}
