// The library's list of files.

import { eq } from "drizzle-orm";
import type { Database } from "./client";
import { media } from "./schema";

const fileColumns = {
  hash: media.hash,
  name: media.name,
  type: media.type,
  bytes: media.bytes,
  width: media.width,
  height: media.height,
};

/** One row, by primary key. */
export const mediaByHash = (db: Database, hash: string) =>
  db.select(fileColumns).from(media).where(eq(media.hash, hash));

/** Adds a file; nothing comes back when it is there already. */
export const addMedia = (db: Database, file: typeof media.$inferInsert) =>
  db.insert(media).values(file).onConflictDoNothing().returning(fileColumns);
