// Serves a page: memory, then KV, then a render; the ledger decides whether a stored one is still true.

import { judge, mayStandIn } from "./judge";
import { readPage, writePage } from "./kv-store";
import { Ledger } from "./ledger";
import { LOOK_AGAIN_MS, MEMORY_BYTES, NOTED_KEYS, PUT_PAUSE_MS, RENDER_LEASE_MS, WORTH_STORING_MS } from "./limits";
import { PageMemory } from "./memory";
import { NotedTimes } from "./noted";
import type { Page } from "./page";
import { type Rendering, toPage } from "./render";

export interface PageRequest {
  /** Origin, path and representation: all that the bytes depend on. */
  key: string;
  d1: D1Database;
  kv: KVNamespace;
  build: string;
  clock: () => number;
  waitUntil: (work: Promise<unknown>) => void;
  /** Renders the page from D1; throws when D1 fails. */
  render: (session: D1DatabaseSession) => Promise<Rendering>;
}

export type Served =
  | { outcome: "hit"; from: "memory" | "kv" | "stale-if-error"; page: Page }
  | { outcome: "rendered"; stored: boolean; page: Page }
  | { outcome: "unavailable"; cause: unknown };

/** All that an isolate remembers of pages. A cache, never the truth. */
export class PageServer {
  readonly ledger = new Ledger();
  readonly memory: PageMemory;
  readonly #lastPut = new NotedTimes(NOTED_KEYS);
  readonly #lastRender = new NotedTimes(NOTED_KEYS);
  /** Until when another request of this isolate may be rendering a key (P14). */
  readonly #leases = new Map<string, number>();
  /** When an isolate without a view first met a failing D1. */
  #firstFailure: number | null = null;

  constructor(memoryBytes = MEMORY_BYTES) {
    this.memory = new PageMemory(memoryBytes);
  }

  async serve(request: PageRequest): Promise<Served> {
    const inMemory = this.memory.get(request.key);
    if (inMemory !== null && this.#isTrusted(inMemory, request)) {
      return { outcome: "hit", from: "memory", page: inMemory };
    }
    const [inKv, failure] = await this.#askAround(request);
    const candidates = [inMemory, inKv].filter((page) => page !== null);
    try {
      if (failure !== null) throw failure.cause;
      for (const page of candidates) {
        if (await this.#isCurrent(page, request)) return this.#hit(page, page === inMemory ? "memory" : "kv", request);
      }
      return await this.#renderOnce(request);
    } catch (cause) {
      return this.#standIn(candidates, request, cause);
    }
  }

  /** Whether a page may be served at once, without a wait. */
  #isTrusted(page: Page, request: PageRequest): boolean {
    const now = request.clock();
    const { view } = this.ledger;
    if (view === null || this.ledger.age(now) === "expired") return false;
    if (judge(page.header, view, { build: request.build, now }) !== "current") return false;
    this.#refreshLater(request);
    return true;
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

  /** KV and, where the view is too old, the ledger's tail: side by side, one wait. */
  async #askAround(request: PageRequest): Promise<[Page | null, { cause: unknown } | null]> {
    const mustRefresh = this.ledger.age(request.clock()) === "expired";
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

  async #isCurrent(page: Page, { d1, build, clock }: PageRequest): Promise<boolean> {
    const { view } = this.ledger;
    if (view === null) return false;
    const verdict = judge(page.header, view, { build, now: clock() });
    return verdict === "unknown" ? this.ledger.isCurrent(d1, page.header) : verdict === "current";
  }

  #hit(page: Page, from: "memory" | "kv", { key }: PageRequest): Served {
    this.memory.set(key, page);
    return { outcome: "hit", from, page };
  }

  /** Renders, or takes what another request of this isolate is rendering: looked for by timer, never awaited (P14). */
  async #renderOnce(request: PageRequest): Promise<Served> {
    const { key, clock } = request;
    const lease = this.#leases.get(key);
    while (lease !== undefined && this.#leases.get(key) === lease && clock() < lease) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
      const page = this.memory.get(key);
      if (page !== null && this.#isTrusted(page, request)) return { outcome: "hit", from: "memory", page };
    }
    const mine = clock() + RENDER_LEASE_MS;
    this.#leases.set(key, mine);
    const rendering = this.#render(request).finally(() => {
      if (this.#leases.get(key) === mine) this.#leases.delete(key);
    });
    // A visitor who leaves must not stop a render that others wait for; one who stays meets its failure below.
    request.waitUntil(rendering.catch(() => undefined));
    return rendering;
  }

  async #render(request: PageRequest): Promise<Served> {
    const { key, build, clock, kv, waitUntil } = request;
    const rendering = await request.render(this.ledger.session(request.d1));
    const now = clock();
    const page = await toPage(rendering, { build, now });
    if (rendering.keep === "no") return { outcome: "rendered", stored: false, page };
    // A render that began before a purge carries the older version: it may be kept, since no reader will accept it.
    this.memory.set(key, page);
    const isWorthIt = this.#lastRender.wasNotedWithin(WORTH_STORING_MS, key, now) || rendering.keep === "head";
    const stored = isWorthIt && !this.#lastPut.wasNotedWithin(PUT_PAUSE_MS, key, now);
    if (stored) waitUntil(writePage(kv, key, page));
    return { outcome: "rendered", stored, page };
  }

  /** While D1 fails, the last good page stands in, if nothing is known against it (P12). */
  #standIn(candidates: readonly Page[], { clock }: PageRequest, cause: unknown): Served {
    const now = clock();
    this.#firstFailure ??= now;
    const since = this.ledger.view?.began ?? this.#firstFailure;
    const page = candidates.find(({ header }) => mayStandIn(header, this.ledger.view, { since, now }));
    console.error({
      message: "a page could not be rendered",
      served: page === undefined ? "503" : "stale",
      error: String(cause),
    });
    return page === undefined ? { outcome: "unavailable", cause } : { outcome: "hit", from: "stale-if-error", page };
  }
}
