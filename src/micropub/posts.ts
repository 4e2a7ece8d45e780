// Finds a post by its URL, and what every post is read by.

import { readAddress } from "../content/read-address";
import { type ArticleRow, articleAtAddress, articleById } from "../db/articles";
import { type D1Client, openDatabase } from "../db/client";
import { frameSchema, settingsSchema } from "../db/settings";
import { siteAndVersion } from "../db/site";
import type { Place } from "./to-article";

/** The site as it stands. One wait. */
export async function readPlace(d1: D1Client, at: { origin: string; now: number }): Promise<Place> {
  const [row] = await siteAndVersion(openDatabase(d1));
  return toPlace(row, at);
}

export function toPlace(
  row: { settings: unknown; frame: unknown } | undefined,
  at: { origin: string; now: number },
): Place {
  if (row === undefined) throw new Error("the site's row is missing");
  return { ...at, settings: settingsSchema.parse(row.settings), frame: frameSchema.parse(row.frame) };
}

export interface Post {
  article: ArticleRow;
  place: Place;
}

/**
 * The article that a URL of this site names, in whatever spelling: its address, one that it had or will have, its Markdown's, or its
 * short link. Null for any other URL. One wait.
 */
export async function findPost(d1: D1Client, url: string, at: { origin: string; now: number }): Promise<Post | null> {
  const db = openDatabase(d1);
  const query = queryFor(db, url, at.origin);
  if (query === null) return null;
  const [[row], [article]] = await db.batch([siteAndVersion(db), query]);
  return article === undefined ? null : { article, place: toPlace(row, at) };
}

function queryFor(db: ReturnType<typeof openDatabase>, url: string, origin: string) {
  const parsed = URL.parse(url, origin);
  // An app may have kept a URL from before the site went to https.
  if (parsed === null || parsed.host !== new URL(origin).host || !/^https?:$/.test(parsed.protocol)) return null;
  const read = readAddress(parsed.pathname);
  if (read === null) return null;
  const { address, lang } = read;
  if (address.kind === "short") return articleById(db, address.id);
  if (address.kind !== "article" && address.kind !== "markdown") return null;
  return articleAtAddress(db, { lang, section: address.section, slug: address.slug });
}
