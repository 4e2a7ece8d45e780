// Drizzle over D1, the one way that rooms reach the database.

import { type DrizzleD1Database, drizzle } from "drizzle-orm/d1";
import type { SQLiteRaw } from "drizzle-orm/sqlite-core/query-builders/raw";

export type Database = DrizzleD1Database;

/** What drizzle asks of D1: a database, or a session that has one replica's view of it. */
export type D1Client = D1Database | D1DatabaseSession;

/** Drizzle over a database or a session. It only prepares and batches, which a session does as well. */
export function openDatabase(client: D1Client): Database {
  const db = drizzle(client as D1Database, { casing: "snake_case" });
  const { all, run } = db;
  return Object.assign(db, {
    all: (...query: Parameters<typeof all>) => batchable(client, all.apply(db, query)),
    run: (...query: Parameters<typeof run>) => batchable(client, run.apply(db, query)),
  });
}

/** Drizzle 0.45 forgets to prepare a statement of plain SQL that has parameters when it puts it in a batch: done for it here. */
function batchable<T>(client: D1Client, raw: SQLiteRaw<T>): SQLiteRaw<T> {
  return Object.assign(raw, {
    _prepare() {
      const query = raw.getQuery();
      return {
        getQuery: () => query,
        stmt: client.prepare(query.sql),
        mapResult: (result: unknown, isFromBatch: boolean) => raw.mapResult(result, isFromBatch),
      };
    },
  });
}
