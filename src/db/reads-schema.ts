// D1's tables of reads, apart from the articles (R7).

import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Reads as D1 knows them: `base` is set by imports, `counted` flows in from the counter; the total is their sum (R7). */
export const articleReads = sqliteTable("article_reads", {
  articleId: integer().primaryKey(),
  base: integer().notNull().default(0),
  counted: integer().notNull().default(0),
});

export const readDays = sqliteTable(
  "read_days",
  {
    day: text().notNull(),
    articleId: integer().notNull(),
    reads: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.day, t.articleId] })],
);

/** How many of an article's reads of a day came from which other site; those without one are in `read_days` alone. */
export const readHosts = sqliteTable(
  "read_hosts",
  {
    day: text().notNull(),
    articleId: integer().notNull(),
    host: text().notNull(),
    reads: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.day, t.articleId, t.host] })],
);

/** The hot lists, most read first: scope `site:{lang}` or `section:{id}:{lang}`. */
export const rankings = sqliteTable("rankings", {
  scope: text().primaryKey(),
  articleIds: text({ mode: "json" }).$type<number[]>().notNull(),
  at: integer().notNull(),
});
