// Articles as editors see them: whole, with their source.

import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import { statusWhere } from "./article-filters";
import { type ArticlePlace, idAt } from "./article-page";
import type { Database } from "./client";
import { articleSources, articles, sections } from "./schema";
import { idOfKey } from "./search";

const articleColumns = {
  id: articles.id,
  guid: articles.guid,
  sectionId: articles.sectionId,
  // D1's batches give rows by column name, so a second `slug` needs a name of its own.
  section: sql<string>`${sections.slug}`.as("section"),
  lang: articles.lang,
  slug: articles.slug,
  title: articles.title,
  kind: articles.kind,
  summary: articles.summary,
  excerpt: articles.excerpt,
  author: articles.author,
  sourceName: articles.sourceName,
  sourceUrl: articles.sourceUrl,
  cover: articles.cover,
  tags: articles.tags,
  state: articles.state,
  publishedAt: articles.publishedAt,
  day: articles.day,
  expireAt: articles.expireAt,
  translationOf: articles.translationOf,
  createdAt: articles.createdAt,
  updatedAt: articles.updatedAt,
  version: articles.version,
};

/** An article with its source text. Three rows, by primary key. */
export const articleById = (db: Database, id: number) => wholeArticle(db, eq(articles.id, id));

/** Likewise, by `articles_guid`. */
export const articleByGuid = (db: Database, guid: string) => wholeArticle(db, eq(articles.guid, guid));

/** The article that has or had an address, whatever its state. Six rows, by primary keys. */
export const articleAtAddress = (db: Database, address: ArticlePlace) =>
  wholeArticle(db, sql`${articles.id} = ${idAt(address)}`);

/** The newest articles that weren't taken back, whole, after the first `offset`. By `articles_created`: three rows each, one for each skipped. */
export const newestArticles = (db: Database, { limit, offset }: { limit: number; offset: number }) =>
  wholeArticle(db, sql`${articles.state} <> 'withdrawn'`)
    .orderBy(desc(articles.createdAt), desc(articles.id))
    .limit(limit)
    .offset(offset);

/** Whether there is such an article: a row or none, by primary key. */
export const articleExists = (db: Database, id: number) =>
  db.select({ id: articles.id }).from(articles).where(eq(articles.id, id));

const wholeArticle = (db: Database, isMeant: SQL) =>
  db
    .select({ ...articleColumns, format: articleSources.format, body: articleSources.source })
    .from(articles)
    .innerJoin(sections, eq(sections.id, articles.sectionId))
    .innerJoin(articleSources, eq(articleSources.articleId, articles.id))
    .where(isMeant);

export type ArticleRow = Awaited<ReturnType<typeof articleById>>[number];

/** Where a list of articles goes on: after this one, newest first. */
export interface Cursor {
  time: number;
  id: number;
}

export interface ArticleFilter {
  status?: "draft" | "scheduled" | "published" | "expired" | "withdrawn" | undefined;
  section?: string | undefined;
  tag?: string | undefined;
  /** An FTS5 expression. */
  match?: string | undefined;
  after?: Cursor | undefined;
  limit: number;
  now: number;
}

/** Articles for editors, without their source, newest first. By `articles_created` and its like. */
export function articlesWhere(db: Database, { status, section, tag, match, after, limit, now }: ArticleFilter) {
  const conditions: (SQL | undefined)[] = [
    status === undefined ? undefined : statusWhere(status, now),
    section === undefined
      ? undefined
      : sql`${articles.sectionId} = (select id from ${sections} where slug = ${section})`,
    tag === undefined ? undefined : sql`exists (select 1 from json_each(${articles.tags}) where value = ${tag})`,
    match === undefined
      ? undefined
      : sql`${articles.id} in (select ${idOfKey(sql`rowid`)} from article_search where article_search match ${match})`,
    after === undefined ? undefined : sql`(${articles.createdAt}, ${articles.id}) < (${after.time}, ${after.id})`,
  ];
  return db
    .select(articleColumns)
    .from(articles)
    .innerJoin(sections, eq(sections.id, articles.sectionId))
    .where(and(...conditions))
    .orderBy(desc(articles.createdAt), desc(articles.id))
    .limit(limit);
}
