// Bytes to lines, one at a time, so that a dump of any size needs the memory of one line.

export interface RawLine {
  /** From 1. */
  number: number;
  bytes: Uint8Array;
}

/** Bodies are half a megabyte at most, and JSON makes twice as much of one that is all quotes. Of a longer line this much is read. */
const MAX_LINE_BYTES = 8 * 1024 * 1024;

const LF = 0x0a;

/** Lines without their ends. Empty ones are left out. */
export async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<RawLine> {
  let parts: Uint8Array[] = [];
  let length = 0;
  let number = 1;
  const add = (part: Uint8Array) => {
    const read = part.subarray(0, MAX_LINE_BYTES - length);
    if (read.length > 0) parts.push(read);
    length += read.length;
  };
  for await (const chunk of stream) {
    let begin = 0;
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, begin)) {
      add(chunk.subarray(begin, end));
      if (length > 0) yield { number, bytes: join(parts, length) };
      parts = [];
      length = 0;
      number += 1;
      begin = end + 1;
    }
    add(chunk.subarray(begin));
  }
  if (length > 0) yield { number, bytes: join(parts, length) };
}

function join(parts: readonly Uint8Array[], length: number): Uint8Array {
  const [first] = parts;
  if (parts.length === 1 && first !== undefined) return first;
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
