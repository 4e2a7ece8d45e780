// What an article's page shows, found by its address: the article, its neighbours, translations and related ones.

import { eq, type SQL, sql } from "drizzle-orm";
import { isVisible } from "./article-filters";
import { cardColumns, langOf, listed, sectionIdOf } from "./cards";
import type { Database } from "./client";
import { articleHtml, articleReads, articleSlugs, articles } from "./schema";

export interface ArticleAddress {
  lang: string | null;
  section: string;
  slug: string;
  now: number;
}

/** The id of the article that has or had this address, as an SQL value. Two rows, by primary keys. */
const idAt = ({ lang, section, slug }: ArticleAddress): SQL =>
  sql`(select ${articleSlugs.articleId} from ${articleSlugs} where ${articleSlugs.sectionId} = ${sectionIdOf(section)}
    and ${articleSlugs.lang} = ${langOf(lang)} and ${articleSlugs.slug} = ${slug})`;

const pageColumns = {
  ...cardColumns,
  author: articles.author,
  sourceName: articles.sourceName,
  sourceUrl: articles.sourceUrl,
  tags: articles.tags,
  state: articles.state,
  createdAt: articles.createdAt,
  updatedAt: articles.updatedAt,
  version: articles.version,
  html: articleHtml.html,
};

/** The article at an address, whatever its state. Five rows. */
export const articleAt = (db: Database, address: ArticleAddress) =>
  db
    .select(pageColumns)
    .from(articles)
    .innerJoin(articleHtml, eq(articleHtml.articleId, articles.id))
    .leftJoin(articleReads, eq(articleReads.articleId, articles.id))
    .where(sql`${articles.id} = ${idAt(address)}`);

export type ArticlePageRow = Awaited<ReturnType<typeof articleAt>>[number];

export interface NeighbourRow {
  id: number;
  title: string;
  slug: string;
  expireAt: number | null;
}

/** The visible article before or after, in the order of its section. A few rows, by `articles_in_section`. */
export function neighbour(db: Database, address: ArticleAddress, side: "older" | "newer") {
  const [beyond, order] = side === "older" ? [sql`<`, sql`desc`] : [sql`>`, sql`asc`];
  const own = (column: SQL) => sql`(select ${column} from ${articles} where id = ${idAt(address)})`;
  return db.all<NeighbourRow>(
    sql`select id, title, slug, expire_at as "expireAt" from ${articles} indexed by articles_in_section
      where ${articles.sectionId} = ${own(sql`section_id`)} and ${articles.lang} = ${own(sql`lang`)}
      and (published_at, id) ${beyond} (${own(sql`published_at`)}, ${idAt(address)}) and ${isVisible(address.now)}
      order by published_at ${order}, id ${order} limit 1`,
  );
}

/** The related articles that were chosen when it was saved. Two rows each. */
export const relatedTo = (db: Database, address: ArticleAddress, limit: number) =>
  listed(db, sql`(select related from ${articles} where id = ${idAt(address)})`, address.now, limit);

/** The article's translations and its original, itself left out. */
export const translationsOf = (db: Database, address: ArticleAddress) => {
  const root = sql`(select coalesce(translation_of, id) from ${articles} where id = ${idAt(address)})`;
  return db
    .select({
      id: articles.id,
      sectionId: articles.sectionId,
      lang: articles.lang,
      slug: articles.slug,
      expireAt: articles.expireAt,
    })
    .from(articles)
    .where(
      sql`${articles.id} in (select id from ${articles} where translation_of = ${root} union select ${root})
        and ${articles.id} is not ${idAt(address)} and ${isVisible(address.now)}`,
    );
};

/** Translations that will be seen one day: the next of their times bounds the page's `until`. */
export const nextTranslation = (db: Database, address: ArticleAddress) => {
  const root = sql`(select coalesce(translation_of, id) from ${articles} where id = ${idAt(address)})`;
  return db.all<{ at: number | null }>(
    sql`select min(published_at) as at from ${articles}
      where (translation_of = ${root} or id = ${root}) and state = 'live' and published_at > ${address.now}`,
  );
};

/** Where a short link leads. One row, by primary key. */
export const addressOf = (db: Database, id: number) =>
  db
    .select({
      sectionId: articles.sectionId,
      lang: articles.lang,
      slug: articles.slug,
      state: articles.state,
      publishedAt: articles.publishedAt,
      expireAt: articles.expireAt,
    })
    .from(articles)
    .where(eq(articles.id, id));
