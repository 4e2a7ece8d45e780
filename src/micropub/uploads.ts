// Files that came with a form go into the library; the post names their addresses.

import { deskOf } from "../http/context";
import { mediaPath, type Stored, storeMedia, typeOf } from "../media/library";
import type { MicropubContext } from "./context";
import { errorResponse, type Read, refuse } from "./errors";
import type { KnownProperties, Media } from "./known-properties";

/** What each property shows, by the beginning of its type. */
const KINDS = [
  ["photo", "image/"],
  ["video", "video/"],
  ["audio", "audio/"],
] as const;

/** The properties, with an address in the place of each file. */
export async function storeUploads(c: MicropubContext, known: KnownProperties): Promise<Read<KnownProperties>> {
  // All are looked at before one is stored, so that a refusal leaves nothing behind.
  for (const [name, kind] of KINDS) {
    for (const { url } of known[name]) {
      const type = url instanceof File ? await typeOf(await bytesOf(url)) : null;
      if (url instanceof File && !type?.mime.startsWith(kind)) {
        return refuse(`${name} must be ${kind}…, not ${type?.mime ?? "of an unknown type"}.`, { status: 415 });
      }
    }
  }
  const stored: KnownProperties = { ...known };
  for (const [name] of KINDS) {
    const all = await storeEach(c, known[name]);
    if (!all.ok) return all;
    stored[name] = all.value;
  }
  return { ok: true, value: stored };
}

async function storeEach(c: MicropubContext, media: readonly Media[]): Promise<Read<Media[]>> {
  const stored: Media[] = [];
  for (const one of media) {
    if (typeof one.url === "string") stored.push(one);
    else {
      const path = await storeFile(c, one.url);
      if (!path.ok) return path;
      stored.push({ ...one, url: path.value });
    }
  }
  return { ok: true, value: stored };
}

/** Stores a file under the name that it was sent with, and gives its path. */
export async function storeFile(c: MicropubContext, file: File): Promise<Read<string>> {
  const sent = { bytes: await bytesOf(file), name: file.name };
  const stored = await storeMedia({ ...deskOf(c), bucket: c.env.MEDIA }, sent);
  return stored.ok ? { ok: true, value: mediaPath(stored.file) } : refusal(stored);
}

const bytesOf = async (file: File) => new Uint8Array(await file.arrayBuffer());

function refusal(refused: Exclude<Stored, { ok: true }>): { ok: false; response: Response } {
  switch (refused.reason) {
    case "unknown_type":
      return refuse(`The file's content must be one of: ${refused.taken.join(", ")}.`, { status: 415 });
    case "damaged":
      return refuse(`The file is cut off, or no whole ${refused.type}. Save it again, and send that.`);
    case "being_removed": {
      const description = "This file is being deleted. Send it again when that is done.";
      const headers = { "retry-after": "5" };
      return { ok: false, response: errorResponse("temporarily_unavailable", description, { headers }) };
    }
  }
}
