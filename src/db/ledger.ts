// The purge ledger's queries.

import { sql } from "drizzle-orm";
import type { Database } from "./client";
import { ledger, site } from "./schema";

/** A view reads at most so many of the newest rows (P9). */
export const TAIL_LIMIT = 1000;

export interface TailRow {
  id: number;
  tag: string;
}

/** The ledger's rows after `since`, newest first, at most `TAIL_LIMIT`. As many rows as there are new ones. */
export const ledgerSince = (db: Database, since: number) =>
  db
    .select({ id: ledger.id, tag: ledger.tag })
    .from(ledger)
    .where(sql`${ledger.id} > ${since}`)
    .orderBy(sql`${ledger.id} desc`)
    .limit(TAIL_LIMIT);

/** The ledger's ends and which database it is of. Three rows, by primary key. */
export const ledgerEnds = (db: Database) =>
  db
    .select({
      guid: site.guid,
      incarnation: site.incarnation,
      oldest: sql<number>`(select min(${ledger.id}) from ${ledger})`,
      head: sql<number>`(select max(${ledger.id}) from ${ledger})`,
    })
    .from(site)
    .where(sql`${site.id} = 1`);

/** The newest version under any of the tags (0 without one), and the ledger's ends. A row a tag, by `ledger_tag`. */
export const newestOfTags = (db: Database, tags: readonly string[]) =>
  db.all<{ newest: number; oldest: number; head: number }>(
    sql`select coalesce(max((select max(${ledger.id}) from ${ledger} where ${ledger.tag} = t.value)), 0) as newest,
      (select min(${ledger.id}) from ${ledger}) as oldest, (select max(${ledger.id}) from ${ledger}) as head
      from json_each(${JSON.stringify(tags)}) as t`,
  );

/** Who purged, when and why: the same for all rows of one change. */
export interface PurgeNote {
  at: number;
  by: string;
  reason: string;
}

/** Purges tags: a ledger row each, in the batch of the change that calls for it. */
export const purgeTags = (db: Database, tags: readonly string[], note: PurgeNote) =>
  db.all<TailRow>(
    sql`insert into ${ledger} (tag, at, by, reason)
      select value, ${note.at}, ${note.by}, ${note.reason} from json_each(${JSON.stringify([...new Set(tags)])})
      returning id, tag`,
  );

/** The ledger's rows before `before`, newest first: what was purged, when, by whom and why. */
export const ledgerPage = (db: Database, { before, limit }: { before: number; limit: number }) =>
  db
    .select({ id: ledger.id, tag: ledger.tag, at: ledger.at, by: ledger.by, reason: ledger.reason })
    .from(ledger)
    .where(sql`${ledger.id} < ${before}`)
    .orderBy(sql`${ledger.id} desc`)
    .limit(limit);
