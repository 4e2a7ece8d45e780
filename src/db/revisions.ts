// An article's versions, as `keepRevision` stores them: number n is what version n said.

import { desc, type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import type { Database } from "./client";
import { revisions, sectionSlugs, sections } from "./schema";

/** What a version holds besides its source. */
export const revisionFieldsSchema = z.object({
  sectionId: z.int(),
  lang: z.string(),
  slug: z.string(),
  title: z.string(),
  kind: z.string().nullable(),
  summary: z.string().nullable(),
  author: z.string().nullable(),
  sourceName: z.string().nullable(),
  sourceUrl: z.string().nullable(),
  cover: z.object({ url: z.string(), alt: z.string() }).nullable(),
  tags: z.array(z.string()),
  state: z.enum(["draft", "live", "withdrawn"]),
  publishedAt: z.int().nullable(),
  expireAt: z.int().nullable(),
  translationOf: z.int().nullable(),
});
export type RevisionFields = z.infer<typeof revisionFieldsSchema>;

/** The format of a version's source. */
export const formatSchema = z.enum(["markdown", "html"]);

const mark = { version: revisions.version, at: revisions.at, by: revisions.by, action: revisions.action };

/** A value of the version before: of the newest one that is older. The outer row is named whole, since drizzle would leave its table out. */
const before = (column: "fields" | "format" | "source"): SQL =>
  sql`(select ${sql.raw(`p.${column}`)} from ${revisions} p where p.article_id = ${revisions}.article_id
    and p.version < ${revisions}.version order by p.version desc limit 1)`;

const compared = {
  fields: revisions.fields,
  fieldsBefore: sql<string | null>`${before("fields")}`.as("fields_before"),
  // Sources are compared where they are: a list of them could be 50 MB.
  isSameFormat: sql<number>`${revisions.format} is ${before("format")}`.as("same_format"),
  isSameSource: sql<number>`${revisions.source} is ${before("source")}`.as("same_source"),
};

/** Versions before `before`, newest first, each with what tells it from the one before. Four rows each, by primary key. */
export const revisionsOf = (
  db: Database,
  { articleId, before: version, limit }: { articleId: number; before: number; limit: number },
) =>
  db
    .select({ ...mark, ...compared })
    .from(revisions)
    .where(sql`${revisions.articleId} = ${articleId} and ${revisions.version} < ${version}`)
    .orderBy(desc(revisions.version))
    .limit(limit);

export type RevisionRow = Awaited<ReturnType<typeof revisionsOf>>[number];

const sectionId = sql`json_extract(${revisions.fields}, '$.sectionId')`;

/** A version whole, with the name that its section has, or had when it was taken away. By primary key. */
export const revisionOf = (db: Database, { articleId, version }: { articleId: number; version: number }) =>
  db
    .select({
      ...mark,
      ...compared,
      format: revisions.format,
      source: revisions.source,
      section: sql<string | null>`coalesce((select slug from ${sections} where id = ${sectionId}),
        (select slug from ${sectionSlugs} where section_id = ${sectionId} limit 1))`.as("section"),
    })
    .from(revisions)
    .where(sql`${revisions.articleId} = ${articleId} and ${revisions.version} = ${version}`);

export type WholeRevision = Awaited<ReturnType<typeof revisionOf>>[number];
