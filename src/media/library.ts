// Files in R2, under the hash of their bytes: the same file is stored once, and an address never changes what it holds.

import { fileTypeFromBuffer } from "file-type";
import { imageSize } from "image-size";
import { openDatabase } from "../db/client";
import { type MediaRow, mediaByHash } from "../db/media";
import { addUnlessRemoved, removalOf } from "../db/media-removals";
import { sha256Hex } from "../encoding/sha256";
import { cleanFile } from "./metadata/clean";
import { finishRemoval, isAbandoned } from "./removal";
import { isSvg } from "./svg";

export const MAX_MEDIA_BYTES = 25 * 1024 * 1024;

const SVG = { mime: "image/svg+xml", ext: "svg" };

/**
 * Types that are taken, by their content: images that browsers show, and documents and recordings that they play. An SVG is a
 * document too, which may hold scripts: it can be had as a file to save, and has no size by which pages would show it.
 */
const TAKEN = new Set([
  "image/png",
  "image/jpeg",
  "image/gif",
  "image/webp",
  "image/avif",
  SVG.mime,
  "application/pdf",
  "audio/mpeg",
  "video/mp4",
]);

export type Stored =
  | { ok: true; file: MediaRow; isNew: boolean }
  | { ok: false; reason: "unknown_type"; taken: string[] }
  | { ok: false; reason: "damaged"; type: string }
  /** The same file is on its way out at this moment. */
  | { ok: false; reason: "being_removed" };

export const mediaPath = ({ hash, name }: Pick<MediaRow, "hash" | "name">): string =>
  `/media/${hash}/${encodeURIComponent(name)}`;

/** The type of a file by its content; null for one that isn't taken. */
export async function typeOf(bytes: Uint8Array): Promise<{ mime: string; ext: string } | null> {
  const found = isSvg(bytes) ? SVG : await fileTypeFromBuffer(bytes);
  return found !== undefined && TAKEN.has(found.mime) ? found : null;
}

/** Stores a file, without its metadata, and lists it in the library. The file comes first: a row never names one that is not there. */
export async function storeMedia(
  { d1, bucket, by, now }: { d1: D1Database; bucket: R2Bucket; by: string; now: number },
  sent: { bytes: Uint8Array<ArrayBuffer>; name: string },
): Promise<Stored> {
  const found = await typeOf(sent.bytes);
  if (found === null) return { ok: false, reason: "unknown_type", taken: [...TAKEN] };
  const bytes = cleanFile(sent.bytes, found.mime);
  if (bytes === null) return { ok: false, reason: "damaged", type: found.mime };
  const hash = await sha256Hex(bytes);
  const db = openDatabase(d1);
  const [[known], [removal]] = await db.batch([mediaByHash(db, hash), removalOf(db, hash)]);
  if (known !== undefined) return { ok: true, file: known, isNew: false };
  if (removal !== undefined) {
    if (!isAbandoned(removal, now)) return { ok: false, reason: "being_removed" };
    await finishRemoval(db, bucket, { hash, now });
  }
  const file = {
    hash,
    name: safeName(sent.name, found.ext),
    type: found.mime,
    bytes: bytes.length,
    ...sizeOf(bytes, found.mime),
    createdAt: now,
    by,
  };
  const put = () => bucket.put(hash, bytes, { httpMetadata: { contentType: found.mime } });
  await put();
  const [, [added], [stored]] = await db.batch(addUnlessRemoved(db, file));
  if (stored === undefined) return { ok: false, reason: "being_removed" };
  // Another upload of the same file may have come, listed it, and been removed, all since the look at the library.
  if (added !== undefined && (await bucket.head(hash)) === null) await put();
  // Of two uploads at once, the first names the file.
  return { ok: true, file: stored, isNew: added !== undefined };
}

/** What cannot stand in a name, each run of which became a hyphen. */
const BETWEEN_WORDS = /[^\p{L}\p{N}]+/gu;

/** A part of a name as an editor remembers it, in the form in which names are stored. */
export const nameQuery = (text: string): string =>
  text
    .normalize("NFC")
    .replace(BETWEEN_WORDS, (between) => (between === "." ? between : "-"))
    .replace(/^-+|-+$/g, "");

/** The last part of a path, in letters, digits and hyphens, with the ending of the true type. */
function safeName(name: string, extension: string): string {
  const stem = name
    .normalize("NFC")
    .replace(/^.*[/\\]/su, "")
    .replace(/\.[^.]*$/u, "")
    .replace(BETWEEN_WORDS, "-")
    .replace(/^-+|-+$/g, "");
  return `${[...(stem || "file")].slice(0, 80).join("")}.${extension}`;
}

function sizeOf(bytes: Uint8Array, type: string): { width: number | null; height: number | null } {
  if (!type.startsWith("image/") || type === SVG.mime) return { width: null, height: null };
  try {
    const { width, height, orientation = 1 } = imageSize(bytes);
    // Orientations 5 to 8 lie on their side (EXIF 2.32, tag 0x0112).
    return orientation >= 5 ? { width: height, height: width } : { width, height };
  } catch (error) {
    // A damaged image is kept as it is; pages show it without a known size.
    console.warn({ message: "an image's size can't be read", error: String(error) });
    return { width: null, height: null };
  }
}
