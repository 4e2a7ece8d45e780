// /api/media: the library. A file is sent as the request's body, named by `?name=`.

import * as z from "zod";
import { addressesIn } from "../content/addresses";
import { toRfc3339 } from "../content/local-time";
import { openDatabase } from "../db/client";
import { type MediaRow, mediaByHash, mediaWhere } from "../db/media";
import { defaultLangOf, settingsSchema } from "../db/settings";
import { siteAndVersion } from "../db/site";
import { originOf } from "../env";
import { mediaType } from "../http/body";
import { deskOf } from "../http/context";
import { json } from "../http/json";
import { MAX_MEDIA_BYTES, mediaPath, type Stored, storeMedia } from "../media/library";
import { removeMedia, type Uses, usesOf } from "../media/removal";
import type { ApiContext, Handler } from "./context";
import { problem } from "./problem";
import { readBytes } from "./read-body";
import { readQuery } from "./read-query";
import { cursorOf, mediaListSchema, uploadSchema } from "./schemas/media";

export const postMedia: Handler = async (c) => {
  const query = readQuery(c, uploadSchema);
  if (!query.ok) return query.response;
  const read = await readBytes(c.req.raw, MAX_MEDIA_BYTES);
  if (!read.ok) return read.response;
  const desk = deskOf(c);
  const stored = await storeMedia({ ...desk, bucket: c.env.MEDIA }, { bytes: read.value, name: query.value.name });
  if (!stored.ok) return isForm(c.req.raw) ? formRefused() : refusal(stored);
  const file = fileJson(stored.file, originOf(c.env, c.req.raw));
  return json(file, stored.isNew ? 201 : 200, { location: file.url });
};

/** What `curl -F` and HTML forms send: the file would be in there, among boundaries. */
const isForm = (request: Request): boolean => mediaType(request) === "multipart/form-data";

const formRefused = (): Response =>
  problem("unsupported-media-type", {
    detail: "Send the file itself as the body, as curl --data-binary @photo.jpg does, not a form.",
  });

function refusal(refused: Exclude<Stored, { ok: true }>): Response {
  switch (refused.reason) {
    case "unknown_type":
      return problem("unsupported-media-type", {
        detail: `The file's content must be one of: ${refused.taken.join(", ")}.`,
      });
    case "being_removed":
      return problem("contended", {
        detail: "This file is being deleted. Send it again when that is done.",
        headers: { "retry-after": "5" },
      });
    case "damaged":
      return problem("damaged-file", {
        detail: `It is cut off, or no whole ${refused.type}, so that its metadata can't be taken out. Save it again, and send that.`,
      });
  }
}

export const listMedia: Handler = async (c) => {
  const query = readQuery(c, mediaListSchema);
  if (!query.ok) return query.response;
  const { cursor, limit, ...filter } = query.value;
  const rows = await mediaWhere(openDatabase(c.env.DB), { ...filter, after: cursor, limit: limit + 1 });
  const files = rows.slice(0, limit);
  const last = files.at(-1);
  const origin = originOf(c.env, c.req.raw);
  return json({
    items: files.map((file) => fileJson(file, origin)),
    nextCursor: rows.length > limit && last !== undefined ? cursorOf(last) : null,
  });
};

export const getMedia: Handler = async (c) => {
  const hash = readHash(c);
  if (hash === null) return problem("not-found");
  const db = openDatabase(c.env.DB);
  const [[[file], [site]], uses] = await Promise.all([
    db.batch([mediaByHash(db, hash), siteAndVersion(db)]),
    usesOf(db, hash),
  ]);
  if (file === undefined) return problem("not-found");
  const place = {
    origin: originOf(c.env, c.req.raw),
    defaultLang: defaultLangOf(settingsSchema.parse(site?.settings)),
  };
  return json({ ...fileJson(file, place.origin), usedBy: usesJson(uses, place) });
};

export const deleteMedia: Handler = async (c) => {
  const hash = readHash(c);
  if (hash === null) return problem("not-found");
  const removed = await removeMedia({ ...deskOf(c), bucket: c.env.MEDIA }, hash);
  if (removed.ok) return json({ hash });
  switch (removed.reason) {
    case "not_found":
      return problem("not-found");
    case "in_use": {
      const [site] = await siteAndVersion(openDatabase(c.env.DB));
      const defaultLang = defaultLangOf(settingsSchema.parse(site?.settings));
      const usedBy = usesJson(removed.uses, { origin: originOf(c.env, c.req.raw), defaultLang });
      return problem("in-use", { detail: `Take it out of these first: ${namesOf(usedBy)}.`, members: { usedBy } });
    }
  }
};

/** Where a file is used; `more` says that only the newest are named. */
function usesJson({ articles, pages, more }: Uses, { origin, defaultLang }: { origin: string; defaultLang: string }) {
  const addresses = (lang: string) => addressesIn(lang, defaultLang);
  return {
    articles: articles.map(({ id, title, section, slug, lang, places }) => ({
      ...{ id, url: `${origin}${addresses(lang).article(section, slug)}`, title },
      places: z.array(z.string()).parse(JSON.parse(places)).sort(),
    })),
    pages: pages.map(({ id, slug, lang, title }) => ({ id, url: `${origin}${addresses(lang).page(slug)}`, title })),
    more,
  };
}

const NAMED = 5;

function namesOf({ articles, pages }: ReturnType<typeof usesJson>): string {
  const names = [...articles.map(({ id }) => `article ${id}`), ...pages.map(({ title }) => `the page "${title}"`)];
  return names.length > NAMED ? `${names.slice(0, NAMED).join(", ")} and others` : names.join(", ");
}

/** A hash in the address; null for what can't be one. */
function readHash(c: ApiContext): string | null {
  const hash = c.req.param("hash") ?? "";
  return /^[0-9a-f]{64}$/.test(hash) ? hash : null;
}

/** A file as the API shows it. */
function fileJson({ hash, name, type, bytes, width, height, createdAt, by }: MediaRow, origin: string) {
  const path = mediaPath({ hash, name });
  return { path, url: `${origin}${path}`, hash, name, type, bytes, width, height, createdAt: toRfc3339(createdAt), by };
}
