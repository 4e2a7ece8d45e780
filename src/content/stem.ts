// English words by their stem: the inflections of M. F. Porter's algorithm (steps 1 and 5), not its derivations. So "published"
// finds "publishing", and "university" doesn't find "universal": nothing is found that a reader wouldn't see in the text.

const VOWEL = /[aeiou]|(?<=[^aeiou])y/;
/** Begins with a consonant or not, then vowels and consonants by turns: as often as Porter's measure says. */
const TURNS = /(?:[aeiouy]+[^aeiouy]+)/g;
const SHORT = /[^aeiou][aeiouy][^aeiouwxy]$/;

const measure = (stem: string): number => stem.match(TURNS)?.length ?? 0;

/** Words that only look inflected. */
const WHOLE = new Set(["news", "lens", "always"]);

/** The stem of a folded word; the word itself where it is short, or not English. */
export function stem(word: string): string {
  if (!/^[a-z]{4,40}$/.test(word) || WHOLE.has(word)) return word;
  return withoutEnd(withoutPast(withoutPlural(word)).replace(/(?<=[aeiouy].*)y$/, "i"));
}

function withoutPlural(word: string): string {
  if (/(?:sses|ies)$/.test(word)) return word.slice(0, -2);
  return /(?:[^siu])s$/.test(word) ? word.slice(0, -1) : word;
}

function withoutPast(word: string): string {
  if (word.endsWith("eed")) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word;
  const bare = word.replace(/(?:ed|ing)$/, "");
  if (bare === word || !VOWEL.test(bare)) return word;
  if (/(?:at|bl|iz)$/.test(bare)) return `${bare}e`;
  if (/([^aeiouylsz])\1$/.test(bare)) return bare.slice(0, -1);
  return measure(bare) === 1 && SHORT.test(bare) ? `${bare}e` : bare;
}

function withoutEnd(word: string): string {
  const bare = word.replace(/e$/, "");
  const isLong = measure(bare) > 1 || (measure(bare) === 1 && !SHORT.test(bare));
  const short = isLong ? bare : word;
  return short.endsWith("ll") && measure(short) > 1 ? short.slice(0, -1) : short;
}
