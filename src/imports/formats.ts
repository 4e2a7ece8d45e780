// The forms of dump that are taken, and what each is to the engine: items that can be taken in, whatever they are.

import type { Dump, ImportFormat, ImportPlace, Taken } from "./format";
import { ITEM_CALLS } from "./limits";
import type { ImportOptions } from "./options";

export const FORMAT_NAMES = ["ndjson", "wxr", "ghost", "markdown"] as const;
export type FormatName = (typeof FORMAT_NAMES)[number];

/** Where one item of an import is taken in. */
export interface Turn extends ImportPlace {
  importId: number;
  /**
   * Names this taking, `{import}.{run}.{n}`. An item may be taken again under the same name, where a crash came between what it
   * did and the report: then it tells again what it did, not that all is there.
   */
  turn: string;
  /** Tells that calls of D1, R2 or another site are made, which the step has so many of. */
  spend: (calls: number) => void;
}

/** A dump's items beyond the first `after`, in their order, each as what takes it in. */
export type Takings = (dump: Dump, after: number) => AsyncIterable<(turn: Turn) => Promise<Taken>>;

/** The takings of a form whose items are all read, those that were taken before as well. */
export const takingsOf = <Item>({ read, take }: ImportFormat<Item>): Takings =>
  async function* (dump, after) {
    let n = 0;
    for await (const item of read(dump)) {
      n += 1;
      if (n <= after) continue;
      yield (turn) => {
        turn.spend(ITEM_CALLS);
        return take(item, turn);
      };
    }
  };

/** Each form under the options of an import. */
export type Formats = { [Name in FormatName]?: (options: ImportOptions) => Takings };
