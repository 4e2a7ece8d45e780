// What sitemaps list: articles of all languages, by their ids, or by their dates.

import { and, asc, desc, eq, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { isLive, isVisible } from "./article-filters";
import type { Database } from "./client";
import { articles, site } from "./schema";

/** How many ids a sitemap spans. Never to be changed: sitemap n holds the same ids for ever. */
export const SITEMAP_IDS = 5000;

/** The number of the sitemap that an article is in. */
export const sitemapNumberOf = (id: number): number => Math.ceil(id / SITEMAP_IDS);

const firstId = (number: number): number => (number - 1) * SITEMAP_IDS + 1;

const sibling = alias(articles, "sibling");
const original = alias(articles, "original");

const placeColumns = {
  id: articles.id,
  sectionId: articles.sectionId,
  lang: articles.lang,
  slug: articles.slug,
  publishedAt: articles.publishedAt,
  expireAt: articles.expireAt,
};
/** Each by a name of its own: D1 gives a batch's rows as objects, in which columns of one name would be one. */
const joinedColumns = {
  siblingId: sql<number | null>`${sibling.id}`.as("sibling_id"),
  siblingSectionId: sql<number | null>`${sibling.sectionId}`.as("sibling_section_id"),
  siblingLang: sql<string | null>`${sibling.lang}`.as("sibling_lang"),
  siblingSlug: sql<string | null>`${sibling.slug}`.as("sibling_slug"),
  siblingPublishedAt: sql<number | null>`${sibling.publishedAt}`.as("sibling_published_at"),
  siblingExpireAt: sql<number | null>`${sibling.expireAt}`.as("sibling_expire_at"),
  originalId: sql<number | null>`${original.id}`.as("original_id"),
  originalSectionId: sql<number | null>`${original.sectionId}`.as("original_section_id"),
  originalLang: sql<string | null>`${original.lang}`.as("original_lang"),
  originalSlug: sql<string | null>`${original.slug}`.as("original_slug"),
  originalPublishedAt: sql<number | null>`${original.publishedAt}`.as("original_published_at"),
  originalExpireAt: sql<number | null>`${original.expireAt}`.as("original_expire_at"),
};

const isNotOver = ({ state, expireAt }: { state: SQLWrapper; expireAt: SQLWrapper }, now: number): SQL =>
  sql`${state} = 'live' and (${expireAt} is null or ${expireAt} > ${now})`;

/**
 * A sitemap's articles by id, visible ones and those that will be, each once for every other of its translations, and at
 * least once. A row an article of the range, by primary key; and five for each translation in it: two by
 * `articles_translating` from its original, and three from itself to itself and to its original.
 */
export const articlesOfSitemap = (db: Database, number: number, now: number) =>
  db
    .select({ ...placeColumns, updatedAt: articles.updatedAt, cover: articles.cover, ...joinedColumns })
    .from(articles)
    .leftJoin(
      sibling,
      and(
        sql`${sibling.translationOf} = coalesce(${articles.translationOf}, ${articles.id})`,
        sql`${sibling.id} <> ${articles.id}`,
        isNotOver(sibling, now),
      ),
    )
    .leftJoin(
      original,
      and(eq(original.id, articles.translationOf), sql`${original.id} <> ${articles.id}`, isNotOver(original, now)),
    )
    .where(
      and(
        sql`${articles.id} between ${firstId(number)} and ${firstId(number + 1) - 1}`,
        // Without the partial indexes' own words: they would lead through all articles, not through the range.
        sql`+${isNotOver(articles, now)}`,
      ),
    )
    .orderBy(asc(articles.id));

export type SitemapRow = Awaited<ReturnType<typeof articlesOfSitemap>>[number];

/**
 * The numbers of the sitemaps that hold a visible article. A row a sitemap, and one for each article at its beginning that
 * is not visible.
 */
export const sitemapNumbers = (db: Database, now: number) =>
  db.all<{ number: number }>(sql`
    with recursive numbers (number) as (
      select 1 union all
      select number + 1 from numbers where number * ${SITEMAP_IDS} < (select max(id) from ${articles}))
    select number from numbers where exists (
      select 1 from ${articles} not indexed
      where ${articles.id} between (number - 1) * ${SITEMAP_IDS} + 1 and number * ${SITEMAP_IDS} and ${isVisible(now)})`);

/** The site's languages, as an SQL table: `lang.value`. */
const languages = sql`json_each((select json_extract(${site.settings}, '$.languages') from ${site} where ${site.id} = 1)) as lang`;

/** The next publication or expiry in any language. Two rows a language, by `articles_in_site` and `articles_expiring`. */
export function nextChangeAnywhere(db: Database, now: number) {
  const next = (column: SQL): SQL =>
    sql`(select ${column} from ${articles} where ${articles.lang} = lang.value and ${isLive}
      and ${column} is not null and ${column} > ${now} order by ${column} limit 1)`;
  // The scalar `min` of a null is null: `coalesce` puts a time beyond all others in its place.
  const never = Number.MAX_SAFE_INTEGER;
  const [published, expired] = [next(sql`${articles.publishedAt}`), next(sql`${articles.expireAt}`)];
  return db.all<{ at: number | null }>(
    sql`select nullif(min(min(coalesce(${published}, ${never}), coalesce(${expired}, ${never}))), ${never}) as at
      from ${languages}`,
  );
}

/** The newest articles of all languages since a moment, newest first. Two rows each, by `articles_in_site`. */
export const newsSince = (db: Database, { since, now, limit }: { since: number; now: number; limit: number }) =>
  db
    .select({ ...placeColumns, title: articles.title })
    .from(languages)
    .crossJoin(articles)
    .where(sql`${articles.lang} = lang.value and ${articles.publishedAt} > ${since} and ${isVisible(now)}`)
    .orderBy(desc(articles.publishedAt), desc(articles.id))
    .limit(limit);
