// Fills lines with the pieces of a text: as few lines as it takes, and then so that they look and read well.

import type { Piece } from "./break-text";
import { EM, setLine } from "./set-line";
import type { TypeCase } from "./type-case";

export interface Measure {
  /** How long a line may be, in thousandths of the size. */
  limit: number;
  type: TypeCase;
}

export const widthOf = (text: string, type: TypeCase): number => setLine(text, type).width;

export const join = (line: string, { text, afterSpace }: Piece): string =>
  line === "" ? text : `${line}${afterSpace ? " " : ""}${text}`;

/** As much in each line as it takes. A piece that is longer than a line has one for itself. */
export function fillLines(pieces: readonly Piece[], { limit, type }: Measure): Piece[] {
  const lines: Piece[] = [];
  for (const piece of pieces) {
    const last = lines.at(-1);
    const longer = join(last?.text ?? "", piece);
    if (last !== undefined && widthOf(longer, type) <= limit) last.text = longer;
    else lines.push({ ...piece });
  }
  return lines;
}

export interface Balanced {
  lines: string[];
  /** How much is amiss with them: for each the square of the ems by which it is longer or shorter than most, and the breaks. */
  cost: number;
}

/** A line that does not end where one would pause in reading: as bad as one that is almost 4 em too short. */
const NO_PAUSE = 14;
const PAUSE = /[，、。；：！？）】》」』”…,;:.!?)\uE001\uE003-\uE005]$/;
/** A single character at a line's beginning mostly ends the word before: 节, 的, 性. */
const LONE = 4;
const LONE_HAN = /^\p{Script=Han}\p{P}?$/u;

/** So many lines, those of the least cost; `count` must be enough. */
export function balanceLines(pieces: readonly Piece[], { limit, type }: Measure, count: number): Balanced {
  const ideal = widthOf(pieces.reduce(join, ""), type) / count;
  const costOf = (line: string, next: Piece | undefined) =>
    ((widthOf(line, type) - ideal) / EM) ** 2 +
    (next === undefined || PAUSE.test(line) ? 0 : NO_PAUSE) +
    (next !== undefined && LONE_HAN.test(next.text) ? LONE : 0);
  // The best way to set the first so many pieces, in as many lines as are done.
  let best = new Map<number, Balanced>([[0, { cost: 0, lines: [] }]]);
  for (let done = 0; done < count; done++) {
    const longer: typeof best = new Map();
    for (const [from, { cost, lines }] of best) {
      let line = "";
      for (const [place, piece] of pieces.slice(from).entries()) {
        line = join(line, piece);
        if (place > 0 && widthOf(line, type) > limit) break;
        const to = from + place + 1;
        const sum = cost + costOf(line, pieces[to]);
        if (sum < (longer.get(to)?.cost ?? Infinity)) longer.set(to, { cost: sum, lines: [...lines, line] });
      }
    }
    best = longer;
  }
  return best.get(pieces.length) ?? { lines: [], cost: Infinity };
}
