// Bytes to lines of text, one at a time, so that a dump of any size needs the memory of one line.

export interface TextLine {
  /** From 1. */
  number: number;
  text: string;
  /** Why the line can't be read. */
  problem?: string;
}

/** Bodies are half a megabyte at most, and JSON makes twice as much of one that is all quotes. */
const MAX_LINE_BYTES = 8 * 1024 * 1024;

const LF = 0x0a;

export async function* linesOf(stream: ReadableStream<Uint8Array>): AsyncGenerator<TextLine> {
  let parts: Uint8Array[] = [];
  let length = 0;
  let number = 0;
  const finish = (): TextLine => {
    number += 1;
    const line =
      length > MAX_LINE_BYTES ? { text: "", problem: `has more than ${MAX_LINE_BYTES} bytes` } : decode(parts, length);
    parts = [];
    length = 0;
    return { number, ...line };
  };
  const add = (part: Uint8Array) => {
    length += part.length;
    if (length <= MAX_LINE_BYTES) parts.push(part);
    else parts = [];
  };
  for await (const chunk of stream) {
    let begin = 0;
    for (let end = chunk.indexOf(LF); end >= 0; end = chunk.indexOf(LF, begin)) {
      add(chunk.subarray(begin, end));
      yield finish();
      begin = end + 1;
    }
    if (begin < chunk.length) add(chunk.subarray(begin));
  }
  if (length > 0) yield finish();
}

function decode(parts: readonly Uint8Array[], length: number): { text: string; problem?: string } {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  try {
    return { text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) };
  } catch (error) {
    if (error instanceof TypeError) return { text: "", problem: "is not UTF-8" };
    throw error;
  }
}
