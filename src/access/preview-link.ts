// Signs links that show one article, until a moment, to whoever has them. Nothing is stored: another ADMIN_TOKEN ends them all.

import { fromBase64url, toBase64url } from "../encoding/base64url";
import type { Env } from "../env";

const NAME = "edgewise-preview";
const DAY_SECONDS = 86_400;

export const DEFAULT_PREVIEW_SECONDS = DAY_SECONDS;
/** A link can't be taken back by itself, so it does not live for ever. */
export const MAX_PREVIEW_SECONDS = 30 * DAY_SECONDS;

export interface PreviewLink {
  articleId: number;
  /** The first second, since the epoch, at which it no longer holds. */
  untilSeconds: number;
}

type SigningEnv = Pick<Env, "ADMIN_TOKEN">;

/** A link's token; null where no key is known to sign it with. */
export async function signPreview(env: SigningEnv, siteGuid: string, link: PreviewLink): Promise<string | null> {
  const key = await keyOf(env, siteGuid);
  if (key === null) return null;
  const signature = new Uint8Array(await crypto.subtle.sign("HMAC", key, claimOf(link)));
  return `${link.articleId}.${link.untilSeconds}.${toBase64url(signature)}`;
}

const TOKEN = /^([1-9]\d{0,14})\.([1-9]\d{0,11})\.([\w-]{43})$/;

/** The id of the article that a token shows; null for one that isn't ours, or is past its time. */
export async function openPreview(
  env: SigningEnv,
  { token, now, siteGuid }: { token: string; now: number; siteGuid: () => Promise<string> },
): Promise<number | null> {
  const [, id, until, signature] = TOKEN.exec(token) ?? [];
  if (id === undefined || until === undefined || signature === undefined) return null;
  const link = { articleId: Number(id), untilSeconds: Number(until) };
  if (now >= link.untilSeconds * 1000) return null;
  const key = await keyOf(env, await siteGuid());
  if (key === null) return null;
  const bytes = fromBase64url(signature);
  // Compares in constant time.
  return (await crypto.subtle.verify("HMAC", key, bytes, claimOf(link))) ? link.articleId : null;
}

const claimOf = ({ articleId, untilSeconds }: PreviewLink) => new TextEncoder().encode(`${articleId}.${untilSeconds}`);

/** Not the token itself: what is signed for one purpose, or by one site, must not be good for another. */
async function keyOf({ ADMIN_TOKEN }: SigningEnv, siteGuid: string): Promise<CryptoKey | null> {
  if (!ADMIN_TOKEN) return null;
  const secret = new TextEncoder().encode(`${NAME}:${siteGuid}:${ADMIN_TOKEN}`);
  return crypto.subtle.importKey("raw", secret, { name: "HMAC", hash: "SHA-256" }, false, ["sign", "verify"]);
}
