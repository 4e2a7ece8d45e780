// Dumps as streams of pieces.

import type { Dump } from "./format";
import { PIECE_BYTES } from "./reader-limits";

/** A dump's bytes in pieces of PIECE_BYTES at most. Who stops early closes the stream. */
export async function* piecesOf(dump: Dump): AsyncGenerator<Uint8Array> {
  for await (const chunk of await dump.open()) {
    for (let start = 0; start < chunk.byteLength; start += PIECE_BYTES)
      yield chunk.subarray(start, start + PIECE_BYTES);
  }
}
