// What an export tells, page by page: each query goes on after a key, and reads as many rows as it gives, a few more each.

import { asc, eq, gt, type SQL, sql } from "drizzle-orm";
import * as z from "zod";
import type { Database } from "./client";
import { media } from "./media-schema";
import { people } from "./people-schema";
import { articleReads, readDays, readHosts } from "./reads-schema";
import { revisionFieldsSchema } from "./revisions";
import {
  articleSlugs,
  articleSources,
  articles,
  links,
  revisions,
  sectionSlugs,
  sections,
  standingPageSlugs,
  standingPages,
  standingPageTexts,
} from "./schema";

/** The last ids that were given out. A row a table. */
export const lastIds = (db: Database) =>
  db.all<{ name: string; id: number }>(
    sql`select name, seq as id from sqlite_sequence where name in ('articles', 'sections', 'standing_pages')`,
  );

export const sectionsInOrder = (db: Database) =>
  db
    .select({ id: sections.id, slug: sections.slug, name: sections.name, description: sections.description })
    .from(sections)
    .orderBy(asc(sections.position), asc(sections.id));

/** Every slug that leads, or led, to a section: of one that is gone too. */
export const slugsOfAllSections = (db: Database) =>
  db
    .select({ slug: sectionSlugs.slug, owner: sectionSlugs.sectionId })
    .from(sectionSlugs)
    .orderBy(asc(sectionSlugs.slug));

export const standingPagesInOrder = (db: Database) =>
  db
    .select({
      id: standingPages.id,
      slug: standingPages.slug,
      place: standingPages.place,
      format: standingPages.format,
    })
    .from(standingPages)
    .orderBy(asc(standingPages.position), asc(standingPages.id));

export const slugsOfAllStandingPages = (db: Database) =>
  db
    .select({ slug: standingPageSlugs.slug, owner: standingPageSlugs.pageId })
    .from(standingPageSlugs)
    .orderBy(asc(standingPageSlugs.slug));

export const linksInOrder = (db: Database) =>
  db.select({ name: links.name, url: links.url }).from(links).orderBy(asc(links.position), asc(links.id));

/** Texts of standing pages after one, two rows each, by primary key. */
export const standingPageTextsAfter = (db: Database, { page, lang }: { page: number; lang: string }, limit: number) =>
  db
    .select({
      pageId: standingPageTexts.pageId,
      page: standingPages.slug,
      lang: standingPageTexts.lang,
      title: standingPageTexts.title,
      format: standingPages.format,
      source: standingPageTexts.source,
      updatedAt: standingPageTexts.updatedAt,
    })
    .from(standingPageTexts)
    .innerJoin(standingPages, eq(standingPages.id, standingPageTexts.pageId))
    .where(sql`(${standingPageTexts.pageId}, ${standingPageTexts.lang}) > (${page}, ${lang})`)
    .orderBy(asc(standingPageTexts.pageId), asc(standingPageTexts.lang))
    .limit(limit);

/** People after one, by primary key. */
export const peopleAfter = (db: Database, id: number, limit: number) =>
  db.select().from(people).where(gt(people.id, id)).orderBy(asc(people.id)).limit(limit);

/** Files after one, the oldest first, by `media_created`. */
export const mediaAfter = (db: Database, { time, hash }: { time: number; hash: string }, limit: number) =>
  db
    .select()
    .from(media)
    .where(sql`(${media.createdAt}, ${media.hash}) > (${time}, ${hash})`)
    .orderBy(asc(media.createdAt), asc(media.hash))
    .limit(limit);

/** The guid of an article by its id, as an SQL value. */
const guidOf = (id: SQL): SQL => sql`(select g.guid from ${articles} g where g.id = ${id})`;

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

/** Reads of articles by day after one, with their hosts as JSON. Two rows each, by primary keys, and one a host. */
export const readsAfter = (
  db: Database,
  { day, article, last }: { day: string; article: number; last: number },
  limit: number,
) =>
  db
    .select({
      day: readDays.day,
      articleId: readDays.articleId,
      guid: articles.guid,
      reads: readDays.reads,
      hosts: sql<string>`(select json_group_object(host, reads) from (select host, reads from ${readHosts}
        where ${readHosts.day} = ${readDays.day} and ${readHosts.articleId} = ${readDays.articleId} order by host))`.as(
        "hosts",
      ),
    })
    .from(readDays)
    .innerJoin(articles, eq(articles.id, readDays.articleId))
    .where(sql`(${readDays.day}, ${readDays.articleId}) > (${day}, ${article}) and ${readDays.articleId} <= ${last}`)
    .orderBy(asc(readDays.day), asc(readDays.articleId))
    .limit(limit);

/** Reads by host, as `readsAfter` gives them. */
export const hostsOfReads = (json: string) => z.record(z.string(), z.number()).parse(JSON.parse(json));
