// D1's tables of imports: each dump that came, what became of its items, and what here each item of an old site has become.

import { sql } from "drizzle-orm";
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** The outcomes of an item, as the report and the counts name them. */
export const OUTCOMES = ["created", "changed", "unchanged", "skipped", "failed"] as const;

/** A dump under the options that it came with: the same ones again are the same import. */
export const imports = sqliteTable(
  "imports",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    /** SHA-256 of the dump. */
    hash: text().notNull(),
    format: text().notNull(),
    /** Canonical JSON (src/imports/options.ts). */
    options: text().notNull(),
    /** The dump's key in R2. */
    dump: text().notNull(),
    bytes: integer().notNull(),
    state: text({ enum: ["running", "done", "failed"] }).notNull(),
    /** Why it failed. */
    detail: text(),
    /** Counts its beginnings: an import that is done begins anew when its dump comes again. */
    run: integer().notNull().default(1),
    /** Items that have been taken, which is where it goes on. */
    cursor: integer().notNull().default(0),
    created: integer().notNull().default(0),
    changed: integer().notNull().default(0),
    unchanged: integer().notNull().default(0),
    skipped: integer().notNull().default(0),
    failed: integer().notNull().default(0),
    startedAt: integer().notNull(),
    finishedAt: integer(),
    by: text().notNull(),
    /** Names the step that works on it; null: none. */
    lease: text(),
    leasedUntil: integer().notNull().default(0),
    /** Steps since the cursor last moved: one that is stopped leaves this behind. */
    attempts: integer().notNull().default(0),
  },
  (t) => [
    uniqueIndex("imports_dump").on(t.hash, t.format, t.options),
    index("imports_running").on(t.id).where(sql`state = 'running'`),
  ],
);

/** The report: a row an item, in the dump's order. */
export const importItems = sqliteTable(
  "import_items",
  {
    importId: integer().notNull(),
    /** From 1 on. */
    n: integer().notNull(),
    outcome: text({ enum: OUTCOMES }).notNull(),
    kind: text().notNull(),
    key: text().notNull(),
    url: text(),
    notes: text({ mode: "json" }).$type<string[]>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.importId, t.n] })],
);

/**
 * What an item of an old site is here, by the item's key: an article, a standing page, or a file; a file may have none of
 * these, where `detail` says why. An article's or a page's row is written in the batch that saves it, so that nothing comes twice.
 */
export const importKeys = sqliteTable("import_keys", {
  key: text().primaryKey(),
  articleId: integer(),
  pageId: integer(),
  mediaHash: text(),
  detail: text(),
  /** SHA-256 of what was taken. */
  fingerprint: text().notNull(),
  /** What the taking left: an article's version, the time of a page's text. Whoever edits it since leaves another one. */
  version: integer().notNull(),
  /** The taking that wrote this row: `{import}.{run}.{n}`. */
  turn: text().notNull(),
  outcome: text({ enum: OUTCOMES }).notNull(),
});
