// D1's tables of search, beside `article_search` itself, which migrations/0004_*.sql makes: drizzle knows no full-text tables.

import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Articles whose row in `article_search` is of an older form, or missing: a cron job makes it anew (src/schedule/reindex.ts). */
export const searchWaiting = sqliteTable("search_waiting", { articleId: integer().primaryKey() });

/** What readers searched for, by day (in the site's zone) and language, folded as search compares it. */
export const typedSearches = sqliteTable(
  "typed_searches",
  {
    day: text().notNull(),
    lang: text().notNull(),
    term: text().notNull(),
    /** As it was first typed that day. */
    shown: text().notNull(),
    searches: integer().notNull(),
    /** A bit for each visitor, of VISITOR_BITS (src/searches/visitor.ts): tells many from one, and nobody from another. */
    visitors: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.day, t.lang, t.term] })],
);

/** The typed searches that pages of a language show after the pinned ones, chosen by a cron job. */
export const hotSearches = sqliteTable(
  "hot_searches",
  {
    lang: text().notNull(),
    position: integer().notNull(),
    term: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.lang, t.position] })],
);
