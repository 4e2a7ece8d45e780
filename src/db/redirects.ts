// The redirects of an older site's addresses: looked up by visits, listed and written by editors and importers.

import { asc, gt, sql } from "drizzle-orm";
import type { Database } from "./client";
import { redirects } from "./schema";

export interface Redirect {
  /** In its one spelling (src/content/old-addresses.ts). */
  from: string;
  /** A path of this site, or an absolute URL. */
  to: string;
  /** The path of this site that `to` leads to, in its one spelling; null: another site's. */
  toPath: string | null;
}

/** Old addresses of a path that have a query lie between these two: no path has a `?`, and `@` is the character after it. */
const queriesOf = (path: unknown) => sql`${redirects.from} > ${path} || '?' and ${redirects.from} < ${path} || '@'`;

/**
 * Where the first of these old addresses leads that is one, and whether its path has any with a query: then the answer is not
 * the path's own. A row a hit, by primary key.
 */
export const redirectFrom = (db: Database, addresses: readonly string[], path: string) =>
  db.all<{ to: string; dependsOnQuery: number }>(
    // A `cross join` goes through its first table as it stands.
    sql`select ${redirects.to} as "to", exists (select 1 from ${redirects} where ${queriesOf(path)}) as "dependsOnQuery"
      from json_each(${JSON.stringify(addresses)}) as asked cross join ${redirects} on ${redirects.from} = asked.value
      limit 1`,
  );

/** Whether a path has redirects that depend on its query. One row, by primary key. */
export const hasQueryRedirects = (db: Database, path: string) =>
  db.all<{ found: number }>(sql`select exists (select 1 from ${redirects} where ${queriesOf(path)}) as found`);

/** The redirects after one, in the order of their addresses. A row each, by primary key. */
export const redirectsAfter = (db: Database, from: string, limit: number) =>
  db
    .select({ from: redirects.from, to: redirects.to })
    .from(redirects)
    .where(gt(redirects.from, from))
    .orderBy(asc(redirects.from))
    .limit(limit);

/** The redirects from these addresses. A row each, by primary key. */
export const redirectsAt = (db: Database, froms: readonly string[]) =>
  db.all<{ from: string; to: string }>(
    sql`select ${redirects.from} as "from", ${redirects.to} as "to"
      from json_each(${JSON.stringify(froms)}) as asked cross join ${redirects} on ${redirects.from} = asked.value`,
  );

/** Which of these paths are old addresses themselves, alone or with a query, those about to go left out. Two rows a path. */
export const oldAddressesAt = (db: Database, paths: readonly string[], without: readonly string[]) =>
  db.all<{ path: string; alone: string | null; withQuery: string | null }>(
    sql`select value as path,
      (select ${redirects.from} from ${redirects} where ${redirects.from} = value and ${isNone(without)}) as alone,
      (select ${redirects.from} from ${redirects} where ${queriesOf(sql`value`)} and ${isNone(without)} limit 1) as "withQuery"
      from json_each(${JSON.stringify(paths)})`,
  );

/**
 * Redirects that lead to these paths, those from `without` left out: one that leads to the path alone, one with a query.
 * By `redirects_to_path`; as many rows as lead there.
 */
export const redirectsTo = (db: Database, paths: readonly string[], without: readonly string[]) => {
  const leading = sql`select ${redirects.from} from ${redirects} where ${redirects.toPath} = value and ${isNone(without)}`;
  return db.all<{ path: string; alone: string | null; withQuery: string | null }>(
    sql`select value as path, (${leading} and instr(${redirects.to}, '?') = 0 limit 1) as alone,
      (${leading} and instr(${redirects.to}, '?') > 0 limit 1) as "withQuery"
      from json_each(${JSON.stringify(paths)})`,
  );
};

const isNone = (froms: readonly string[]) =>
  sql`${redirects.from} not in (select value from json_each(${JSON.stringify(froms)}))`;

/** A bound text may have 2 MB; so long a piece of JSON, in UTF-16 units, is far below. */
const CHUNK_LENGTH = 500_000;

/** Adds redirects; one from the same address takes the other's place. A statement for each 500 KB of them. */
export const addRedirects = (db: Database, list: readonly Redirect[]) =>
  chunksOf(list).map((some) =>
    db.run(sql`insert into ${redirects} ("from", "to", to_path)
      select json_extract(value, '$.from'), json_extract(value, '$.to'), json_extract(value, '$.toPath')
      from json_each(${JSON.stringify(some)}) where true
      on conflict ("from") do update set "to" = excluded."to", to_path = excluded.to_path`),
  );

export const removeRedirects = (db: Database, froms: readonly string[]) =>
  chunksOf(froms).map((some) =>
    db.run(sql`delete from ${redirects} where "from" in (select value from json_each(${JSON.stringify(some)}))`),
  );

export const removeAllRedirects = (db: Database) => db.run(sql`delete from ${redirects}`);

function chunksOf<T>(list: readonly T[]): T[][] {
  const chunks: T[][] = [];
  let room = 0;
  for (const item of list) {
    const { length } = JSON.stringify(item);
    if (length > room) {
      chunks.push([]);
      room = CHUNK_LENGTH;
    }
    chunks.at(-1)?.push(item);
    room -= length;
  }
  return chunks;
}
