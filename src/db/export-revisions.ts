// What an export tells of the versions that articles had, page by page.

import { asc, eq, sql } from "drizzle-orm";
import * as z from "zod";
import type { Database } from "./client";
import { guidOf } from "./export-articles";
import { revisionFieldsSchema } from "./revisions";
import { articles, revisions } from "./schema";

const revisionColumns = {
  articleId: revisions.articleId,
  guid: articles.guid,
  version: sql<number>`${revisions.version}`.as("revision"),
  at: revisions.at,
  by: revisions.by,
  action: revisions.action,
  fields: revisions.fields,
  originalGuid: sql<string | null>`${guidOf(sql`json_extract(${revisions.fields}, '$.translationOf')`)}`.as("original"),
  format: revisions.format,
  source: revisions.source,
};

const olderRevisions = (db: Database) =>
  db.select(revisionColumns).from(revisions).innerJoin(articles, eq(articles.id, revisions.articleId)).$dynamic();

/** Versions after one, of articles up to `last`, but not the newest of each. Three rows each, by primary keys. */
export const revisionsAfter = (
  db: Database,
  { article, version, last }: { article: number; version: number; last: number },
  limit: number,
) =>
  olderRevisions(db)
    .where(
      sql`(${revisions.articleId}, ${revisions.version}) > (${article}, ${version}) and ${revisions.articleId} <= ${last}
        and ${revisions.version} < ${articles.version}`,
    )
    .orderBy(asc(revisions.articleId), asc(revisions.version))
    .limit(limit);

/** A version of the article of a guid, if there is one. */
export const exportedRevision = (db: Database, { guid, version }: { guid: string; version: number }) =>
  olderRevisions(db).where(sql`${articles.guid} = ${guid} and ${revisions.version} = ${version}`);

export type ExportedRevision = Awaited<ReturnType<typeof exportedRevision>>[number];

/** What a version holds besides its source, with the size that its cover had. */
const fieldsSchema = revisionFieldsSchema.extend({
  cover: z
    .object({
      url: z.string(),
      alt: z.string(),
      width: z.int().nullable().default(null),
      height: z.int().nullable().default(null),
    })
    .nullable(),
});

export const fieldsOfRevision = ({ fields }: ExportedRevision) => fieldsSchema.parse(fields);
