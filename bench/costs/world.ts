// Many isolates, each with a real page server, one KV, one ledger and one clock: what a visit pattern makes of them.

import { Ledger, MEMORY_BYTES, PageServer, RANKING, type Rendering } from "edgewise:pages";
import { randomFrom } from "../random.ts";
import { type CounterEvents, CounterModel, noEvents } from "./counter-model.ts";
import { LedgerD1 } from "./ledger-d1.ts";
import { Newsroom, type PageAddress, type PageKind } from "./newsroom.ts";
import { SharedKv } from "./shared-kv.ts";
import { Visitors } from "./visitors.ts";

const ISOLATES = 300;
const ARTICLES = 10_000;
const ISOLATE_LIFE_MS = 2 * 3_600_000;
const DAY_MS = 86_400_000;
const CHANGES_A_DAY = 40;
/** The cron job that chooses the hot lists runs so often; here each run changes them, which is the worst. */
const RANK_EVERY_MS = 10 * 60_000;
/** A page's bodies are left out to save time, so memory is bounded to as many pages as it would hold with them. */
const REAL_PAGE_BYTES = 24 * 1024;
const SMALL_PAGE_BYTES = 1_200;

export interface Totals {
  visits: number;
  days: number;
  /** What editors did: half of it publications, half corrections. */
  changes: number;
  hits: { memory: number; kv: number };
  renders: Record<PageKind, number>;
  kvGets: number;
  kvFound: number;
  kvPuts: number;
  putsOfArticles: number;
  /** KV was asked beside the ledger's tail, and a page in memory was served. */
  getsInVain: number;
  tails: number;
  coldTails: number;
  rowsOfTails: number;
  rowsOfTags: number;
  reads: CounterEvents;
}

interface Isolate {
  place: number;
  life: number;
  server: PageServer;
  diesAt: number;
}

export class World {
  /** Until then visitors are only counted: counters have a day behind them when pages begin. */
  readonly #pagesFrom: number;
  readonly #random: () => number;
  readonly #newsroom = new Newsroom(ARTICLES);
  readonly #d1 = new LedgerD1(this.#newsroom);
  readonly #kv = new SharedKv(() => this.#now);
  readonly #visitors: Visitors;
  readonly #isolates: Isolate[];
  readonly #counters = new Map<number, CounterModel>();
  readonly #totals = { visits: 0, memory: 0, kv: 0, putsOfArticles: 0, getsInVain: 0 };
  readonly #renders: Record<PageKind, number> = { home: 0, section: 0, article: 0 };
  readonly #reads = noEvents();
  #now = 0;
  #lives = 0;
  #changes = 0;
  #rankings = 0;

  constructor({ perDay, seed, pagesFrom }: { perDay: number; seed: number; pagesFrom: number }) {
    this.#pagesFrom = pagesFrom;
    this.#random = randomFrom(seed);
    this.#visitors = new Visitors({ perDay, articles: ARTICLES, random: this.#random });
    this.#isolates = Array.from({ length: ISOLATES }, (_, place) => this.#startIsolate(place));
  }

  /** Lets visitors come until so much time has passed in all. */
  async runUntil(end: number, atMost: number): Promise<void> {
    for (let n = 0; n < atMost && this.#now < end; n += 1) {
      this.#now = this.#visitors.after(this.#now);
      this.#changeWhatIsDue();
      const [isolate, address] = [this.#isolate(), this.#visitors.page()];
      this.#totals.visits += 1;
      if (address.kind === "article") this.#counter(address.id).deliver(isolate.life, this.#now);
      if (this.#now >= this.#pagesFrom) await this.#visit(isolate, address);
    }
  }

  get now(): number {
    return this.#now;
  }

  totals(): Totals {
    for (const counter of this.#counters.values()) counter.wakeUntil(this.#now);
    const { memory, kv, ...rest } = this.#totals;
    const { gets: kvGets, found: kvFound, puts: kvPuts } = this.#kv;
    const { tails, coldTails, rowsOfTails, rowsOfTags } = this.#d1;
    return {
      ...rest,
      ...{ kvGets, kvFound, kvPuts, tails, coldTails, rowsOfTails, rowsOfTags },
      days: this.#now / DAY_MS,
      changes: this.#changes,
      hits: { memory, kv },
      renders: this.#renders,
      reads: this.#reads,
    };
  }

  #startIsolate(place: number): Isolate {
    const memoryBytes = (MEMORY_BYTES / REAL_PAGE_BYTES) * SMALL_PAGE_BYTES;
    this.#lives += 1;
    return {
      place,
      life: this.#lives,
      server: new PageServer({ memoryBytes, ledger: new Ledger(this.#d1) }),
      diesAt: this.#now - Math.log(1 - this.#random()) * ISOLATE_LIFE_MS,
    };
  }

  #isolate(): Isolate {
    const place = Math.floor(this.#random() * ISOLATES);
    const living = this.#isolates[place];
    if (living !== undefined && living.diesAt > this.#now) return living;
    const started = this.#startIsolate(place);
    this.#isolates[place] = started;
    return started;
  }

  /** In turn a new article and a correction of one of the newest; and the hot lists. */
  #changeWhatIsDue(): void {
    for (; this.#changes < (this.#now * CHANGES_A_DAY) / DAY_MS; this.#changes += 1) {
      if (this.#changes % 2 === 0) this.#visitors.show(this.#newsroom.publish());
      else this.#newsroom.edit(this.#newsroom.articles - Math.floor(this.#random() * CHANGES_A_DAY));
    }
    for (; this.#rankings < this.#now / RANK_EVERY_MS; this.#rankings += 1) this.#newsroom.purge(RANKING);
  }

  async #visit(isolate: Isolate, address: PageAddress): Promise<void> {
    const under: Promise<unknown>[] = [];
    const { gets, puts } = this.#kv;
    const served = await isolate.server.serve({
      key: address.path,
      d1: { withSession: () => ({ getBookmark: () => null }) },
      kv: this.#kv.seenBy(isolate.place),
      build: "bench",
      clock: () => this.#now,
      waitUntil: (work) => under.push(work),
      render: async () => this.#render(address),
    });
    await Promise.all(under);
    if (address.kind === "article") this.#totals.putsOfArticles += this.#kv.puts - puts;
    if (served.outcome === "rendered") return;
    if (served.outcome !== "hit" || served.from === "stale-if-error") throw new Error(`${address.path}: not served`);
    this.#totals[served.from] += 1;
    if (served.from === "memory") this.#totals.getsInVain += this.#kv.gets - gets;
  }

  #render(address: PageAddress): Rendering {
    this.#renders[address.kind] += 1;
    return {
      status: 200,
      headers: {},
      body: `${address.path} ${this.#newsroom.version}`,
      tags: this.#newsroom.tagsOf(address, this.#visitors.hottest),
      until: null,
      version: this.#newsroom.version,
      incarnation: "bench",
      keep: address.kind === "article" ? "page" : "head",
    };
  }

  #counter(article: number): CounterModel {
    const known = this.#counters.get(article);
    if (known !== undefined) return known;
    const made = new CounterModel(this.#reads);
    this.#counters.set(article, made);
    return made;
  }
}
