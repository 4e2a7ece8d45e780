// A GIF without what it says beside the picture (GIF89a).

import { Copy, latin1 } from "./bytes";

const [EXTENSION, IMAGE, TRAILER, COMMENT, APPLICATION] = [0x21, 0x2c, 0x3b, 0xfe, 0xff] as const;
/** How often an animation repeats, by either program's name; the profile of its colours. */
const KEPT: ReadonlySet<string> = new Set(["NETSCAPE2.0", "ANIMEXTS1.0", "ICCRGBG1012"]);

/** All blocks but comments and applications' data, such as XMP. Null when a block is cut off or is none. */
export function cleanGif(bytes: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const first = 13 + colourBytes(bytes[10] ?? 0);
  const copy = new Copy(bytes);
  copy.keep(0, first);
  let at = first;
  while (at < bytes.length) {
    const label = bytes[at + 1] ?? 0;
    switch (bytes[at]) {
      case TRAILER:
        copy.keep(at, at + 1);
        return copy.bytes;
      case IMAGE: {
        // Nine bytes of place and form, colours of its own, and the codes' smallest width.
        const end = afterSubBlocks(bytes, at + 11 + colourBytes(bytes[at + 9] ?? 0));
        if (end === null) return null;
        copy.keep(at, end);
        at = end;
        break;
      }
      case EXTENSION: {
        const end = afterSubBlocks(bytes, at + 2);
        if (end === null) return null;
        const isKept = label === APPLICATION ? KEPT.has(latin1(bytes, at + 3, at + 14)) : label !== COMMENT;
        if (isKept) copy.keep(at, end);
        at = end;
        break;
      }
      default:
        return null;
    }
  }
  return null;
}

/** The length of the table of colours that packed fields announce. */
const colourBytes = (fields: number): number => (fields & 0x80 ? 3 * 2 ** ((fields & 7) + 1) : 0);

/** Sub-blocks each tell their length; one of none ends them. */
function afterSubBlocks(bytes: Uint8Array, from: number): number | null {
  for (let at = from; at < bytes.length; ) {
    const length = bytes[at] ?? 0;
    at += 1 + length;
    if (length === 0) return at;
  }
  return null;
}
