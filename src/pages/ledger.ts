// One isolate's dealings with the purge ledger: keeps a view, reads its tail again, and asks for the tags of old pages.

import { openDatabase } from "../db/client";
import { ledgerEnds, ledgerSince, newestOfTags, TAIL_LIMIT, type TailRow } from "../db/ledger";
import { within } from "../db/within";
import { D1_TIMEOUT_MS, LEDGER_HARD_AGE_MS, LEDGER_SOFT_AGE_MS, REFRESH_EXPIRES_MS } from "./limits";
import type { PageHeader } from "./page";
import { addOwnRows, type LedgerView, mergeViews, viewAge, viewOf } from "./view";

/** `fresh`: use it. `aging`: use it, and read again after the answer. `expired`: read before serving. */
export type ViewAge = "fresh" | "aging" | "expired";

export class Ledger {
  #view: LedgerView | null = null;
  #refreshBegan = Number.NEGATIVE_INFINITY;
  /** Rows of this isolate's own, written before it had a view. */
  #early: TailRow[] = [];

  get view(): LedgerView | null {
    return this.#view;
  }

  age(now: number): ViewAge {
    const age = viewAge(this.#view, now);
    if (age < LEDGER_SOFT_AGE_MS) return "fresh";
    return age < LEDGER_HARD_AGE_MS ? "aging" : "expired";
  }

  /** Whether nobody is reading the tail at the moment; a reading that never came back doesn't count for long (P8). */
  mayRefresh(now: number): boolean {
    const since = now - this.#refreshBegan;
    return since < 0 || since > REFRESH_EXPIRES_MS;
  }

  /** Reads the tail from D1 and merges it. Throws when D1 fails or takes longer than 2 s. One wait. */
  async refresh(d1: D1Database, clock: () => number): Promise<LedgerView> {
    this.#refreshBegan = clock();
    try {
      const tail = await this.#readTail(d1, clock, this.#view?.head ?? 0);
      const isOtherDatabase = this.#view !== null && this.#view.incarnation !== tail.incarnation;
      // A restored database counts anew: what was known of the other one is no ground to continue from (P11).
      const read = isOtherDatabase ? await this.#readTail(d1, clock, 0) : tail;
      return this.#merge(read);
    } finally {
      this.#refreshBegan = Number.NEGATIVE_INFINITY;
    }
  }

  /** The guid that names this database's counters (R5). A wait only in an isolate that has no view yet. */
  async siteGuid(d1: D1Database, clock: () => number): Promise<string> {
    return (this.#view ?? (await this.refresh(d1, clock))).guid;
  }

  /** Adds what this isolate has just purged, so that its own visitors see the change at once. */
  noteOwnPurge(rows: readonly TailRow[], bookmark: string | null): void {
    if (this.#view === null) this.#early.push(...rows);
    else this.#view = addOwnRows(this.#view, rows, bookmark);
  }

  /** Whether a page older than the view reaches is still current, by its tags' newest rows. One wait. Throws as `refresh`. */
  async isCurrent(d1: D1Database, page: PageHeader): Promise<boolean> {
    const db = openDatabase(this.session(d1));
    const [row] = await within(D1_TIMEOUT_MS, newestOfTags(db, page.tags));
    return row !== undefined && row.newest <= page.version && row.oldest <= page.version + 1;
  }

  /** A session that sees at least what the view saw (P13). */
  session(d1: D1Database): D1DatabaseSession {
    return d1.withSession(this.#view?.bookmark ?? "first-unconstrained");
  }

  async #readTail(d1: D1Database, clock: () => number, since: number): Promise<LedgerView> {
    const began = clock();
    const session = this.session(d1);
    const db = openDatabase(session);
    const [ends, rows] = await within(D1_TIMEOUT_MS, db.batch([ledgerEnds(db), ledgerSince(db, since)]));
    const [end] = ends;
    if (end === undefined) throw new Error("the site's row is missing");
    return viewOf({ ...end, began, rows, cut: rows.length === TAIL_LIMIT, bookmark: session.getBookmark() });
  }

  #merge(read: LedgerView): LedgerView {
    // A reading that began before this isolate's own write may not show it.
    this.#view = this.#view === null ? addOwnRows(read, this.#early, null) : mergeViews(this.#view, read);
    this.#early = [];
    return this.#view;
  }
}
