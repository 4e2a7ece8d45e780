// An image in a smaller version: made once by the images binding, and kept beside the file.

import type { Width } from "../content/image-widths";
import { PART_TIMEOUT_MS, within } from "../db/within";
import type { Env } from "../env";

/** What every browser shows that is in use. */
const TYPE = "image/webp";
const QUALITY = 80;
/** Images of pixels: an SVG is a program for the one who draws it. */
const SCALED = /^image\/(?:png|jpeg|gif|webp|avif)$/;

interface Version {
  hash: string;
  width: Width;
}

export interface Scaled {
  body: ReadableStream | ArrayBuffer;
  bytes: number;
  type: typeof TYPE;
}

export const scaledKey = (hash: string, width: Width): string => `${hash}/${width}`;

/**
 * A stored image at most `width` pixels wide, kept in R2 from then on. Null when there is no such file, or when it can't be
 * scaled: its type is no still image's, it is damaged, or the binding is missing, fails or takes too long. Throws `TimedOut`
 * where R2 hangs.
 */
export async function scaledImage(
  { MEDIA, IMAGES }: Env,
  { hash, width }: Version,
  waitUntil: (work: Promise<unknown>) => void,
): Promise<Scaled | null> {
  const kept = await within(PART_TIMEOUT_MS, MEDIA.get(scaledKey(hash, width)));
  if (kept !== null) return { body: kept.body, bytes: kept.size, type: TYPE };
  const original = await within(PART_TIMEOUT_MS, MEDIA.get(hash));
  if (original === null || IMAGES === undefined || !SCALED.test(original.httpMetadata?.contentType ?? "")) return null;
  try {
    const making = make(IMAGES, original.body, width);
    // Also when nobody waits for it any more: the next reader finds it. Why it failed is told below.
    waitUntil(making.then((body) => keep(MEDIA, { hash, width }, body)).catch(() => {}));
    const body = await within(PART_TIMEOUT_MS, making);
    return { body, bytes: body.byteLength, type: TYPE };
  } catch (error) {
    console.warn({ message: "an image can't be scaled", hash, width, error: String(error) });
    return null;
  }
}

async function make(images: ImagesBinding, original: ReadableStream, width: Width): Promise<ArrayBuffer> {
  const made = await images
    .input(original)
    .transform({ width, fit: "scale-down" })
    .output({ format: TYPE, quality: QUALITY });
  return new Response(made.image()).arrayBuffer();
}

/** What can't be kept is made again when it is asked for again. */
async function keep(bucket: R2Bucket, { hash, width }: Version, body: ArrayBuffer): Promise<void> {
  const key = scaledKey(hash, width);
  try {
    await bucket.put(key, body, { httpMetadata: { contentType: TYPE } });
    // Its image may have been removed meanwhile, with all versions that there were.
    if ((await bucket.head(hash)) === null) await bucket.delete(key);
  } catch (error) {
    console.warn({ message: "a scaled image can't be kept", key, error: String(error) });
  }
}
