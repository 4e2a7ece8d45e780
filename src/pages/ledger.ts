// One isolate's dealings with the purge ledger: keeps a view, reads its tail again, and asks for the tags of old pages.

import type { TailRow } from "../db/ledger";
import { within } from "../db/within";
import { d1Ledger, type LedgerSource, type Session } from "./ledger-source";
import { D1_TIMEOUT_MS, LEDGER_HARD_AGE_MS, LEDGER_SOFT_AGE_MS, OWN_ROWS, REFRESH_EXPIRES_MS } from "./limits";
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
  /** The newest rows of this isolate's own: a reading that began before one was written may not show it. */
  readonly #own: TailRow[] = [];
  /** How many there have been. */
  #ownCount = 0;
  #ownBookmark: string | null = null;

  constructor(source: LedgerSource = d1Ledger) {
    this.#source = source;
  }

  get view(): LedgerView | null {
    return this.#view;
  }

  /** What stands against a page while D1 can't be asked (P12). */
  get known(): Known {
    return this.#view ?? { incarnation: null, purgedAt: lastById(this.#own) };
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
      const reading = await this.#read(d1, clock, known?.head ?? 0);
      if (known === null || known.incarnation === reading.read.incarnation)
        return this.#merge(reading, { known, now: clock() });
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
    this.#own.push(...rows);
    this.#own.splice(0, this.#own.length - OWN_ROWS);
    this.#ownCount += rows.length;
    this.#ownBookmark = laterBookmark(this.#ownBookmark, bookmark);
    if (this.#view !== null) this.#view = addOwnRows(this.#view, rows, bookmark);
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
    return d1.withSession(this.#view?.bookmark ?? this.#ownBookmark ?? "first-unconstrained");
  }

  /** A reading, and how many own rows there had been when it began. */
  async #read(d1: Sessions, clock: () => number, since: number): Promise<{ read: LedgerView; ownBefore: number }> {
    const [began, ownBefore] = [clock(), this.#ownCount];
    const session = this.session(d1);
    const tail = await within(D1_TIMEOUT_MS, this.#source.readTail(session, since));
    return { read: viewOf({ ...tail, began, bookmark: session.getBookmark() }), ownBefore };
  }

  /** `known` is the view that the reading continues; null when it stands alone. */
  #merge(
    { read, ownBefore }: { read: LedgerView; ownBefore: number },
    { known, now }: { known: LedgerView | null; now: number },
  ): LedgerView {
    const view = this.#view;
    // Another database's view has replaced the one that was continued: without that one, this reading proves nothing.
    if (view !== null && known !== null && known.incarnation !== view.incarnation) return view;
    // A view from before the clock stepped back would be the later one, and too old to use, until the clock catches up.
    const before = view !== null && view.began > now ? { ...view, began: read.began } : view;
    const merged = before === null ? read : mergeViews(before, read);
    const ownSince = view === null ? this.#own.length : this.#ownCount - ownBefore;
    this.#view = ownSince === 0 ? merged : addOwnRows(merged, this.#own.slice(-ownSince), this.#ownBookmark);
    return this.#view;
  }
}
