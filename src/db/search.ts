// Full-text search: the best matches first, as many as a page shows.

import { eq, sql } from "drizzle-orm";
import { isVisible } from "./article-filters";
import { cardColumns, langOf, type Where } from "./cards";
import type { Database } from "./client";
import { articleReads, articles, articleTexts } from "./schema";

/** Matches that are looked at: those of another language, or not visible, fall away. */
const LOOKED_AT = 200;
/** Of a text so much is read for its excerpt. */
const EXCERPT_FROM = 20_000;

/**
 * Visible articles that match, best first. `match` is an FTS5 expression. A row a match looked at, three a match shown:
 * `order by rank limit` and `cross join` keep SQLite from going through all matches, or through all articles.
 */
export const articlesMatching = (db: Database, match: string, { lang, now }: Where, limit: number) =>
  db
    .select({ ...cardColumns, text: sql<string>`substr(${articleTexts.text}, 1, ${EXCERPT_FROM})` })
    .from(
      sql`(select rowid as id, rank from article_search where article_search match ${match}
        order by rank limit ${LOOKED_AT}) as found`,
    )
    .crossJoin(articles)
    .innerJoin(articleTexts, eq(articleTexts.articleId, articles.id))
    .leftJoin(articleReads, eq(articleReads.articleId, articles.id))
    .where(sql`${articles.id} = found.id and ${articles.lang} = ${langOf(lang)} and ${isVisible(now)}`)
    .orderBy(sql`found.rank`)
    .limit(limit);
