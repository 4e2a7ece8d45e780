// A recording without what it says beside picture and sound: phones note in it where it was made.

import { type Box, boxesIn, freeBox } from "./boxes";

/** User data, among it `©xyz` and `loci`; Apple's list of keys, among them the location; XMP and signed credentials. */
const FREED: ReadonlySet<string> = new Set(["udta", "meta", "uuid"]);

/** The same file with those boxes empty, of the recording and of each track. Null when its boxes can't be read. */
export function cleanMp4(original: Uint8Array): Uint8Array<ArrayBuffer> | null {
  const bytes = new Uint8Array(original);
  const boxes = boxesIn(bytes, 0, bytes.length);
  if (boxes === null) return null;
  for (const box of boxes) {
    if (FREED.has(box.type)) freeBox(bytes, box);
    if (box.type === "moov" && !cleanMovie(bytes, box)) return null;
  }
  return bytes;
}

/** Empties those boxes of a movie and of its tracks, whose `uuid` boxes may be keys of its protection; whether it could be read. */
export function cleanMovie(bytes: Uint8Array, movie: Box): boolean {
  const boxes = cleanBoxes(bytes, movie);
  return boxes?.filter(({ type }) => type === "trak").every((track) => cleanBoxes(bytes, track) !== null) ?? false;
}

function cleanBoxes(bytes: Uint8Array, { content, end }: Box): Box[] | null {
  const boxes = boxesIn(bytes, content, end);
  for (const box of boxes ?? []) if (box.type === "udta" || box.type === "meta") freeBox(bytes, box);
  return boxes;
}
