// What D1 tells of the purge ledger, in the order and within the time that a view needs. I/O only: it decides nothing.

import { openDatabase } from "../db/client";
import { ledgerEnds, ledgerSince, newestOfTags, TAIL_LIMIT } from "../db/ledger";
import { within } from "../db/within";
import { D1_TIMEOUT_MS } from "./limits";
import type { Tail } from "./view";

export type Session = ReturnType<D1Database["withSession"]>;

export interface LedgerSource {
  /** The ledger's rows after `since`, or its newest ones. One wait; throws when D1 fails or takes longer than 2 s. */
  readTail(session: Session, since: number): Promise<Omit<Tail, "began" | "bookmark">>;
  /** The newest row under any of the tags, and the ledger's ends. One wait; throws likewise. */
  readTags(session: Session, tags: readonly string[]): Promise<{ newest: number; oldest: number; head: number }>;
}

export const d1Ledger: LedgerSource = {
  async readTail(session, since) {
    const db = openDatabase(session);
    const [ends, rows] = await within(D1_TIMEOUT_MS, db.batch([ledgerEnds(db), ledgerSince(db, since)]));
    const [end] = ends;
    if (end === undefined) throw new Error("the site's row is missing");
    return { ...end, rows, cut: rows.length === TAIL_LIMIT };
  },

  async readTags(session, tags) {
    const [row] = await within(D1_TIMEOUT_MS, newestOfTags(openDatabase(session), tags));
    if (row === undefined) throw new Error("an aggregate has a row");
    return row;
  },
};
