// The library's list of files.

import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import type { Database } from "./client";
import { media } from "./media-schema";

const fileColumns = {
  hash: media.hash,
  name: media.name,
  type: media.type,
  bytes: media.bytes,
  width: media.width,
  height: media.height,
  createdAt: media.createdAt,
  by: media.by,
};

export type MediaRow = typeof media.$inferSelect;

/** One row, by primary key. */
export const mediaByHash = (db: Database, hash: string) =>
  db.select(fileColumns).from(media).where(eq(media.hash, hash));

/** The place of a file in the library's order. */
export interface MediaPlace {
  time: number;
  hash: string;
}

export interface MediaFilter {
  /** `image/png`, or `image` for all of its kind. */
  type?: string | undefined;
  /** A part of the name, with `A` to `Z` in either case. */
  q?: string | undefined;
  after?: MediaPlace | undefined;
  limit: number;
}

/**
 * The newest files that match. By `media_created`, from the newest on until there are enough: as many rows as are shown, and
 * with a filter those between them too.
 */
export function mediaWhere(db: Database, { type, q, after, limit }: MediaFilter) {
  const conditions: (SQL | undefined)[] = [
    type === undefined ? undefined : sql`(${media.type} = ${type} or instr(${media.type}, ${`${type}/`}) = 1)`,
    // LIKE would take patterns of 50 bytes at most.
    q === undefined ? undefined : sql`instr(lower(${media.name}), lower(${q})) > 0`,
    after === undefined ? undefined : sql`(${media.createdAt}, ${media.hash}) < (${after.time}, ${after.hash})`,
  ];
  return db
    .select(fileColumns)
    .from(media)
    .where(and(...conditions))
    .orderBy(desc(media.createdAt), desc(media.hash))
    .limit(limit);
}
