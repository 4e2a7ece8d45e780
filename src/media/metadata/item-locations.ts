// Where the items of an image file lie in it: the box `iloc` (ISO/IEC 14496-12 §8.11.3).

import type { Box } from "./boxes";
import { viewOf } from "./bytes";

export interface Extent {
  from: number;
  to: number;
}

/** An image has a few; a file that tells of more is not read for minutes. */
const MAX_EXTENTS = 10_000;

/** The bytes of each item, by its id; null when they can't be read, or lie where no file of one image has them. */
export function locationsIn(bytes: Uint8Array, iloc: Box, idat: Box | undefined): Map<number, Extent[]> | null {
  try {
    return readLocations(new Reader(bytes, iloc), idat);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}

function readLocations(reader: Reader, idat: Box | undefined): Map<number, Extent[]> {
  const version = reader.read(1);
  // Flags.
  reader.read(3);
  const [offsetBytes, lengthBytes] = reader.readHalves();
  const [baseBytes, indexBytes] = reader.readHalves();
  const items = new Map<number, Extent[]>();
  let left = MAX_EXTENTS;
  for (let count = reader.read(version < 2 ? 2 : 4); count > 0; count--) {
    const id = reader.read(version < 2 ? 2 : 4);
    const start = originOf(version === 0 ? 0 : reader.read(2) & 0xf, idat);
    // Which file it lies in: this one.
    reader.read(2);
    const base = start + reader.read(baseBytes);
    const extents: Extent[] = [];
    for (let extent = reader.read(2); extent > 0; extent--) {
      if (left-- === 0) throw new RangeError("too many extents");
      if (version > 0) reader.read(indexBytes);
      const from = base + reader.read(offsetBytes);
      extents.push({ from, to: from + reader.read(lengthBytes) });
    }
    items.set(id, extents);
  }
  return items;
}

/** Where places are counted from: the file's beginning, or that of the box `idat`. */
function originOf(method: number, idat: Box | undefined): number {
  if (method === 0) return 0;
  if (method === 1 && idat !== undefined) return idat.content;
  throw new RangeError("an item lies in another one");
}

/** Reads numbers one after the other; throws a RangeError beyond the box's end. */
class Reader {
  readonly #view: DataView;
  readonly #end: number;
  #at: number;

  constructor(bytes: Uint8Array, { content, end }: Box) {
    this.#view = viewOf(bytes);
    this.#end = end;
    this.#at = content;
  }

  /** A number of so many bytes; of none it is 0. */
  read(byteLength: number): number {
    let value = 0;
    if (this.#at + byteLength > this.#end) throw new RangeError("an item's location is cut off");
    for (let n = 0; n < byteLength; n++) value = value * 256 + this.#view.getUint8(this.#at++);
    return value;
  }

  readHalves(): [number, number] {
    const byte = this.read(1);
    return [byte >> 4, byte & 0xf];
  }
}
