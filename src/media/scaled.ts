// An image in a smaller version: made once by the images binding, and kept beside the file.

import type { Width } from "../content/image-widths";
import type { Env } from "../env";

/** What every browser shows that is in use. */
const TYPE = "image/webp";
const QUALITY = 80;
/** Images of pixels: an SVG is a program for the one who draws it. */
const SCALED = /^image\/(?:png|jpeg|gif|webp|avif)$/;

export interface Scaled {
  body: ReadableStream | ArrayBuffer;
  bytes: number;
  type: typeof TYPE;
}

export const scaledKey = (hash: string, width: Width): string => `${hash}/${width}`;

/**
 * A stored image at most `width` pixels wide, kept in R2 from then on. Null when there is no such file, or when it can't be
 * scaled: its type is no still image's, it is damaged, or the binding is missing or fails.
 */
export async function scaledImage({ MEDIA, IMAGES }: Env, hash: string, width: Width): Promise<Scaled | null> {
  const kept = await MEDIA.get(scaledKey(hash, width));
  if (kept !== null) return { body: kept.body, bytes: kept.size, type: TYPE };
  const original = await MEDIA.get(hash);
  if (original === null || IMAGES === undefined || !SCALED.test(original.httpMetadata?.contentType ?? "")) return null;
  try {
    const made = await IMAGES.input(original.body)
      .transform({ width, fit: "scale-down" })
      .output({ format: TYPE, quality: QUALITY });
    const body = await new Response(made.image()).arrayBuffer();
    await keep(MEDIA, { hash, width }, body);
    return { body, bytes: body.byteLength, type: TYPE };
  } catch (error) {
    console.warn({ message: "an image can't be scaled", hash, width, error: String(error) });
    return null;
  }
}

/** What can't be kept is made again when it is asked for again. */
async function keep(
  bucket: R2Bucket,
  { hash, width }: { hash: string; width: Width },
  body: ArrayBuffer,
): Promise<void> {
  const key = scaledKey(hash, width);
  try {
    await bucket.put(key, body, { httpMetadata: { contentType: TYPE } });
    // Its image may have been removed meanwhile, with all versions that there were.
    if ((await bucket.head(hash)) === null) await bucket.delete(key);
  } catch (error) {
    console.warn({ message: "a scaled image can't be kept", key, error: String(error) });
  }
}
