// Where a title is best broken: a large Chinese one after its commas and spaces, as one would pause in reading it; none inside
// a name such as DL-8, whose hyphen browsers take for the end of a syllable.

/** Of characters as wide as they are high: what a phone shows of a large title in a line, with a comma after it. */
const LINE = 10;
const LATIN_WIDTH = 0.6;

const PAUSE = /[\s，、。；：！？）】》」』]+/;

/** Whether it can be broken at its pauses alone: it has one, and no phrase between two is longer than a line. */
export function breaksAtPhrases(title: string): boolean {
  const phrases = title.trim().split(PAUSE);
  return phrases.length > 1 && /\p{Script=Han}/u.test(title) && phrases.every((phrase) => widthOf(phrase) <= LINE);
}

function widthOf(phrase: string): number {
  let width = 0;
  for (const character of phrase) width += character < "\u2e80" ? LATIN_WIDTH : 1;
  return width;
}

const MODEL = /(?<![A-Za-z\d-])([A-Za-z]{1,8}-\d{1,4})(?![\d-])/;

/** A title cut so that every second piece is a model, letters, a hyphen and a number: those stay in one line. */
export const modelsApart = (title: string): string[] => title.split(MODEL);
