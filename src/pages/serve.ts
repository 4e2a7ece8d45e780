// Serves a page: memory, then KV, then a render; the ledger decides whether a stored one is still true.

import { within } from "../db/within";
import { judge, mayStandIn } from "./judge";
import { type PageStore, readPage, writePage } from "./kv-store";
import { RenderLeases } from "./leases";
import { Ledger, type Sessions } from "./ledger";
import type { Session } from "./ledger-source";
import {
  D1_TIMEOUT_MS,
  KV_TIMEOUT_MS,
  MEMORY_BYTES,
  NOTED_KEYS,
  PUT_PAUSE_MS,
  STORED_BY_CHANCE,
  WORTH_STORING_MS,
} from "./limits";
import { PageMemory } from "./memory";
import { NotedTimes } from "./noted";
import type { Page } from "./page";
import { type Rendering, toPage } from "./render";

export interface PageRequest {
  /** Origin, path and representation: all that the bytes depend on. */
  key: string;
  d1: Sessions;
  kv: PageStore;
  build: string;
  clock: () => number;
  waitUntil: (work: Promise<unknown>) => void;
  /** Renders the page from D1; throws when D1 fails. */
  render: (session: Session) => Promise<Rendering>;
}

export type Served =
  | { outcome: "hit"; from: "memory" | "kv" | "stale-if-error"; page: Page }
  | { outcome: "rendered"; stored: boolean; page: Page }
  | { outcome: "bypassed"; page: Page }
  | { outcome: "unavailable"; cause: unknown };

interface Options {
  memoryBytes?: number;
  ledger?: Ledger;
  /** From 0 to 1, for what is left to chance. */
  random?: () => number;
}

/** All that an isolate remembers of pages. A cache, never the truth. */
export class PageServer {
  readonly ledger: Ledger;
  readonly memory: PageMemory;
  readonly #lastPut = new NotedTimes(NOTED_KEYS);
  readonly #lastRender = new NotedTimes(NOTED_KEYS);
  readonly #leases = new RenderLeases();
  readonly #random: () => number;
  /** When an isolate without a view first met a failing D1. */
  #firstFailure: number | null = null;

  constructor({ memoryBytes = MEMORY_BYTES, ledger = new Ledger(), random = Math.random }: Options = {}) {
    this.memory = new PageMemory(memoryBytes);
    this.ledger = ledger;
    this.#random = random;
  }

  async serve(request: PageRequest): Promise<Served> {
    const inMemory = this.#trusted(request);
    if (inMemory !== null) return inMemory;
    const [inKv, failure] = await this.#askAround(request);
    const candidates = [this.memory.get(request.key), inKv]
      .filter((page) => page !== null)
      .toSorted((a, b) => b.header.version - a.header.version);
    try {
      if (failure !== null) throw failure.cause;
      const page = await this.#firstTrue(candidates, request);
      if (page === null) return await this.#renderOnce(request);
      this.memory.set(request.key, page);
      return { outcome: "hit", from: page.plain === inKv?.plain ? "kv" : "memory", page };
    } catch (cause) {
      return this.#standIn(candidates, request, cause);
    }
  }

  /** Renders what is never kept, such as what a search found: neither memory nor KV is asked, and nothing can stand in. */
  async serveUnkept(request: PageRequest): Promise<Served> {
    try {
      const rendering = await within(D1_TIMEOUT_MS, request.render(this.ledger.session(request.d1)));
      const page = await toPage(rendering, { build: request.build, now: request.clock() });
      return { outcome: "bypassed", page };
    } catch (cause) {
      return this.#standIn([], request, cause);
    }
  }

