// A PNG without what it says beside the picture (W3C PNG, third edition).

import { ascii, Copy, latin1, viewOf } from "./bytes";
import { orientationOf, tiffOf, UPRIGHT } from "./orientation";

const SIGNATURE_BYTES = 8;
/** Length, type and checksum. */
const FRAME_BYTES = 12;
const TEXTS: ReadonlySet<string> = new Set(["tEXt", "zTXt", "iTXt"]);
/** Texts that hold XMP, Exif or IPTC data whole, or field by field as ImageMagick writes them. */
const METADATA =
  /^(?:xml:com\.adobe\.xmp|raw profile type |(?:exif|xmp|iptc|photoshop):|.*(?:gps|location|latitude|longitude))/i;

/**
 * All chunks but Exif data, of which the orientation stays, texts of metadata, signed credentials, and what follows the image's
 * end. Null when a chunk is cut off.
 */
export function cleanPng(bytes: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const view = viewOf(bytes);
  const copy = new Copy(bytes);
  copy.keep(0, SIGNATURE_BYTES);
  let orientation: number | null = null;
  let at = SIGNATURE_BYTES;
  while (at + FRAME_BYTES <= bytes.length) {
    const content = at + 8;
    const end = content + view.getUint32(at) + 4;
    if (end > bytes.length) return null;
    const type = latin1(bytes, at + 4, content);
    if (type === "eXIf") {
      // There may be one.
      if (orientation === null) {
        orientation = orientationOf(bytes.subarray(content, end - 4));
        if (orientation !== UPRIGHT) copy.add(chunk("eXIf", tiffOf(orientation)));
      }
    } else if (mayStay(bytes, { type, content, end })) copy.keep(at, end);
    if (type === "IEND") return copy.bytes;
    at = end;
  }
  return null;
}

function mayStay(bytes: Uint8Array, { type, content, end }: { type: string; content: number; end: number }): boolean {
  if (type === "caBX") return false;
  if (!TEXTS.has(type)) return true;
  // A keyword has at most 79 characters, and ends with a zero.
  const [keyword = ""] = latin1(bytes, content, Math.min(content + 80, end)).split("\0");
  return !METADATA.test(keyword);
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + FRAME_BYTES);
  bytes.set(ascii(type), 4);
  bytes.set(data, 8);
  const view = viewOf(bytes);
  view.setUint32(0, data.length);
  view.setUint32(bytes.length - 4, crc32(bytes.subarray(4, bytes.length - 4)));
  return bytes;
}

/** The checksum of a few bytes (annex D). */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
