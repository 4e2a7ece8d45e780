// A WebP without what it says beside the picture (RFC 9649).

import { ascii, Copy, latin1, startsWith, viewOf } from "./bytes";
import { orientationOf, tiffOf, UPRIGHT } from "./orientation";

const HEADER_BYTES = 12;
/** What makes the picture. */
const KEPT: ReadonlySet<string> = new Set(["VP8 ", "VP8L", "VP8X", "ALPH", "ANIM", "ANMF", "ICCP"]);
const EXIF_FLAG = 0b1000;
const XMP_FLAG = 0b0100;
/** Some programs write Exif data as a JPEG has it. */
const PREFIX = "Exif\0\0";

/** All chunks that make the picture, and the Exif data's orientation. Null when a chunk is cut off. */
export function cleanWebp(bytes: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const view = viewOf(bytes);
  const size = 8 + view.getUint32(4, true);
  if (size > bytes.length) return null;
  const copy = new Copy(bytes);
  copy.keep(0, HEADER_BYTES);
  let orientation = UPRIGHT;
  for (let at = HEADER_BYTES; at + 8 <= size; ) {
    const length = view.getUint32(at + 4, true);
    const content = at + 8;
    const end = content + length;
    if (end > size) return null;
    const type = latin1(bytes, at, at + 4);
    if (type === "EXIF") orientation = orientationIn(bytes.subarray(content, end));
    // Chunks begin at even places.
    const next = Math.min(end + (length % 2), size);
    if (KEPT.has(type)) copy.keep(at, next);
    at = next;
  }
  if (orientation !== UPRIGHT) addExif(copy, orientation);
  return sealed(copy.bytes, orientation);
}

const orientationIn = (exif: Uint8Array): number =>
  orientationOf(startsWith(exif, 0, PREFIX) ? exif.subarray(PREFIX.length) : exif);

function addExif(copy: Copy, orientation: number): void {
  const tiff = tiffOf(orientation);
  copy.add(ascii("EXIF"), Uint8Array.of(tiff.length, 0, 0, 0), tiff);
}

/** The file with its length, and with the flags of what it holds (§2.7). */
function sealed(bytes: Uint8Array<ArrayBuffer>, orientation: number): Uint8Array<ArrayBuffer> {
  viewOf(bytes).setUint32(4, bytes.length - 8, true);
  if (!startsWith(bytes, HEADER_BYTES, "VP8X")) return bytes;
  const flags = HEADER_BYTES + 8;
  const others = (bytes[flags] ?? 0) & ~(EXIF_FLAG | XMP_FLAG);
  bytes[flags] = others | (orientation === UPRIGHT ? 0 : EXIF_FLAG);
  return bytes;
}
