// One isolate's dealings with the purge ledger: keeps a view, reads its tail again, and asks for the tags of old pages.

import type { TailRow } from "../db/ledger";
import { within } from "../db/within";
import { d1Ledger, type LedgerSource, type Session } from "./ledger-source";
import { D1_TIMEOUT_MS, LEDGER_HARD_AGE_MS, LEDGER_SOFT_AGE_MS, REFRESH_EXPIRES_MS } from "./limits";
import type { PageHeader } from "./page";
import { addOwnRows, type Known, type LedgerView, lastById, laterBookmark, mergeViews, viewAge, viewOf } from "./view";

/** `fresh`: use it. `aging`: use it, and read again after the answer. `expired`: read before serving. */
export type ViewAge = "fresh" | "aging" | "expired";

/** What a ledger asks of D1: sessions that see at least what a bookmark names (P13). */
export interface Sessions {
  withSession(bookmark: string): Session;
}

export class Ledger {
  readonly #source: LedgerSource;
  #view: LedgerView | null = null;
  #refreshBegan = Number.NEGATIVE_INFINITY;
  /** Rows of this isolate's own, written before it had a view, and what D1 had seen then. */
  #early: TailRow[] = [];
  #earlyBookmark: string | null = null;

  constructor(source: LedgerSource = d1Ledger) {
    this.#source = source;
  }

  get view(): LedgerView | null {
    return this.#view;
  }

  /** What stands against a page while D1 can't be asked (P12). */
  get known(): Known {
    return this.#view ?? { incarnation: null, purgedAt: lastById(this.#early) };
  }

  age(now: number): ViewAge {
    const age = viewAge(this.#view, now);
    if (age < LEDGER_SOFT_AGE_MS) return "fresh";
    return age < LEDGER_HARD_AGE_MS ? "aging" : "expired";
  }

  /** Whether the view is too old, or will be within so many milliseconds. */
  expiresWithin(ms: number, now: number): boolean {
    return this.age(now) === "expired" || viewAge(this.#view, now) + ms >= LEDGER_HARD_AGE_MS;
  }

  /** Whether nobody is reading the tail at the moment; a reading that never came back doesn't count for long (P8). */
  mayRefresh(now: number): boolean {
    const since = now - this.#refreshBegan;
    return since < 0 || since > REFRESH_EXPIRES_MS;
  }

  /** Reads the tail from D1 and merges it. Throws when D1 fails or takes longer than 2 s. One wait. */
  async refresh(d1: Sessions, clock: () => number): Promise<LedgerView> {
    const mine = clock();
    const known = this.#view;
    this.#refreshBegan = mine;
    try {
      const read = await this.#read(d1, clock, known?.head ?? 0);
      if (known === null || known.incarnation === read.incarnation) return this.#merge(read, { known, now: clock() });
      // A restored database counts anew: what was known of the other one is no ground to continue from (P11).
      return this.#merge(await this.#read(d1, clock, 0), { known: null, now: clock() });
    } finally {
      if (this.#refreshBegan === mine) this.#refreshBegan = Number.NEGATIVE_INFINITY;
    }
  }

  /** The guid that names this database's counters (R5). A wait only in an isolate that has no view yet. */
  async siteGuid(d1: Sessions, clock: () => number): Promise<string> {
    return (this.#view ?? (await this.refresh(d1, clock))).guid;
  }

  /** Adds what this isolate has just purged, so that its own visitors see the change at once. */
  noteOwnPurge(rows: readonly TailRow[], bookmark: string | null): void {
    if (this.#view !== null) {
      this.#view = addOwnRows(this.#view, rows, bookmark);
      return;
    }
    this.#early.push(...rows);
    this.#earlyBookmark = laterBookmark(this.#earlyBookmark, bookmark);
  }

  /**
   * The ledger's version at which a page older than the view reaches is still true, by its tags' newest rows; null when it is
   * not, or when rows that could tell are pruned. One wait. Throws as `refresh`.
   */
  async provenVersion(d1: Sessions, page: PageHeader): Promise<number | null> {
    const { newest, oldest, head } = await within(D1_TIMEOUT_MS, this.#source.readTags(this.session(d1), page.tags));
    return newest <= page.version && oldest <= page.version + 1 ? Math.max(head, page.version) : null;
  }

  /** A session that sees at least what the view and this isolate's own writes saw (P13). */
  session(d1: Sessions): Session {
    return d1.withSession(this.#view?.bookmark ?? this.#earlyBookmark ?? "first-unconstrained");
  }

  async #read(d1: Sessions, clock: () => number, since: number): Promise<LedgerView> {
    const began = clock();
    const session = this.session(d1);
    const tail = await within(D1_TIMEOUT_MS, this.#source.readTail(session, since));
    return viewOf({ ...tail, began, bookmark: session.getBookmark() });
  }

  /** `known` is the view that the reading continues; null when it stands alone. */
  #merge(read: LedgerView, { known, now }: { known: LedgerView | null; now: number }): LedgerView {
    const view = this.#view;
    if (view === null) {
      // A reading that began before this isolate's own write may not show it.
      this.#view = addOwnRows(read, this.#early, this.#earlyBookmark);
      this.#early = [];
      return this.#view;
    }
    // Another database's view has replaced the one that was continued: without that one, this reading proves nothing.
    if (known !== null && known.incarnation !== view.incarnation) return view;
    // A view from before the clock stepped back would be the later one, and too old to use, until the clock catches up.
    this.#view = mergeViews(view.began > now ? { ...view, began: read.began } : view, read);
    return this.#view;
  }
}
