// What D1 tells of the purge ledger. I/O only: it decides nothing.

import { openDatabase } from "../db/client";
import { ledgerEnds, ledgerSince, newestOfTags, TAIL_LIMIT } from "../db/ledger";
import type { Tail } from "./view";

export type Session = ReturnType<D1Database["withSession"]>;

export interface LedgerSource {
  /** The ledger's rows after `since`, or its newest ones. One wait; throws when D1 fails. */
  readTail(session: Session, since: number): Promise<Omit<Tail, "began" | "bookmark">>;
  /** The newest row under any of the tags, and the ledger's ends. One wait; throws likewise. */
  readTags(session: Session, tags: readonly string[]): Promise<{ newest: number; oldest: number; head: number }>;
}

export const d1Ledger: LedgerSource = {
  async readTail(session, since) {
    const db = openDatabase(session);
    const [ends, rows] = await db.batch([ledgerEnds(db), ledgerSince(db, since)]);
    const [end] = ends;
    if (end === undefined) throw new Error("the site's row is missing");
    return { ...end, rows, cut: rows.length === TAIL_LIMIT };
  },

  async readTags(session, tags) {
    const [row] = await newestOfTags(openDatabase(session), tags);
    if (row === undefined) throw new Error("an aggregate has a row");
    return row;
  },
};
