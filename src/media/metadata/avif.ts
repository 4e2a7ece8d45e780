// An AVIF without what it says beside the picture: its items of Exif data and XMP are overwritten (ISO/IEC 23008-12, annex A). How the
// image is turned stands in properties, not there.

import { type Box, boxesIn, freeBox } from "./boxes";
import { latin1, viewOf } from "./bytes";
import { type Extent, locationsIn } from "./item-locations";
import { cleanMovie } from "./mp4";

/** Exif data of an AVIF that say nothing: the place of the TIFF header after this number, the header, a directory of no entries. */
const NO_EXIF = Uint8Array.of(...[0, 0, 0, 0], ...[0x4d, 0x4d, 0, 42, 0, 0, 0, 8], ...[0, 0], ...[0, 0, 0, 0]);
const SPACE = 0x20;

/** The same file with those items empty. Null when it can't be read. */
export function cleanAvif(original: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const bytes = new Uint8Array(original);
  const boxes = boxesIn(bytes, 0, bytes.length);
  if (boxes === null) return null;
  for (const box of boxes) {
    if (box.type === "uuid") freeBox(bytes, box);
    if (box.type === "moov" && !cleanMovie(bytes, box)) return null;
    if (box.type === "meta" && !cleanItems(bytes, box)) return null;
  }
  return bytes;
}

/** Overwrites the items of metadata that a `meta` box tells of; whether it could be read. */
function cleanItems(bytes: Uint8Array, { content, end }: Box): boolean {
  // A full box: version and flags come first.
  const boxes = boxesIn(bytes, content + 4, end);
  const boxOf = (type: string) => boxes?.find((box) => box.type === type);
  const [infos, locations] = [boxOf("iinf"), boxOf("iloc")];
  if (boxes === null) return false;
  if (infos === undefined) return true;
  const items = metadataItems(bytes, infos);
  if (items === null || (items.size > 0 && locations === undefined)) return false;
  if (items.size === 0 || locations === undefined) return true;
  const extents = locationsIn(bytes, locations, boxOf("idat"));
  if (extents === null) return false;
  return [...items].every(([id, type]) => overwrite(bytes, extents.get(id) ?? [], type));
}

/** The items that are Exif data, or a text such as XMP; null when they can't be read. */
function metadataItems(bytes: Uint8Array, { content, end }: Box): Map<number, "Exif" | "mime"> | null {
  const isShort = bytes[content] === 0;
  const entries = boxesIn(bytes, content + (isShort ? 6 : 8), end);
  if (entries === null) return null;
  const view = viewOf(bytes);
  const items = new Map<number, "Exif" | "mime">();
  for (const entry of entries) {
    const version = bytes[entry.content] ?? 0;
    // Versions 0 and 1 are of files that are no AVIF.
    if (entry.type !== "infe" || version < 2) continue;
    const [idBytes, id] = version === 2 ? [2, "getUint16" as const] : [4, "getUint32" as const];
    const typeAt = entry.content + 4 + idBytes + 2;
    if (typeAt + 4 > entry.end) return null;
    const type = latin1(bytes, typeAt, typeAt + 4);
    if (type === "Exif" || type === "mime") items.set(view[id](entry.content + 4), type);
  }
  return items;
}

function overwrite(bytes: Uint8Array, extents: readonly Extent[], type: "Exif" | "mime"): boolean {
  if (extents.some(({ from, to }) => from > to || to > bytes.length)) return false;
  let written = 0;
  for (const { from, to } of extents) {
    bytes.fill(type === "Exif" ? 0 : SPACE, from, to);
    if (type === "Exif") bytes.set(NO_EXIF.subarray(written, written + to - from), from);
    written += to - from;
  }
  return true;
}
