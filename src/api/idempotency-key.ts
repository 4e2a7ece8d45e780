// The header `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header), and the fingerprint of what is asked under a key.

import { sha256Hex } from "../encoding/sha256";

/** Longer than any UUID, hash or name that a client makes; the keys of a day are all kept. */
export const MAX_KEY_LENGTH = 255;

/** A String of RFC 9651 §3.3.3, whose parameters, of which none is defined, say nothing. */
const STRING = /^ *"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\])*)" *(?:;[\x20-\x7e]*)?$/;
/** A key without quotes, as most clients send it: visible ASCII that begins nothing else in a structured field. */
const BARE = /^[\w.~:/+=@!#$&*|^-]+$/;

/** A request's key; null without one, "malformed" for what can't be read as one. */
export function readIdempotencyKey(headers: Headers): { key: string } | null | "malformed" {
  const sent = headers.get("idempotency-key");
  if (sent === null) return null;
  const key = STRING.exec(sent)?.[1]?.replace(/\\(["\\])/g, "$1") ?? BARE.exec(sent.trim())?.[0] ?? "";
  return key.length >= 1 && key.length <= MAX_KEY_LENGTH ? { key } : "malformed";
}

/** Tells what is asked from anything else: the SHA-256 of the method, the path with its query, and the body's bytes. */
export async function fingerprintOf(request: Request, body: Uint8Array<ArrayBuffer>): Promise<string> {
  const { pathname, search } = new URL(request.url);
  // No line break can stand in a method or an address, so nothing of the body reads as one of theirs.
  const asked = new Blob([`${request.method}\n${pathname}${search}\n`, body]);
  return sha256Hex(await asked.arrayBuffer());
}
