// Articles in lists, as pages show them. Two rows a card: the article, and its reads.

import { and, asc, desc, eq, type SQL, sql } from "drizzle-orm";
import { isVisible } from "./article-filters";
import type { Database } from "./client";
import { articleReads, rankings } from "./reads-schema";
import { articles, sectionSlugs, sections } from "./schema";
import { defaultLang } from "./site";

/** An article's reads as D1 knows them: what an import set, and what flowed in from the counter (R7). */
export const readsOf = sql<number>`coalesce(${articleReads.base}, 0) + coalesce(${articleReads.counted}, 0)`;

export const cardColumns = {
  id: articles.id,
  sectionId: articles.sectionId,
  lang: articles.lang,
  slug: articles.slug,
  title: articles.title,
  kind: articles.kind,
  summary: articles.summary,
  excerpt: articles.excerpt,
  cover: articles.cover,
  publishedAt: articles.publishedAt,
  expireAt: articles.expireAt,
  reads: readsOf,
};

/** The same for lists that show titles alone: without the reads, a row a card less. */
export const titleColumns = { ...cardColumns, reads: sql<null>`null` };

const cards = (db: Database) =>
  db.select(cardColumns).from(articles).leftJoin(articleReads, eq(articleReads.articleId, articles.id)).$dynamic();

export type CardRow = Omit<Awaited<ReturnType<typeof latestInSection>>[number], "reads"> & { reads: number | null };

/** What a page of lists is about: a language (null: the site's first) at a moment, in ms since the epoch. */
export interface Where {
  lang: string | null;
  now: number;
}

/** A language as an SQL value. */
export const langOf = (lang: string | null): SQL => (lang === null ? defaultLang : sql`${lang}`);

/** A section's id by a slug that it has or had, as an SQL value. One row, by primary key. */
export const sectionIdOf = (slug: string): SQL =>
  sql`(select ${sectionSlugs.sectionId} from ${sectionSlugs} where ${sectionSlugs.slug} = ${slug})`;

const inSection = (slug: string, { lang, now }: Where): SQL =>
  sql`${articles.sectionId} = ${sectionIdOf(slug)} and ${articles.lang} = ${langOf(lang)} and ${isVisible(now)}`;

/** The newest articles of a section. By `articles_in_section`. */
export const latestInSection = (db: Database, slug: string, where: Where, limit: number) =>
  cards(db).where(inSection(slug, where)).orderBy(desc(articles.publishedAt), desc(articles.id)).limit(limit);

/** The newest articles of each section. By `articles_in_section`, once a section. */
export const latestInEachSection = (db: Database, { lang, now }: Where, limit: number) =>
  db
    .select(cardColumns)
    .from(sections)
    .crossJoin(articles)
    .leftJoin(articleReads, eq(articleReads.articleId, articles.id))
    .where(
      sql`${articles.id} in (select id from ${articles} indexed by articles_in_section
        where ${articles.sectionId} = ${sections.id} and ${articles.lang} = ${langOf(lang)} and ${isVisible(now)}
        order by ${articles.publishedAt} desc, ${articles.id} desc limit ${limit})`,
    )
    .orderBy(asc(sections.position), desc(articles.publishedAt), desc(articles.id));

/** A local day begins up to 14 hours before that of UTC, and ends up to 12 hours after it. */
const EARLIEST_MS = 14 * 3_600_000;
const LATEST_MS = 12 * 3_600_000;

/** The moments at which it can be `period` (`yyyy-mm` or `yyyy-mm-dd`) somewhere, in ms since the epoch. */
export function momentsOf(period: string): { first: number; last: number } {
  const [year = 0, month = 1, day] = period.split("-").map(Number);
  const end = day === undefined ? Date.UTC(year, month) : Date.UTC(year, month - 1, day + 1);
  return { first: Date.UTC(year, month - 1, day ?? 1) - EARLIEST_MS, last: end + LATEST_MS };
}

/**
 * A section's articles of a month or a day. What was published around it in UTC is read as well, a row each, and no more
 * of it than time zones ask for. Without their reads: an old list is not read for them, and one row a card less keeps a
 * full month within its budget.
 */
export function filedUnder(
  db: Database,
  slug: string,
  { lang, now, period, limit }: Where & { period: string; limit: number },
) {
  const { first, last } = momentsOf(period);
  return db
    .select(titleColumns)
    .from(articles)
    .where(
      and(
        inSection(slug, { lang, now }),
        sql`${articles.publishedAt} between ${first} and ${last}`,
        sql`substr(${articles.day}, 1, ${period.length}) = ${period}`,
      ),
    )
    .orderBy(desc(articles.publishedAt), desc(articles.id))
    .limit(limit);
}

/**
 * Visible articles of a JSON list of ids, in its order. Three rows each, its own among them. A `cross join` goes through
 * its first table as it stands: so no article is looked up in vain, and none is sorted.
 */
export const listed = (db: Database, ids: SQL, now: number, limit: number) =>
  db
    .select(cardColumns)
    .from(sql`json_each(${ids}) as chosen`)
    .crossJoin(articles)
    .leftJoin(articleReads, eq(articleReads.articleId, articles.id))
    .where(sql`${articles.id} = chosen.value and ${isVisible(now)}`)
    .limit(limit);

/** A hot list's ids, as an SQL value: the site's, or a section's. One row, by primary key. */
export function hotIds({ lang }: Where, section: string | null): SQL {
  const scope = section === null ? sql`'site:'` : sql`'section:' || ${sectionIdOf(section)} || ':'`;
  return sql`(select ${rankings.articleIds} from ${rankings} where ${rankings.scope} = ${scope} || ${langOf(lang)})`;
}
