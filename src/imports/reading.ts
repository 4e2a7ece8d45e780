// Going on in a dump: items before the place are counted, not made.

import type { Incoming } from "./incoming";

/** An item that is known to be one, and is made when it is wanted: changing a body costs ten times what finding it does. */
export type Later = () => Incoming | Promise<Incoming>;

export interface ReadOptions {
  /** So many items were read before: they are left out. */
  after?: number;
  /** Where the old site stood, for dumps that don't say it: `https://old.example`. */
  site?: string | null;
}

/** The items beyond the first `after`. */
export async function* itemsAfter(items: AsyncIterable<Later>, after: number): AsyncGenerator<Incoming> {
  let count = 0;
  for await (const make of items) {
    count += 1;
    if (count > after) yield await make();
  }
}
