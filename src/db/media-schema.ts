// D1's tables of files: the library, where its files are used, and which are being taken away.

import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** Files in R2, by the hash of their bytes. */
export const media = sqliteTable(
  "media",
  {
    hash: text().primaryKey(),
    name: text().notNull(),
    type: text().notNull(),
    bytes: integer().notNull(),
    width: integer(),
    height: integer(),
    createdAt: integer().notNull(),
    by: text().notNull(),
  },
  (t) => [index("media_created").on(t.createdAt, t.hash)],
);

/**
 * Hashes that articles name, whatever state they are in, written in the batch that saves the article. A hash need not be a
 * file's: what looks like one is kept too.
 */
export const mediaUses = sqliteTable(
  "media_uses",
  {
    hash: text().notNull(),
    articleId: integer().notNull(),
    /** Apart, since a change may leave either as it is. */
    place: text({ enum: ["cover", "body"] }).notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.hash, t.articleId, t.place] }),
    index("media_uses_article").on(t.articleId, t.place),
  ],
);

/** Files that are out of the library, and on their way out of R2. */
export const mediaRemovals = sqliteTable("media_removals", {
  hash: text().primaryKey(),
  at: integer().notNull(),
});
