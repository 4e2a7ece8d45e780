// D1's table of idempotency keys: what was asked under each, and what came of it.

import { integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/**
 * A row says that what was asked under its key has happened: a command's row is written in the batch of its effect. No index on
 * `at`: a key lives for a day and is looked at once an hour, which costs less than an index row to write.
 */
export const idempotencyKeys = sqliteTable(
  "idempotency_keys",
  {
    /** Whose key it is, as the audit log names them. */
    by: text().notNull(),
    path: text().notNull(),
    key: text().notNull(),
    /** SHA-256 of what was asked (src/api/idempotency-key.ts). */
    fingerprint: text().notNull(),
    /** Ms since the epoch. */
    at: integer().notNull(),
    /** What a command did, from which its answer can be made again; null: the call only computes. */
    outcome: text({ mode: "json" }).$type<unknown>(),
    /** The first answer. Null until it is kept, or when it is too large to be. */
    status: integer(),
    headers: text({ mode: "json" }).$type<unknown>(),
    body: text(),
  },
  (t) => [primaryKey({ columns: [t.by, t.path, t.key] })],
);
