// The boxes of which MP4 and AVIF files are made (ISO/IEC 14496-12 §4.2). Other boxes tell places in the file: so nothing is cut
// out of it, but overwritten where it stands.

import { ascii, latin1, viewOf } from "./bytes";

export interface Box {
  type: string;
  start: number;
  /** Where its content begins. */
  content: number;
  end: number;
}

/** Longer recordings in fragments have some thousands. */
const MAX_BOXES = 100_000;

/** The boxes one after the other; null when one does not fit in, or when there are too many. */
export function boxesIn(bytes: Uint8Array, from: number, to: number): Box[] | null {
  const view = viewOf(bytes);
  const boxes: Box[] = [];
  for (let start = from; start < to; ) {
    if (start + 8 > to || boxes.length === MAX_BOXES) return null;
    const type = latin1(bytes, start + 4, start + 8);
    let size = view.getUint32(start);
    let content = start + 8;
    // Of no size: to the end. Of size 1: the size follows, in 64 bits.
    if (size === 0) size = to - start;
    if (size === 1) {
      if (start + 16 > to) return null;
      size = Number(view.getBigUint64(start + 8));
      content = start + 16;
    }
    const end = start + size;
    if (end < content || end > to) return null;
    boxes.push({ type, start, content, end });
    start = end;
  }
  return boxes;
}

/** Makes a box free space. */
export function freeBox(bytes: Uint8Array, { start, content, end }: Box): void {
  bytes.set(ascii("free"), start + 4);
  bytes.fill(0, content, end);
}
