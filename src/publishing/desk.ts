// What every publishing command works with, and what it leaves behind.

import type { BatchItem } from "drizzle-orm/batch";
import type { Scope } from "../access/scopes";
import type { ArticleRow } from "../db/articles";
import { type Database, openDatabase } from "../db/client";
import { isGuardFailure } from "../db/guard";
import type { Claim } from "../db/idempotency";
import type { TailRow } from "../db/ledger";
import type { Ledger } from "../pages/ledger";
import { failed, type Outcome } from "./failure";

export interface Desk {
  d1: D1Database;
  ledger: Ledger;
  /** Who changes something, as the audit log names them. */
  by: string;
  /** What they may do. */
  scope: Scope;
  /** Ms since the epoch. */
  now: number;
  /** The public origin, where one is set. */
  siteOrigin: string | null;
  /** A key that the command takes in its batch, where it was asked for under one: so it is carried out once. One command a key. */
  claim?: Claim | undefined;
  /**
   * Statements that join the command's batch, after it has saved the article (its `guid`) or what it changes of the site (null): what
   * they write happens with the command or not at all. A retried command asks for them again.
   */
  alongside?: Alongside | undefined;
}

export type Alongside = (db: Database, guid: string | null) => readonly BatchItem<"sqlite">[];

/** What a batch brought: its result, and the ledger's new rows. */
export interface Written<T> {
  result: T;
  rows: readonly TailRow[];
}

/** An article as it stands after a change, with the language whose addresses have no prefix. */
export interface Saved {
  article: ArticleRow;
  defaultLang: string;
}

/** What a change left behind: the article, and the tags that were purged. */
export type Done = Saved & { purged: string[] };

/** An attempt reads, then writes one batch guarded on what it read. */
export type Attempt<T> = (db: Database) => Promise<Outcome<{ write: () => Promise<Written<T>> }>>;

/** The versions that a change may replace; null: whichever stands. */
export type IfVersions = readonly number[] | null;

export const mayReplace = (ifVersions: IfVersions, version: number): boolean =>
  ifVersions === null || ifVersions.includes(version);

/** "The last write stands" means: read again, and try again. Of those who meet one gets through, so this many may meet. */
const ATTEMPTS = 30;
/** Who was overtaken waits for a random time before the next attempt, so that they do not all meet again. */
const LONGEST_PAUSE_MS = 100;

/** Reads and writes until nobody else wrote in between; the isolate's own view of the ledger learns what was purged. */
export async function writeGuarded<T>(
  desk: Desk,
  attempt: Attempt<T>,
): Promise<Outcome<{ result: T; purged: string[] }>> {
  for (let turn = 0; turn < ATTEMPTS; turn++) {
    const session = desk.d1.withSession("first-primary");
    const planned = await attempt(openDatabase(session));
    if (!planned.ok) return planned;
    const written = await unlessOvertaken(planned.write);
    if (written === null) {
      await scheduler.wait(Math.random() * Math.min(LONGEST_PAUSE_MS, 10 * (turn + 1)));
      continue;
    }
    desk.ledger.noteOwnPurge(written.rows, session.getBookmark());
    return { ok: true, result: written.result, purged: [...new Set(written.rows.map(({ tag }) => tag))] };
  }
  return failed({ reason: "contended" });
}

async function unlessOvertaken<T>(write: () => Promise<Written<T>>): Promise<Written<T> | null> {
  try {
    return await write();
  } catch (error) {
    if (isGuardFailure(error)) return null;
    throw error;
  }
}
