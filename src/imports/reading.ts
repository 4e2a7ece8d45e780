// Going on in a dump: items before the place are counted, not made.

import type { Incoming } from "./incoming";
import { MAX_LISTED } from "./reader-limits";

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

/** Names for a report, not all of them if there are many. */
export const listed = (names: readonly string[]): string =>
  names.slice(0, MAX_LISTED).join(", ") + (names.length > MAX_LISTED ? ` and ${names.length - MAX_LISTED} more` : "");
