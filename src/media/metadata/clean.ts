// Takes out of a file what it says beside picture and sound: where it was made, with what, when, and by whom. What is published
// should say nothing that its author doesn't see. How an image is turned and the profile of its colours stay.

import { cleanAvif } from "./avif";
import { cleanGif } from "./gif";
import { cleanJpeg } from "./jpeg";
import { cleanMp4 } from "./mp4";
import { cleanPng } from "./png";
import { cleanWebp } from "./webp";

type Filter = (bytes: Uint8Array) => Uint8Array<ArrayBuffer> | null;

/** By type. A file of any other is stored as it is: a PDF's or an MP3's words about itself are part of the document. */
const FILTERS: ReadonlyMap<string, Filter> = new Map([
  ["image/jpeg", cleanJpeg],
  ["image/png", cleanPng],
  ["image/webp", cleanWebp],
  ["image/gif", cleanGif],
  ["image/avif", cleanAvif],
  ["video/mp4", cleanMp4],
]);

/**
 * The file without its metadata, the picture's bytes untouched; cleaned again it is the same. Null when its parts can't be told
 * apart, so that nobody could say what it still holds.
 */
export function cleanFile(bytes: Uint8Array<ArrayBuffer>, type: string): Uint8Array<ArrayBuffer> | null {
  const filter = FILTERS.get(type);
  return filter === undefined ? bytes : filter(bytes);
}
