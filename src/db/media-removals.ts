// Files on their way out: a row says that a file's bytes may be deleted at any moment, so that nobody stores it meanwhile.

import { asc, eq, lt, sql } from "drizzle-orm";
import type { Database } from "./client";
import { unlessStop } from "./guard";
import { type MediaRow, mediaByHash } from "./media";
import { media, mediaRemovals } from "./media-schema";
import { isUnused } from "./media-uses";
import { audit } from "./schema";

/** Begins a removal, or takes one over. Its `at` names who carries it out: no two have the same. */
const beginRemoval = (db: Database, hash: string, now: number) =>
  db.all<{ at: number }>(sql`insert into ${mediaRemovals} (hash, at)
    select ${hash}, ${now} where exists (select 1 from ${media} where hash = ${hash})
      or exists (select 1 from ${mediaRemovals} where hash = ${hash})
    on conflict (hash) do update set at = max(excluded.at, at + 1) returning at`);

/** Takes a file out of the library, as one batch, which stops while something names the file. The first result is the removal, if any. */
export const takeOut = (db: Database, hash: string, { now, by }: { now: number; by: string }) =>
  [
    beginRemoval(db, hash, now),
    unlessStop(db, sql`not exists (select 1 from ${media} where hash = ${hash}) or (${isUnused(hash)})`),
    db.run(sql`insert into ${audit} (at, by, action, target)
      select ${now}, ${by}, 'delete', 'media:' || hash from ${media} where hash = ${hash}`),
    db.delete(media).where(eq(media.hash, hash)),
  ] as const;

/** Takes over a removal, if there is one still: the file may be back in the library. */
export const takeOver = (db: Database, hash: string, now: number) =>
  db.all<{ at: number }>(sql`update ${mediaRemovals} set at = max(${now}, at + 1) where hash = ${hash} returning at`);

export const removalOf = (db: Database, hash: string) =>
  db.select({ at: mediaRemovals.at }).from(mediaRemovals).where(eq(mediaRemovals.hash, hash));

/** The bytes are gone. Says nothing where another took over: its deletion may be on its way. */
export const endRemoval = (db: Database, { hash, at }: { hash: string; at: number }) =>
  db.run(sql`delete from ${mediaRemovals} where hash = ${hash} and at = ${at}`);

/** Removals that began before a moment, the oldest first. There are hardly ever any. */
export const removalsBefore = (db: Database, before: number, limit: number) =>
  db
    .select({ hash: mediaRemovals.hash })
    .from(mediaRemovals)
    .where(lt(mediaRemovals.at, before))
    .orderBy(asc(mediaRemovals.at))
    .limit(limit);

/**
 * Adds a file to the library, with its audit line, unless it is there, or its bytes are being deleted. The second result is
 * the hash, if it was added, the third what is there then.
 */
export const addUnlessRemoved = (db: Database, { hash, name, type, bytes, width, height, createdAt, by }: MediaRow) =>
  [
    db.run(sql`insert into ${audit} (at, by, action, target) select ${createdAt}, ${by}, 'upload', ${`media:${hash}`}
      where not exists (select 1 from ${mediaRemovals} where hash = ${hash})
        and not exists (select 1 from ${media} where hash = ${hash})`),
    db.all<{ hash: string }>(sql`insert into ${media} (hash, name, type, bytes, width, height, created_at, by)
      select ${hash}, ${name}, ${type}, ${bytes}, ${width}, ${height}, ${createdAt}, ${by}
      where not exists (select 1 from ${mediaRemovals} where hash = ${hash}) on conflict do nothing returning hash`),
    mediaByHash(db, hash),
  ] as const;
