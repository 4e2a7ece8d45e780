// The newest articles with their text, as feeds tell them.

import { desc, eq, sql } from "drizzle-orm";
import { isVisible } from "./article-filters";
import { langOf, sectionIdOf, titleColumns, type Where } from "./cards";
import type { Database } from "./client";
import { articleHtml, articles } from "./schema";

/** Longer ones are told by their summary: so 20 fit a Worker's memory and a KV value (25 MiB), in Chinese too. */
const FULL_TEXT_CHARACTERS = 100_000;

const entryColumns = {
  ...titleColumns,
  author: articles.author,
  sourceName: articles.sourceName,
  sourceUrl: articles.sourceUrl,
  tags: articles.tags,
  updatedAt: articles.updatedAt,
  html: sql<
    string | null
  >`case when length(${articleHtml.html}) <= ${FULL_TEXT_CHARACTERS} then ${articleHtml.html} end`,
};

/**
 * The newest articles of the site (null) or of a section, with their text. Two rows each, by `articles_in_site` or
 * `articles_in_section`.
 */
export const newestWithText = (db: Database, { lang, now }: Where, section: string | null, limit: number) =>
  db
    .select(entryColumns)
    .from(articles)
    .innerJoin(articleHtml, eq(articleHtml.articleId, articles.id))
    .where(
      section === null
        ? sql`${articles.lang} = ${langOf(lang)} and ${isVisible(now)}`
        : sql`${articles.sectionId} = ${sectionIdOf(section)} and ${articles.lang} = ${langOf(lang)} and ${isVisible(now)}`,
    )
    .orderBy(desc(articles.publishedAt), desc(articles.id))
    .limit(limit);

export type EntryRow = Awaited<ReturnType<typeof newestWithText>>[number];
