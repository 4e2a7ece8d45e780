// Purges that an operator asks for: by address, by tag, or everything; now, or at a time.

import { Batch } from "../db/batch";
import { openDatabase } from "../db/client";
import { deferPurge } from "../db/deferred-purges";
import { claimKey, notePurge, noteWaitingPurge } from "../db/idempotency";
import { purgeTags } from "../db/ledger";
import { auditLine } from "../db/site-writes";
import { SITE, urlTag } from "../pages/tags";
import type { Desk } from "./desk";

export interface PurgeOrder {
  /** Paths as they stand in the pages' addresses, percent-encoded. */
  paths: readonly string[];
  tags: readonly string[];
  everything: boolean;
  /** Ms since the epoch; null: now. */
  at: number | null;
  reason: string;
}

export type PurgeDone = { tags: string[] } & ({ version: number } | { waitingId: number; dueAt: number });

/** Purges now, and says at which version of the ledger; or keeps the purge until its time. One batch. */
export async function orderPurge(desk: Desk, order: PurgeOrder): Promise<PurgeDone> {
  const tags = [...new Set([...order.paths.map(urlTag), ...order.tags, ...(order.everything ? [SITE] : [])])];
  const session = desk.d1.withSession("first-primary");
  const batch = new Batch(openDatabase(session));
  const db = openDatabase(session);
  const { now, by, claim } = desk;
  if (claim !== undefined) batch.add(claimKey(db, claim));
  batch.add(auditLine(db, { at: now, by, action: "purge", target: tags.join(" ").slice(0, 500) }));
  if (order.at !== null && order.at > now) {
    const waiting = batch.add(deferPurge(db, { tags, dueAt: order.at, askedAt: now, by, reason: order.reason }));
    if (claim !== undefined) batch.add(noteWaitingPurge(db, claim, { tags, dueAt: order.at }));
    await batch.run();
    return { tags, waitingId: waiting()[0]?.id ?? 0, dueAt: order.at };
  }
  const purged = batch.add(purgeTags(db, tags, { at: now, by, reason: order.reason }));
  if (claim !== undefined) batch.add(notePurge(db, claim, tags));
  await batch.run();
  const rows = purged();
  desk.ledger.noteOwnPurge(rows, session.getBookmark());
  return { tags, version: Math.max(...rows.map(({ id }) => id)) };
}
