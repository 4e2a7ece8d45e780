// Imports and their reports: how one begins, is leased by a step, goes on, is shown, and is forgotten.

import { and, asc, desc, eq, gt, lt, sql } from "drizzle-orm";
import type { Database } from "./client";
import { unlessStop } from "./guard";
import { importItems, imports, type OUTCOMES } from "./imports-schema";
import { audit } from "./schema";
import { auditLine } from "./site-writes";

export type ImportRow = typeof imports.$inferSelect;
export type ItemOutcome = (typeof OUTCOMES)[number];

/** A line of the report. */
export interface ItemLine {
  n: number;
  outcome: ItemOutcome;
  kind: string;
  key: string;
  url: string | null;
  notes: readonly string[];
}

/** A dump that has come. */
export interface DumpArrived {
  hash: string;
  format: string;
  options: string;
  dump: string;
  bytes: number;
  at: number;
  by: string;
}

/**
 * Begins an import, as one batch. One of the same dump and options goes on where it is running, and begins anew where it has
 * ended; only then it takes the dump that came with it. The last result is the import, and the one before it, if any, as it was.
 */
export const beginImport = (db: Database, { hash, format, options, dump, bytes, at, by }: DumpArrived) => {
  const isSame = and(eq(imports.hash, hash), eq(imports.format, format), eq(imports.options, options));
  const anew = { dump, state: "running" as const, detail: null, cursor: 0, startedAt: at, finishedAt: null, by };
  const zero = {
    created: 0,
    changed: 0,
    unchanged: 0,
    skipped: 0,
    failed: 0,
    attempts: 0,
    lease: null,
    leasedUntil: 0,
  };
  return [
    db.select().from(imports).where(isSame),
    db.run(sql`delete from ${importItems} where import_id in
      (select id from ${imports} where ${isSame} and state <> 'running')`),
    db
      .update(imports)
      .set({ ...anew, ...zero, run: sql`${imports.run} + 1` })
      .where(and(isSame, sql`state <> 'running'`)),
    db
      .insert(imports)
      .values({ hash, format, options, bytes, ...anew })
      .onConflictDoNothing(),
    db.run(sql`insert into ${audit} (at, by, action, target)
      select ${at}, ${by}, 'import', 'import:' || id from ${imports} where ${isSame}`),
    db.select().from(imports).where(isSame),
  ] as const;
};

export const importById = (db: Database, id: number) => db.select().from(imports).where(eq(imports.id, id));

/** The newest imports before an id. */
export const importsBefore = (db: Database, before: number, limit: number) =>
  db.select().from(imports).where(lt(imports.id, before)).orderBy(desc(imports.id)).limit(limit);

/** Imports that have not ended, the oldest first. By `imports_running`. */
export const runningImports = (db: Database) =>
  db.select({ id: imports.id, by: imports.by }).from(imports).where(sql`state = 'running'`).orderBy(asc(imports.id));

/** The dumps that imports have, of these keys. */
export const dumpsKept = (db: Database, keys: readonly string[]) =>
  db
    .select({ dump: imports.dump })
    .from(imports)
    .where(sql`${imports.dump} in (select value from json_each(${JSON.stringify(keys)}))`);

/** Who works on an import, and until when nobody else may. */
export interface Lease {
  id: number;
  lease: string;
  until: number;
}

/** Leases an import that is running, and that nobody works on; no row comes back for any other. */
export const leaseImport = (db: Database, { id, lease, until }: Lease, now: number) =>
  db
    .update(imports)
    .set({ lease, leasedUntil: until, attempts: sql`${imports.attempts} + 1` })
    .where(and(eq(imports.id, id), sql`state = 'running' and leased_until <= ${now}`))
    .returning();

/** What a step has done since it last saved. */
export interface Progress {
  cursor: number;
  lines: readonly ItemLine[];
  /** It came further, be it by a file of an item that is not taken yet. */
  hasMoved: boolean;
  /** Null: it runs on. */
  end: { state: "done" | "failed"; at: number } | null;
  /** Why it failed, or why the step did. */
  detail: string | null;
}

/** Saves progress in one batch, which stops where someone else has taken the lease. `until` 0 gives the lease back. */
export function saveProgress(
  db: Database,
  { id, lease, until }: Lease,
  { cursor, lines, hasMoved, end, detail }: Progress,
) {
  const count = (outcome: ItemOutcome) => lines.filter((line) => line.outcome === outcome).length;
  return [
    unlessStop(db, sql`exists (select 1 from ${imports} where id = ${id} and lease = ${lease})`),
    db.run(sql`insert or replace into ${importItems} (import_id, n, outcome, kind, key, url, notes)
      select ${id}, json_extract(value, '$.n'), json_extract(value, '$.outcome'), json_extract(value, '$.kind'),
        json_extract(value, '$.key'), json_extract(value, '$.url'), json_extract(value, '$.notes')
      from json_each(${JSON.stringify(lines)})`),
    db
      .update(imports)
      .set({
        ...{ cursor, detail },
        ...(until === 0 ? { lease: null, leasedUntil: 0 } : { leasedUntil: until }),
        ...((hasMoved || end !== null) && { attempts: 0 }),
        ...(end !== null && { state: end.state, finishedAt: end.at }),
        created: sql`${imports.created} + ${count("created")}`,
        changed: sql`${imports.changed} + ${count("changed")}`,
        unchanged: sql`${imports.unchanged} + ${count("unchanged")}`,
        skipped: sql`${imports.skipped} + ${count("skipped")}`,
        failed: sql`${imports.failed} + ${count("failed")}`,
      })
      .where(eq(imports.id, id)),
  ] as const;
}

/** Lines of a report after one. A row each, by primary key; with `outcome` those between them too. */
export const linesAfter = (
  db: Database,
  { id, after, outcome, limit }: { id: number; after: number; outcome?: ItemOutcome | undefined; limit: number },
) =>
  db
    .select({
      n: importItems.n,
      outcome: importItems.outcome,
      kind: importItems.kind,
      key: importItems.key,
      url: importItems.url,
      notes: importItems.notes,
    })
    .from(importItems)
    .where(
      and(
        eq(importItems.importId, id),
        gt(importItems.n, after),
        outcome === undefined ? undefined : eq(importItems.outcome, outcome),
      ),
    )
    .orderBy(asc(importItems.n))
    .limit(limit);

/** Forgets an import with its report. */
export const forgetImport = (db: Database, id: number, { at, by }: { at: number; by: string }) =>
  [
    auditLine(db, { at, by, action: "forget", target: `import:${id}` }),
    db.run(sql`delete from ${importItems} where import_id = ${id}`),
    db.delete(imports).where(eq(imports.id, id)),
  ] as const;
