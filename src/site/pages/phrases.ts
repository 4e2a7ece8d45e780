// Where a large Chinese title is best broken: after its commas and spaces, as one would pause in reading it.

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
