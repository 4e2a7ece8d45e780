// Articles that wait for their row in the index.

import { desc, eq, sql } from "drizzle-orm";
import type { Database } from "./client";
import { articles, articleTexts } from "./schema";
import { searchWaiting } from "./search-schema";

/** The newest articles that wait, with all that is searched. Three rows each, by primary key. */
export const waitingForSearch = (db: Database, limit: number) =>
  db
    .select({
      id: articles.id,
      guid: articles.guid,
      version: articles.version,
      title: articles.title,
      summary: articles.summary,
      tags: articles.tags,
      text: sql<string>`coalesce(${articleTexts.text}, '')`.as("text"),
    })
    .from(searchWaiting)
    .innerJoin(articles, eq(articles.id, searchWaiting.articleId))
    .leftJoin(articleTexts, eq(articleTexts.articleId, articles.id))
    .orderBy(desc(searchWaiting.articleId))
    .limit(limit);
