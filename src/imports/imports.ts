// Imports as a whole: how a dump becomes one, how those that run go on by themselves, and what is left of one that is forgotten.

import { openDatabase } from "../db/client";
import { forgetKeysOf } from "../db/import-keys";
import { beginImport, dumpsKept, forgetImport, type ImportRow, importById, runningImports } from "../db/imports";
import { ownFiles } from "./foreign/files";
import type { FormatName } from "./formats";
import { type ImportOptions, printOptions } from "./options";
import { stepImport, type Works } from "./step";
import { DUMPS, type Uploaded } from "./upload";

type Desk = Works["desk"];

/** A dump that came becomes an import, or goes on with the one that it is: of the same dump, form and options there is one. */
export async function receiveDump(
  { desk, bucket }: { desk: Desk; bucket: R2Bucket },
  { dump, hash, bytes }: Extract<Uploaded, { ok: true }>,
  { format, options }: { format: FormatName; options: ImportOptions },
): Promise<{ id: number; isNew: boolean }> {
  const db = openDatabase(desk.d1.withSession("first-primary"));
  const arrived = { hash, format, options: printOptions(options), dump, bytes, at: desk.now, by: desk.by };
  const [[before], , , , , [row]] = await db.batch(beginImport(db, arrived));
  if (row === undefined) throw new Error("an import that began is not there");
  // One of the two files is no longer needed. A crash before this leaves it to `removeLostDumps`.
  if (row.dump !== dump) await bucket.delete(dump);
  else if (before !== undefined) await bucket.delete(before.dump);
  return { id: row.id, isNew: before === undefined };
}

/** Forgets an import, its dump and its report. What it brought stays, and is found again if it comes again. */
export async function forget(
  { desk, bucket }: { desk: Desk; bucket: R2Bucket },
  id: number,
): Promise<ImportRow | null> {
  const db = openDatabase(desk.d1.withSession("first-primary"));
  const [row] = await importById(db, id);
  if (row === undefined) return null;
  await db.batch([...forgetImport(db, id, { at: desk.now, by: desk.by }), forgetKeysOf(db, ownFiles(id))]);
  await bucket.delete(row.dump);
  return row;
}

/** One step of the oldest import that runs and that nobody works on, as whoever began it; null: there is none. */
export async function goOn(worksFor: (by: string) => Works, d1: D1Database): Promise<ImportRow | null> {
  for (const { id, by } of await runningImports(openDatabase(d1))) {
    const stepped = await stepImport(worksFor(by), id);
    if (stepped.ok) return stepped.row;
  }
  return null;
}

/** An upload that takes longer has broken off. */
const LOST_AFTER_MS = 60 * 60_000;

/** Removes dumps that no import has: of uploads that were stopped before they became one. At most 1,000 at a time. */
export async function removeLostDumps(d1: D1Database, bucket: R2Bucket, now: number): Promise<number> {
  const { objects } = await bucket.list({ prefix: DUMPS });
  const old = objects.filter(({ uploaded }) => uploaded.getTime() < now - LOST_AFTER_MS).map(({ key }) => key);
  if (old.length === 0) return 0;
  const kept = new Set((await dumpsKept(openDatabase(d1), old)).map(({ dump }) => dump));
  const lost = old.filter((key) => !kept.has(key));
  if (lost.length > 0) await bucket.delete(lost);
  return lost.length;
}
