// /api/articles/{id}/revisions: every version of an article, and the way back to one.

import { articleExists } from "../db/articles";
import { openDatabase } from "../db/client";
import { revisionOf, revisionsOf } from "../db/revisions";
import { deskOf } from "../http/context";
import { json } from "../http/json";
import { restoreArticle } from "../publishing/articles";
import { answerDone } from "./articles";
import type { ApiContext, Handler } from "./context";
import { newestBefore, pageOf } from "./cursor";
import { readIfMatch } from "./etag";
import { problem } from "./problem";
import { readOptionalJson } from "./read-body";
import { readId } from "./read-id";
import { readQuery } from "./read-query";
import { revisionJson, revisionSummary } from "./revision-json";
import { restoreSchema, revisionListSchema } from "./schemas/revisions";

/** The newest first. */
export const listRevisions: Handler = async (c) => {
  const id = readId(c);
  if (id === null) return problem("not-found");
  const query = readQuery(c, revisionListSchema);
  if (!query.ok) return query.response;
  const { cursor, limit } = query.value;
  const db = openDatabase(c.env.DB);
  const [[article], rows] = await db.batch([
    articleExists(db, id),
    revisionsOf(db, { articleId: id, before: newestBefore(cursor), limit: limit + 1 }),
  ]);
  if (article === undefined) return problem("not-found");
  const page = pageOf(rows, limit, ({ at, version }) => ({ time: at, id: version }));
  return json({ ...page, items: page.items.map(revisionSummary) });
};

export const getRevision: Handler = async (c) => {
  const asked = readRevision(c);
  if (asked === null) return problem("not-found");
  const [revision] = await revisionOf(openDatabase(c.env.DB), asked);
  return revision === undefined ? problem("not-found") : json(revisionJson(asked.articleId, revision));
};

export const restoreRevision: Handler = async (c) => {
  const asked = readRevision(c);
  if (asked === null) return problem("not-found");
  const read = await readOptionalJson(c.req.raw, restoreSchema);
  if (!read.ok) return read.response;
  const chosen = { id: asked.articleId, ifVersions: readIfMatch(c.req.raw) };
  return answerDone(c, await restoreArticle(deskOf(c), chosen, asked.version), 200);
};

function readRevision(c: ApiContext): { articleId: number; version: number } | null {
  const articleId = readId(c);
  const version = c.req.param("version") ?? "";
  return articleId !== null && /^[1-9]\d{0,14}$/.test(version) ? { articleId, version: Number(version) } : null;
}
