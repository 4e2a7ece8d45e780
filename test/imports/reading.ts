// Reading a dump in a test.

import { BrokenDump, type Dump } from "../../src/imports/format";
import type { Incoming } from "../../src/imports/incoming";

export type Reader = (dump: Dump) => AsyncIterable<Incoming>;
export type Of<Kind extends Incoming["kind"]> = Extract<Incoming, { kind: Kind }>;

/** A blob as a dump. */
export function dumpOf(blob: Blob): Dump {
  return {
    size: blob.size,
    open: async (range) => (range ? blob.slice(range.offset, range.offset + range.length) : blob).stream(),
  };
}

export const dumped = (content: BlobPart): Dump => dumpOf(new Blob([content]));

/** All items of a dump that is whole. */
export async function itemsOf(read: Reader, content: BlobPart): Promise<Incoming[]> {
  return await Array.fromAsync(read(dumped(content)));
}

export const ofKind = <Kind extends Incoming["kind"]>(items: readonly Incoming[], kind: Kind): Of<Kind>[] =>
  items.filter((item): item is Of<Kind> => item.kind === kind);

/** What a dump that may be broken gives, and whether it ended in `BrokenDump`. Throws whatever else it throws. */
export async function readUntilBroken(
  read: Reader,
  content: BlobPart,
): Promise<{ items: Incoming[]; broken: string | null }> {
  const items: Incoming[] = [];
  try {
    for await (const item of read(dumped(content))) items.push(item);
    return { items, broken: null };
  } catch (error) {
    if (!(error instanceof BrokenDump)) throw error;
    return { items, broken: error.message };
  }
}
