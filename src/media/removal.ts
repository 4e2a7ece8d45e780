// Takes a file away: first out of the library, and then its bytes out of R2. So the library never lists a file that is not there, and
// what a crash leaves in R2 is removed by the next attempt, or by the job `prune`.

import { WIDTHS } from "../content/image-widths";
import { type Database, openDatabase } from "../db/client";
import { isGuardFailure } from "../db/guard";
import { endRemoval, removalsBefore, takeOut, takeOver } from "../db/media-removals";
import { type ArticleUse, articlesUsing, type PageUse, pagesUsing } from "../db/media-uses";
import { scaledKey } from "./scaled";

/** So many uses are named of each kind. */
const MAX_USES = 100;

export interface Uses {
  articles: ArticleUse[];
  pages: PageUse[];
  /** There are more than are named. */
  more: boolean;
}

export async function usesOf(db: Database, hash: string): Promise<Uses> {
  const [articles, pages] = await db.batch([articlesUsing(db, hash, MAX_USES + 1), pagesUsing(db, hash, MAX_USES + 1)]);
  return {
    articles: articles.slice(0, MAX_USES),
    pages: pages.slice(0, MAX_USES),
    more: articles.length > MAX_USES || pages.length > MAX_USES,
  };
}

export type Removed = { ok: true } | { ok: false; reason: "not_found" } | { ok: false; reason: "in_use"; uses: Uses };

/** Who carries out a removal for longer has died. */
const ABANDONED_AFTER_MS = 60_000;
/** The last use may end between the refusal and the look at the uses: then it is tried again. */
const ATTEMPTS = 5;
const FINISHED_AT_ONCE = 100;

export const isAbandoned = (removal: { at: number }, now: number): boolean => removal.at < now - ABANDONED_AFTER_MS;

export async function removeMedia(
  { d1, bucket, by, now }: { d1: D1Database; bucket: R2Bucket; by: string; now: number },
  hash: string,
): Promise<Removed> {
  const db = openDatabase(d1);
  for (let turn = 0; turn < ATTEMPTS; turn++) {
    const taken = await unlessUsed(() => db.batch(takeOut(db, hash, { now, by })));
    if (taken !== null) {
      const [[removal]] = taken;
      if (removal === undefined) return { ok: false, reason: "not_found" };
      await deleteBytes(db, bucket, { hash, at: removal.at });
      return { ok: true };
    }
    const uses = await usesOf(db, hash);
    if (uses.articles.length + uses.pages.length > 0) return { ok: false, reason: "in_use", uses };
  }
  throw new Error("a file's uses come and go");
}

/** Deletes the bytes of a file whose removal nobody finished, so that it may be stored again. */
export async function finishRemoval(db: Database, bucket: R2Bucket, { hash, now }: { hash: string; now: number }) {
  const [removal] = await takeOver(db, hash, now);
  if (removal !== undefined) await deleteBytes(db, bucket, { hash, at: removal.at });
}

/** Finishes abandoned removals; how many. */
export async function finishRemovals(db: Database, bucket: R2Bucket, now: number): Promise<number> {
  const left = await removalsBefore(db, now - ABANDONED_AFTER_MS, FINISHED_AT_ONCE);
  for (const { hash } of left) await finishRemoval(db, bucket, { hash, now });
  return left.length;
}

async function deleteBytes(db: Database, bucket: R2Bucket, removal: { hash: string; at: number }): Promise<void> {
  const { hash } = removal;
  await bucket.delete([hash, ...WIDTHS.map((width) => scaledKey(hash, width))]);
  await endRemoval(db, removal);
}

async function unlessUsed<T>(take: () => Promise<T>): Promise<T | null> {
  try {
    return await take();
  } catch (error) {
    if (isGuardFailure(error)) return null;
    throw error;
  }
}
