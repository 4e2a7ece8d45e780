// /api/articles: publish, list, read, change, withdraw.

import { parseFrontMatter } from "../content/front-matter";
import { searchMatch } from "../content/query";
import { articleById, articlesWhere } from "../db/articles";
import { openDatabase } from "../db/client";
import { defaultLangOf, settingsSchema } from "../db/settings";
import { siteAndVersion } from "../db/site";
import { originOf } from "../env";
import { mediaType } from "../http/body";
import { deskOf } from "../http/context";
import { json } from "../http/json";
import { articleChangeSchema, articleFileSchema, newArticleSchema } from "../http/schemas/article";
import { changeArticle, publishArticle, withdrawArticle } from "../publishing/articles";
import type { Done } from "../publishing/desk";
import type { Outcome } from "../publishing/failure";
import type { ArticleInput } from "../publishing/input";
import { articleJson, articleSummary, type Place } from "./article-json";
import type { ApiContext, Handler } from "./context";
import { pageOf } from "./cursor";
import { etagOf, readIfMatch } from "./etag";
import { failureResponse } from "./failures";
import { problem } from "./problem";
import { check, type Read, readJson, readText } from "./read-body";
import { readId } from "./read-id";
import { readQuery } from "./read-query";
import { articleListSchema } from "./schemas/article-list";

/** POST: JSON, or a Markdown file with front matter. */
export const postArticle: Handler = async (c) => {
  const read = await readArticle(c.req.raw);
  if (!read.ok) return read.response;
  return answerDone(c, await publishArticle(deskOf(c), read.value), 201);
};

async function readArticle(request: Request): Promise<Read<ArticleInput>> {
  if (mediaType(request) !== "text/markdown") return readJson(request, newArticleSchema, ["text/markdown"]);
  const text = await readText(request);
  if (!text.ok) return text;
  const file = parseFrontMatter(text.value);
  if (!file.ok) {
    const where = file.line === null ? "" : ` (line ${file.line})`;
    return { ok: false, response: problem("broken-front-matter", { detail: `${file.reason}${where}` }) };
  }
  const fields: unknown = file.fields;
  if (typeof fields !== "object" || fields === null || Array.isArray(fields)) {
    return { ok: false, response: problem("broken-front-matter", { detail: "Front matter is a list of fields." }) };
  }
  if (Object.hasOwn(fields, "body")) {
    const errors = [{ pointer: "#/body", detail: "stands below the front matter" }];
    return { ok: false, response: problem("invalid-fields", { errors }) };
  }
  return check({ ...fields, body: file.body }, articleFileSchema);
}

export const patchArticle: Handler = async (c) => {
  const id = readId(c);
  if (id === null) return problem("not-found");
  const read = await readJson(c.req.raw, articleChangeSchema, ["application/merge-patch+json"]);
  if (!read.ok) return read.response;
  return answerDone(c, await changeArticle(deskOf(c), { id, ifVersions: readIfMatch(c.req.raw) }, read.value), 200);
};

export const deleteArticle: Handler = async (c) => {
  const id = readId(c);
  if (id === null) return problem("not-found");
  return answerDone(c, await withdrawArticle(deskOf(c), { id, ifVersions: readIfMatch(c.req.raw) }), 200);
};

export const getArticle: Handler = async (c) => {
  const id = readId(c);
  if (id === null) return problem("not-found");
  const db = openDatabase(c.env.DB);
  const [[article], [site]] = await db.batch([articleById(db, id), siteAndVersion(db)]);
  if (article === undefined) return problem("not-found");
  return json(articleJson(article, placeOf(c, site?.settings)), 200, { etag: etagOf(article.version) });
};

export const listArticles: Handler = async (c) => {
  const query = readQuery(c, articleListSchema);
  if (!query.ok) return query.response;
  const { q, cursor, limit, ...filter } = query.value;
  const match = q === undefined ? undefined : searchMatch(q);
  if (match === null) return json({ items: [], nextCursor: null });
  const db = openDatabase(c.env.DB);
  const [rows, [site]] = await db.batch([
    articlesWhere(db, { ...filter, match, after: cursor, limit: limit + 1, now: Date.now() }),
    siteAndVersion(db),
  ]);
  const place = placeOf(c, site?.settings);
  const page = pageOf(rows, limit, ({ createdAt, id }) => ({ time: createdAt, id }));
  return json({ ...page, items: page.items.map((article) => articleSummary(article, place)) });
};

/** An article as a change left it, with the tags that were purged; or why nothing was changed. */
export async function answerDone(c: ApiContext, outcome: Outcome<Done>, status: 200 | 201): Promise<Response> {
  if (!outcome.ok) return failureResponse(outcome.failure);
  const { article, purged, defaultLang } = outcome;
  const body = { ...articleJson(article, { ...placeNow(c), defaultLang }), purged };
  const headers = { etag: etagOf(article.version) };
  return json(body, status, status === 201 ? { ...headers, location: `/api/articles/${article.id}` } : headers);
}

const placeNow = (c: ApiContext) => ({ origin: originOf(c.env, c.req.raw), now: Date.now() });

const placeOf = (c: ApiContext, settings: unknown): Place => ({
  ...placeNow(c),
  defaultLang: defaultLangOf(settingsSchema.parse(settings)),
});
