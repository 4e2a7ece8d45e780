// What apps ask: what this site can do, where files go, and a post as it was written (Micropub §3.7, and its extensions).

import * as z from "zod";
import { newestArticles } from "../db/articles";
import { openDatabase } from "../db/client";
import { defaultLangOf, inLang } from "../db/settings";
import { siteAndVersion } from "../db/site";
import { tagNames } from "../db/tag-names";
import { json } from "../http/json";
import { hereAndNow, MEDIA_ENDPOINT, type MicropubContext } from "./context";
import { invalidRequest, unknownPost } from "./errors";
import { findPost, readPlace, toPlace } from "./posts";
import { check, type Properties } from "./read-request";
import { propertiesOf } from "./source";
import type { Place } from "./to-article";

/** Each query by its name. */
const QUERIES: ReadonlyMap<string, (c: MicropubContext) => Promise<Response>> = new Map([
  ["config", config],
  ["syndicate-to", async () => json({ "syndicate-to": SYNDICATE_TO })],
  ["source", source],
  ["category", async (c) => json({ categories: await categories(c) })],
  ["channel", async (c) => json({ channels: channelsOf(await readPlace(c.env.DB, hereAndNow(c))) })],
  ["post-types", async () => json({ "post-types": POST_TYPES })],
]);

export async function answerQuery(c: MicropubContext): Promise<Response> {
  const answer = QUERIES.get(c.req.query("q") ?? "");
  return answer === undefined ? invalidRequest(`q must be one of: ${[...QUERIES.keys()].join(", ")}.`) : answer(c);
}

/** A site posts to itself alone. */
const SYNDICATE_TO: never[] = [];

const POST_TYPES = ["article", "note", "photo", "video", "audio"].map((type) => ({
  type,
  name: type.charAt(0).toUpperCase() + type.slice(1),
}));

async function config(c: MicropubContext): Promise<Response> {
  const [place, known] = await Promise.all([readPlace(c.env.DB, hereAndNow(c)), categories(c)]);
  return json({
    "media-endpoint": place.origin + MEDIA_ENDPOINT,
    "syndicate-to": SYNDICATE_TO,
    q: [...QUERIES.keys()],
    "post-types": POST_TYPES,
    channels: channelsOf(place),
    categories: known,
    mp: ["slug", "channel", "photo-alt"],
    "post-status": ["published", "draft"],
    visibility: ["public"],
  });
}

/** The sections: the first is where a post goes that names none. */
const channelsOf = ({ frame, settings }: Place) =>
  frame.sections.map(({ slug, name }) => ({ uid: slug, name: inLang(name, defaultLangOf(settings), settings) }));

/** An app offers them while a tag is typed. */
const MAX_CATEGORIES = 1000;

async function categories(c: MicropubContext): Promise<string[]> {
  const search = c.req.query("filter") ?? c.req.query("search") ?? "";
  const names = await tagNames(openDatabase(c.env.DB), { search: search.slice(0, 100), limit: MAX_CATEGORIES });
  return names.map(({ tag }) => tag);
}

async function source(c: MicropubContext): Promise<Response> {
  const { searchParams } = new URL(c.req.url);
  const url = searchParams.get("url");
  if (url === null) return sourceOfNewest(c);
  const post = await findPost(c.env.DB, url, hereAndNow(c));
  if (post === null) return unknownPost();
  const properties = propertiesOf(post.article, post.place);
  const wanted = [...searchParams.getAll("properties"), ...searchParams.getAll("properties[]")];
  return json(wanted.length === 0 ? { type: ["h-entry"], properties } : { properties: only(properties, wanted) });
}

const only = (properties: Properties, wanted: readonly string[]): Properties =>
  Object.fromEntries(Object.entries(properties).filter(([name]) => wanted.includes(name)));

/** Whole posts, of 512 KiB each at most, so there are not many in a list. */
const listSchema = z.object({
  limit: z.coerce.number("must be a number").int().min(1).max(50).default(20),
  offset: z.coerce.number("must be a number").int().min(0).max(10_000).default(0),
});

/** The newest posts, deleted ones left out. */
async function sourceOfNewest(c: MicropubContext): Promise<Response> {
  const asked = check(c.req.query(), listSchema);
  if (!asked.ok) return asked.response;
  const db = openDatabase(c.env.DB);
  const [[row], rows] = await db.batch([siteAndVersion(db), newestArticles(db, asked.value)]);
  const place = toPlace(row, hereAndNow(c));
  return json({ items: rows.map((article) => ({ type: ["h-entry"], properties: propertiesOf(article, place) })) });
}
