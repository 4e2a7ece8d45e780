// /api/articles/{id}/revisions: every version of an article, and the way back to one.

import { articleExists } from "../db/articles";
import { openDatabase } from "../db/client";
import { revisionOf, revisionsOf } from "../db/revisions";
import { deskOf } from "../http/context";
import { json } from "../http/json";
import { restoreArticle } from "../publishing/articles";
import { answerDone, readId } from "./articles";
import type { ApiContext, Handler } from "./context";
import { pageOf } from "./cursor";
import { readIfMatch } from "./etag";
import { parameterErrors } from "./input-errors";
import { problem } from "./problem";
import { readOptionalJson } from "./read-body";
import { revisionJson, revisionSummary } from "./revision-json";
import { restoreSchema, revisionListSchema } from "./schemas/revisions";

/** The newest first. */
export const listRevisions: Handler = async (c) => {
  const id = readId(c);
  if (id === null) return problem("not-found");
  const query = revisionListSchema.safeParse(c.req.query());
  if (!query.success) return problem("invalid-fields", { errors: parameterErrors(query.error) });
  const { cursor, limit } = query.data;
  const db = openDatabase(c.env.DB);
  const [[article], rows] = await db.batch([
    articleExists(db, id),
    revisionsOf(db, { articleId: id, before: cursor?.id ?? Number.MAX_SAFE_INTEGER, limit: limit + 1 }),
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
