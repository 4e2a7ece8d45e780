// A dump that is in memory.

import type { Dump } from "./format";

/** A blob as a dump. */
export function dumpOf(blob: Blob): Dump {
  return {
    size: blob.size,
    open: async (range) => (range ? blob.slice(range.offset, range.offset + range.length) : blob).stream(),
  };
}
