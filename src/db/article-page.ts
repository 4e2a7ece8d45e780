// What an article's page shows, found by its address: the article, its neighbours, translations and related ones.

import { eq, type SQL, sql } from "drizzle-orm";
import { isLive, isVisible } from "./article-filters";
import { cardColumns, langOf, sectionIdOf, titleColumns } from "./cards";
import type { Database } from "./client";
import { articleReads } from "./reads-schema";
import { articleHtml, articleSlugs, articles } from "./schema";

export interface ArticlePlace {
  lang: string | null;
  section: string;
  slug: string;
}

export interface ArticleAddress extends ArticlePlace {
  now: number;
}

/** The id of the article that has or had this address, as an SQL value. Two rows, by primary keys. */
export const idAt = ({ lang, section, slug }: ArticlePlace): SQL =>
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

/**
 * The article at an address, as the SQL table `here`, to be put first in a `cross join`: whatever follows is then found by
 * its indexes, and the address is looked up once a statement. Four rows.
 */
const here = sql`${articles} as here`;

export interface NeighbourRow {
  id: number;
  title: string;
  slug: string;
  expireAt: number | null;
}

/** The visible article after it, in the order of its section. Six rows, by `articles_in_section`. */
export function newerThan(db: Database, address: ArticleAddress) {
  const { id, title, slug, sectionId, lang, publishedAt, expireAt } = articles;
  return db.all<NeighbourRow>(
    sql`select ${id} as id, ${title} as title, ${slug} as slug, ${expireAt} as "expireAt"
      from ${here} cross join ${articles} indexed by articles_in_section
      where here.id = ${idAt(address)} and ${sectionId} = here.section_id and ${lang} = here.lang
      and (${publishedAt}, ${id}) > (here.published_at, here.id) and ${isVisible(address.now)}
      order by ${publishedAt}, ${id} limit 1`,
  );
}

/**
 * The visible articles before it, in the order of its section, newest first: its neighbour, and as many more as are missing
 * when fewer than `related` ones were chosen. Eight rows, and one each, by `articles_in_section`. Not the section's newest:
 * those would change with every publication, and a correction of one would purge every page of the section (P4).
 */
export function olderThan(db: Database, address: ArticleAddress, related: number) {
  const { id, sectionId, lang, publishedAt } = articles;
  return (
    db
      .select(titleColumns)
      .from(here)
      .crossJoin(articles)
      .where(
        sql`here.id = ${idAt(address)} and ${sectionId} = here.section_id and ${lang} = here.lang
          and (${publishedAt}, ${id}) < (here.published_at, here.id) and ${isVisible(address.now)}`,
      )
      // The limit is an expression, which drizzle's own `limit` doesn't take; SQLite refuses one that is NULL.
      .orderBy(
        sql`${publishedAt} desc, ${id} desc
          limit coalesce((select max(1, 1 + ${related} - json_array_length(related)) from ${articles} where id = ${idAt(address)}), 0)`,
      )
  );
}

/** The related articles that were chosen when it was saved, in their order (see `listed`). Two rows each. */
export const relatedTo = (db: Database, address: ArticleAddress, limit: number) =>
  db
    .select(titleColumns)
    .from(sql`json_each((select related from ${articles} where id = ${idAt(address)})) as chosen`)
    .crossJoin(articles)
    .where(sql`${articles.id} = chosen.value and ${isVisible(address.now)}`)
    .limit(limit);

/**
 * Columns of the article's original, and of all its translations, for those of them that `condition` takes. The two are
 * found apart, each by its index: for an `or` SQLite goes through all articles. Four rows to find the article, twice, and
 * a row each. The article itself is left out, and an original that names itself comes once.
 */
const family = (address: ArticleAddress, columns: SQL, condition: SQL): SQL => sql`
  select ${columns} from ${here} cross join ${articles}
    where here.id = ${idAt(address)} and ${articles.id} = here.translation_of
      and ${articles.id} <> here.id and ${condition}
  union all
  select ${columns} from ${here} cross join ${articles} indexed by articles_translating
    where here.id = ${idAt(address)} and ${articles.translationOf} = coalesce(here.translation_of, here.id)
      and ${articles.id} not in (here.id, coalesce(here.translation_of, here.id)) and ${condition}`;

export interface TranslationRow {
  id: number;
  sectionId: number;
  lang: string;
  slug: string;
  publishedAt: number;
  expireAt: number | null;
}

/** The article's translations and its original, itself left out: those that are seen, and those that will be. */
export const translationsOf = (db: Database, address: ArticleAddress) => {
  const { id, sectionId, lang, slug, publishedAt, expireAt } = articles;
  const columns = sql`${id} as id, ${sectionId} as "sectionId", ${lang} as lang, ${slug} as slug,
    ${publishedAt} as "publishedAt", ${expireAt} as "expireAt"`;
  const isNotOver = sql`${isLive} and (${expireAt} is null or ${expireAt} > ${address.now})`;
  return db.all<TranslationRow>(family(address, columns, isNotOver));
};

/** What an article's share image says, and whether it may. One row, by primary key. */
export const shownOnCard = (db: Database, id: number) =>
  db
    .select({
      id: articles.id,
      title: articles.title,
      sectionId: articles.sectionId,
      lang: articles.lang,
      state: articles.state,
      publishedAt: articles.publishedAt,
      expireAt: articles.expireAt,
    })
    .from(articles)
    .where(eq(articles.id, id));

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
