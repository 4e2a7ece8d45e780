// Purges that wait for their time, and the batch that carries them out (P15).

import { and, asc, isNull, type SQL, sql } from "drizzle-orm";
import type { Database } from "./client";
import type { TailRow } from "./ledger";
import { deferredPurges, ledger } from "./schema";

export const deferPurge = (
  db: Database,
  purge: { tags: readonly string[]; dueAt: number; askedAt: number; by: string; reason: string },
) =>
  db
    .insert(deferredPurges)
    .values({ ...purge, tags: [...purge.tags] })
    .returning({ id: deferredPurges.id });

/** Waiting purges, the next one first, after the one that stands at `after`. By `deferred_purges_due`. */
export const waitingPurges = (db: Database, { after, limit }: { after: { time: number; id: number }; limit: number }) =>
  db
    .select({
      id: deferredPurges.id,
      tags: deferredPurges.tags,
      dueAt: deferredPurges.dueAt,
      everySeconds: deferredPurges.everySeconds,
      by: deferredPurges.by,
      reason: deferredPurges.reason,
    })
    .from(deferredPurges)
    .where(
      and(
        isNull(deferredPurges.doneAt),
        sql`(${deferredPurges.dueAt}, ${deferredPurges.id}) > (${after.time}, ${after.id})`,
      ),
    )
    .orderBy(asc(deferredPurges.dueAt), asc(deferredPurges.id))
    .limit(limit);

/** D1 binds every number as a REAL, and only whole numbers divide without a rest. */
const asInteger = (value: number): SQL => sql`cast(${value} as integer)`;

const isDue = (now: number) => and(sql`done_at is null`, sql`due_at <= ${now}`);

/**
 * Inserts the ledger rows of all purges that are due, then marks those done, or due again after their interval. Both belong in
 * one batch; of two runs at once the second finds nothing due.
 */
export const carryOutDue = (db: Database, now: number) =>
  [
    db.all<TailRow>(sql`insert into ${ledger} (tag, at, by, reason)
      select distinct t.value, ${now}, d.by, d.reason from ${deferredPurges} d, json_each(d.tags) t
      where d.done_at is null and d.due_at <= ${now} returning id, tag`),
    // A recurring purge that was missed is made up for once, however many intervals have passed.
    db.run(sql`update ${deferredPurges} set
        done_at = case when every_seconds is null then ${now} end,
        due_at = case when every_seconds is null then due_at
          else due_at + 1000 * every_seconds * (1 + (${asInteger(now)} - due_at) / (1000 * every_seconds)) end
      where ${isDue(now)}`),
  ] as const;

/** Forgets purges that were carried out before `before`. */
export const forgetDonePurges = (db: Database, before: number) =>
  db.run(sql`delete from ${deferredPurges} where done_at < ${before}`);

/**
 * Forgets the ledger's rows from before `before`, but never its newest (P10). At most `limit` at a time. Reads no row beyond
 * the first that is kept: the ledger is looked at from its oldest end, and grows with time.
 */
export const pruneLedger = (db: Database, { before, limit }: { before: number; limit: number }) =>
  db.run(sql`delete from ${ledger} where id in (select id from ${ledger}
    where id < coalesce((select id from ${ledger} where at >= ${before} order by id limit 1), (select max(id) from ${ledger}))
    order by id limit ${limit})`);
