// A JPEG without what it says beside the picture (ITU-T T.81, annex B).

import { ascii, Copy, latin1, startsWith, viewOf } from "./bytes";
import { orientationOf, tiffOf, UPRIGHT } from "./orientation";

const [FILL, STUFFED, TEM, RST0, RST7, EOI, SOS, APP0, APP15, COM] = [
  ...[0xff, 0x00, 0x01, 0xd0, 0xd7, 0xd9, 0xda, 0xe0, 0xef, 0xfe],
] as const;
const EXIF = "Exif\0\0";

/** What decoders need of the application segments: the file's form, the colours' profile, and how they were transformed. */
const KEPT = new Map([
  [0xe0, "JFIF\0"],
  [0xe2, "ICC_PROFILE\0"],
  [0xee, "Adobe"],
]);

/**
 * All but application segments that decoders can do without, comments, and what follows the image's end: previews and
 * recordings that phones put there have data of their own. Null when a segment is cut off.
 */
export function cleanJpeg(bytes: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const view = viewOf(bytes);
  const copy = new Copy(bytes);
  copy.keep(0, 2);
  let orientation: number | null = null;
  let at = 2;
  while (true) {
    const start = nextMarker(bytes, at);
    if (start === null) return copy.bytes;
    const marker = view.getUint8(start + 1);
    const content = start + 2;
    if (isAlone(marker)) {
      copy.keep(start, content);
      if (marker === EOI) return copy.bytes;
      at = content;
      continue;
    }
    if (content + 2 > bytes.length) return null;
    const end = content + view.getUint16(content);
    if (end < content + 2 || end > bytes.length) return null;
    at = marker === SOS ? endOfScan(bytes, end) : end;
    if (marker === 0xe1 && startsWith(bytes, content + 2, EXIF)) {
      if (orientation !== null) continue;
      orientation = orientationOf(bytes.subarray(content + 2 + EXIF.length, end));
      if (orientation !== UPRIGHT) addExif(copy, orientation);
    } else if (mayStay(bytes, { marker, content, end })) copy.keep(start, at);
  }
}

const isAlone = (marker: number): boolean => marker === TEM || (marker >= RST0 && marker <= EOI);

function mayStay(bytes: Uint8Array, { marker, content, end }: { marker: number; content: number; end: number }) {
  if (marker === COM) return false;
  if (marker < APP0 || marker > APP15) return true;
  const name = KEPT.get(marker);
  return name !== undefined && latin1(bytes, content + 2, Math.min(end, content + 2 + name.length)) === name;
}

/** Where the next marker's 0xff stands. What lies before it is nothing that a decoder reads. */
function nextMarker(bytes: Uint8Array, from: number): number | null {
  for (let at = bytes.indexOf(FILL, from); at >= 0; at = bytes.indexOf(FILL, at + 1)) {
    const next = bytes[at + 1];
    if (next === undefined) return null;
    if (next !== STUFFED && next !== FILL) return at;
  }
  return null;
}

/** The end of a scan's coded data, in which 0xff is followed by a zero or by a restart marker. */
function endOfScan(bytes: Uint8Array, from: number): number {
  let at = nextMarker(bytes, from);
  while (at !== null) {
    const marker = bytes[at + 1] ?? EOI;
    if (marker < RST0 || marker > RST7) return at;
    at = nextMarker(bytes, at + 2);
  }
  return bytes.length;
}

function addExif(copy: Copy, orientation: number): void {
  const tiff = tiffOf(orientation);
  copy.add(Uint8Array.of(FILL, 0xe1, 0, 2 + EXIF.length + tiff.length), ascii(EXIF), tiff);
}