  /** A page that may be served at once, without a wait. */
  #trusted(request: PageRequest): Served | null {
    const { key, build, clock } = request;
    const [page, { view }, now] = [this.memory.get(key), this.ledger, clock()];
    if (page === null || view === null || this.ledger.age(now) === "expired") return null;
    if (judge(page.header, view, { build, now }) !== "current") return null;
    this.#refreshLater(request);
    return { outcome: "hit", from: "memory", page };
  }

  #refreshLater({ d1, clock, waitUntil }: PageRequest): void {
    const now = clock();
    if (this.ledger.age(now) === "fresh" || !this.ledger.mayRefresh(now)) return;
    waitUntil(
      this.ledger.refresh(d1, clock).catch((error: unknown) => {
        // The view grows old, and the first request past its hard age meets the failure itself.
        console.warn({ message: "reading the ledger's tail failed", error: String(error) });
      }),
    );
  }

  /** KV and, where the view is too old or would be by KV's answer, the ledger's tail: side by side, one wait. */
  async #askAround(request: PageRequest): Promise<[Page | null, { cause: unknown } | null]> {
    const mustRefresh = this.ledger.expiresWithin(KV_TIMEOUT_MS, request.clock());
    if (!mustRefresh) this.#refreshLater(request);
    return Promise.all([
      readPage(request.kv, request.key),
      mustRefresh
        ? this.ledger.refresh(request.d1, request.clock).then(
            () => null,
            (cause: unknown) => ({ cause }),
          )
        : null,
    ]);
  }

  /** The newest page that still says what a render would say. One wait when it is older than the view reaches (P9). */
  async #firstTrue(newestFirst: readonly Page[], { d1, build, clock }: PageRequest): Promise<Page | null> {
    const { view } = this.ledger;
    if (view === null) return null;
    const moment = { build, now: clock() };
    const current = newestFirst.find(({ header }) => judge(header, view, moment) === "current");
    if (current !== undefined) return current;
    const old = newestFirst.find(({ header }) => judge(header, view, moment) === "unknown");
    const version = old === undefined ? null : await this.ledger.provenVersion(d1, old.header);
    if (old === undefined || version === null) return null;
    // As good as a render of that version, so that the next visit needs no wait.
    return { ...old, header: { ...old.header, version } };
  }

  #renderOnce(request: PageRequest): Promise<Served> {
    const { key, clock, waitUntil } = request;
    const work = () => {
      const rendering = this.#render(request);
      // A visitor who leaves, or a D1 that takes too long for this one, must not stop a render that others wait for.
      waitUntil(rendering.catch(() => undefined));
      return rendering;
    };
    return within(D1_TIMEOUT_MS, this.#leases.inTurn(key, { clock, look: () => this.#trusted(request), work }));
  }

  async #render(request: PageRequest): Promise<Served> {
    const { key, build, clock, kv, waitUntil } = request;
    const rendering = await request.render(this.ledger.session(request.d1));
    const page = await toPage(rendering, { build, now: clock() });
    if (rendering.keep === "no") return { outcome: "rendered", stored: false, page };
    // A render that began before a purge carries the older version: it may be kept, since no reader will accept it.
    this.memory.set(key, page);
    const stored = this.#mayPut(key, rendering.keep, page.header.renderedAt);
    if (stored) waitUntil(writePage(kv, key, page));
    return { outcome: "rendered", stored, page };
  }

  /** Whether a page just rendered is worth one of KV's scarce writes (P10, P16). */
  #mayPut(key: string, keep: "page" | "head", now: number): boolean {
    const isWorthIt =
      keep === "head" ||
      this.#lastRender.wasWithin(WORTH_STORING_MS, key, now) ||
      this.#random() < 1 / STORED_BY_CHANCE;
    this.#lastRender.note(key, now);
    if (!isWorthIt || this.#lastPut.wasWithin(PUT_PAUSE_MS, key, now)) return false;
    this.#lastPut.note(key, now);
    return true;
  }

  /** While D1 fails, the last good page stands in, if nothing is known against it (P12). */
  #standIn(candidates: readonly Page[], request: PageRequest, cause: unknown): Served {
    // Another request may have had more luck meanwhile.
    const rendered = this.#trusted(request);
    if (rendered !== null) return rendered;
    const now = request.clock();
    this.#firstFailure ??= now;
    const since = this.ledger.view?.began ?? this.#firstFailure;
    const page = candidates.find(({ header }) => mayStandIn(header, this.ledger.known, { since, now }));
    console.error({
      message: "a page could not be rendered",
      served: page === undefined ? "503" : "stale",
      error: String(cause),
    });
    return page === undefined ? { outcome: "unavailable", cause } : { outcome: "hit", from: "stale-if-error", page };
  }
}
