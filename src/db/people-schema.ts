// D1's tables of who may do what: people, and the tokens that they and machines show.

import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** Nobody is ever deleted, since the audit log and revisions name them: who left is disabled. */
export const people = sqliteTable("people", {
  id: integer().primaryKey({ autoIncrement: true }),
  /** As the audit log and revisions name them, for good. */
  handle: text().notNull().unique(),
  name: text().notNull(),
  email: text(),
  role: text({ enum: ["author", "editor", "admin"] }).notNull(),
  createdAt: integer().notNull(),
  disabledAt: integer(),
});

export const tokens = sqliteTable(
  "tokens",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    /** Null: a machine's. */
    personId: integer(),
    name: text().notNull(),
    scope: text({ enum: ["read", "write", "publish", "admin"] }).notNull(),
    /** SHA-256 of the token's text, in hexadecimal. The text itself is stored nowhere. */
    hash: text().notNull(),
    /** The text's first characters, by which its bearer recognises it. */
    hint: text().notNull(),
    createdAt: integer().notNull(),
    createdBy: text().notNull(),
    /** The first moment at which it opens nothing; null: for good. */
    expiresAt: integer(),
    /** Some minutes behind. */
    lastUsedAt: integer(),
    revokedAt: integer(),
  },
  (t) => [
    uniqueIndex("tokens_hash").on(t.hash),
    index("tokens_person").on(t.personId).where(sql`person_id is not null`),
  ],
);
