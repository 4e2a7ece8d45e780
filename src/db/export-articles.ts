// What an export tells of articles, page by page.

import { asc, eq, type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import type { Database } from "./client";
import { articleReads } from "./reads-schema";
import { articleSlugs, articleSources, articles, revisions } from "./schema";

/** The guid of an article by its id, as an SQL value. */
export const guidOf = (id: SQL): SQL => sql`(select g.guid from ${articles} g where g.id = ${id})`;

/** `[{id, guid}]` of the articles that were chosen as related, and `[{section, lang, slug}]` of all slugs, as JSON. */
const relatedJson = sql<string>`(select json_group_array(json_object('id', r.value, 'guid', ${guidOf(sql`r.value`)}))
  from json_each(${articles}.related) r)`.as("related_json");
const slugsJson =
  sql<string>`(select json_group_array(json_object('section', s.section_id, 'lang', s.lang, 'slug', s.slug)) from
  (select * from ${articleSlugs} where article_id = ${articles}.id order by section_id, lang, slug) s)`.as(
    "slugs_json",
  );

const articleColumns = {
  id: articles.id,
  guid: articles.guid,
  version: articles.version,
  createdAt: articles.createdAt,
  updatedAt: articles.updatedAt,
  // D1's batches give rows by column name, so what is called alike in two tables needs a name of its own.
  by: sql<string | null>`${revisions.by}`.as("saved_by"),
  action: sql<string | null>`${revisions.action}`.as("saved_how"),
  sectionId: articles.sectionId,
  lang: articles.lang,
  slug: articles.slug,
  title: articles.title,
  kind: articles.kind,
  summary: articles.summary,
  author: articles.author,
  sourceName: articles.sourceName,
  sourceUrl: articles.sourceUrl,
  cover: articles.cover,
  tags: articles.tags,
  state: articles.state,
  publishedAt: articles.publishedAt,
  expireAt: articles.expireAt,
  translationOf: articles.translationOf,
  originalGuid: sql<string | null>`${guidOf(sql`${articles}.translation_of`)}`.as("original_guid"),
  day: articles.day,
  format: articleSources.format,
  source: articleSources.source,
  relatedJson,
  slugsJson,
  base: articleReads.base,
  counted: articleReads.counted,
};

const wholeArticles = (db: Database) =>
  db
    .select(articleColumns)
    .from(articles)
    .innerJoin(articleSources, eq(articleSources.articleId, articles.id))
    // An article's newest version is a revision as well: it says who saved it.
    .leftJoin(revisions, sql`${revisions.articleId} = ${articles.id} and ${revisions.version} = ${articles.version}`)
    .leftJoin(articleReads, eq(articleReads.articleId, articles.id))
    .$dynamic();

/** Articles after one, up to `last`, each of one version. Four rows each, by primary keys, two a slug and one a related article. */
export const articlesAfter = (db: Database, { id, last }: { id: number; last: number }, limit: number) =>
  wholeArticles(db)
    .where(sql`${articles.id} > ${id} and ${articles.id} <= ${last}`)
    .orderBy(asc(articles.id))
    .limit(limit);

/** Their ids. A row each, by primary key. */
export const idsOfArticlesAfter = (db: Database, { id, last }: { id: number; last: number }, limit: number) =>
  db
    .select({ id: articles.id })
    .from(articles)
    .where(sql`${articles.id} > ${id} and ${articles.id} <= ${last}`)
    .orderBy(asc(articles.id))
    .limit(limit);

/** Likewise the article of a guid, if there is one. */
export const exportedArticle = (db: Database, guid: string) => wholeArticles(db).where(eq(articles.guid, guid));

export type ExportedArticle = Awaited<ReturnType<typeof exportedArticle>>[number];

const slugRows = z.array(z.object({ section: z.int(), lang: z.string(), slug: z.string() }));
const relatedRows = z.array(z.object({ id: z.int(), guid: z.string().nullable() }));

/** The lists of an exported article. */
export const listsOfArticle = ({ slugsJson, relatedJson }: ExportedArticle) => ({
  slugs: slugRows.parse(JSON.parse(slugsJson)),
  related: relatedRows.parse(JSON.parse(relatedJson)),
});
