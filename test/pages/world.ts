// A world for histories: one database with lagging replicas, a KV that is late, lossy and up to 60 s behind, and isolates.
//
// Pages are small: page n shows articles n and n + 1. All else (serving, judging, views) is the real code.

import type { PageStore } from "../../src/pages/kv-store";
import { Ledger } from "../../src/pages/ledger";
import type { LedgerSource, Session } from "../../src/pages/ledger-source";
import { PageServer, type Served } from "../../src/pages/serve";
import { articleTag, SITE, urlTag } from "../../src/pages/tags";

export const ARTICLES = 3;
export const REPLICA_LAG_MS = 3_000;
const DAY_MS = 86_400_000;

interface Snapshot {
  committedAt: number;
  incarnation: string;
  texts: readonly number[];
  /** What the clock alone will change. */
  planned: readonly { at: number; article: number; text: number }[];
  ledger: readonly { id: number; tag: string; at: number }[];
}

interface Isolate {
  server: PageServer;
  build: string;
  /** The newest text of each article that this isolate has written itself. */
  own: Map<number, number>;
}

/** What a page says at a moment, by one state of the database. */
function contentOf({ incarnation, texts, planned }: Snapshot, page: number, now: number): string {
  const shown = [page, (page + 1) % ARTICLES].map((article) => {
    const due = planned.filter((plan) => plan.article === article && plan.at <= now).map(({ text }) => text);
    return Math.max(texts[article] ?? 0, ...due);
  });
  return JSON.stringify([incarnation, page, ...shown]);
}

export class World {
  now = 1_000_000_000;
  hits = 0;
  #snapshots: Snapshot[] = [
    {
      committedAt: 0,
      incarnation: "first",
      texts: Array(ARTICLES).fill(0),
      planned: [],
      ledger: [{ id: 1, tag: SITE, at: 0 }],
    },
  ];
  #text = 0;
  #restoredAt = 0;
  #isolates: Isolate[] = [];
  #kv = new Map<string, { at: number; bytes: ArrayBuffer }[]>();
  #seenBy = new WeakMap<Session, { snapshot: Snapshot; bookmark: string }>();
  /** How far the replica lags that is asked next, and how the next KV calls go. */
  replicaLagMs = 0;
  kvLagMs = 0;
  losesPuts = false;
  #slowRenders: (() => void)[] = [];

  constructor(isolates: number) {
    for (let n = 0; n < isolates; n++) this.startIsolate(n);
  }

  startIsolate(n: number, build = this.#isolates[n]?.build ?? "a"): void {
    this.#isolates[n] = { server: new PageServer({ ledger: new Ledger(this.#source) }), build, own: new Map() };
  }

  deploy(n: number): void {
    const isolate = this.#isolates[n];
    if (isolate !== undefined) this.startIsolate(n, isolate.build === "a" ? "b" : "a");
  }

  edit(n: number, article: number): void {
    const text = ++this.#text;
    this.#commit(n, [articleTag(article)], ({ texts }) => ({ texts: texts.with(article, text) }));
    this.#isolates[n]?.own.set(article, text);
  }

  plan(n: number, article: number, inMs: number): void {
    const plan = { at: this.now + inMs, article, text: ++this.#text };
    this.#commit(n, [articleTag(article)], ({ planned }) => ({ planned: [...planned, plan] }));
  }

  purge(n: number, page: number): void {
    this.#commit(n, [urlTag(`/${page}`)], () => ({}));
  }

  /** An older state comes back under a new incarnation; version numbers are given out again. */
  restore(back: number): void {
    this.#tick();
    this.#restoredAt = this.now;
    for (const { own } of this.#isolates) own.clear();
    const older = this.#snapshots.at(-1 - Math.min(back, this.#snapshots.length - 1)) ?? this.#latest;
    this.#snapshots.push({ ...older, committedAt: this.now, incarnation: `restored at ${this.now}` });
  }

  prune(): void {
    this.#tick();
    const { ledger } = this.#latest;
    const kept = ledger.filter(({ at }, place) => at >= this.now - 8 * DAY_MS || place === ledger.length - 1);
    this.#snapshots.push({ ...this.#latest, committedAt: this.now, ledger: kept });
  }

  get slowRenders(): number {
    return this.#slowRenders.length;
  }

  endSlowRenders(): void {
    for (const end of this.#slowRenders.splice(0)) end();
  }

  /** A visit; what it was wrong in, or null. A slow one ends at `endSlowRenders`. */
  async visit(n: number, page: number, isSlow: boolean): Promise<string | null> {
    const isolate = this.#isolates[n];
    if (isolate === undefined) return null;
    const later: Promise<unknown>[] = [];
    const began = this.now;
    const served = await isolate.server.serve({
      key: `/${page}`,
      d1: { withSession: (bookmark) => this.#session(bookmark) },
      kv: this.#pageStore,
      build: isolate.build,
      clock: () => this.now,
      waitUntil: (work) => later.push(work),
      render: async (session) => {
        const snapshot = this.#seen(session);
        const now = this.now;
        if (isSlow) await new Promise<void>((end) => this.#slowRenders.push(end));
        const articles = [page, (page + 1) % ARTICLES];
        return {
          status: 200,
          headers: {},
          body: `${isolate.build} ${contentOf(snapshot, page, now)}`,
          tags: [SITE, urlTag(`/${page}`), ...articles.map(articleTag)],
          until: Math.min(
            ...snapshot.planned.filter((p) => articles.includes(p.article) && p.at > now).map(({ at }) => at),
            Number.MAX_SAFE_INTEGER,
          ),
          version: snapshot.ledger.at(-1)?.id ?? 0,
          incarnation: snapshot.incarnation,
          keep: "head",
        };
      },
    });
    const verdict = this.#verdict(isolate, page, served, began);
    await Promise.all(later);
    return verdict;
  }

  /** A page from memory or KV must say what some state of the last 15 s (and the replica's lag) said. */
  #verdict({ build, own }: Isolate, page: number, served: Served, began: number): string | null {
    // A render that was kept waiting too long in real time counts as a failing D1: the promise speaks of one that answers.
    if (served.outcome !== "hit" || served.from === "stale-if-error") return null;
    this.hits++;
    const body = new TextDecoder().decode(served.page.plain);
    const from = Math.min(began, this.now) - 15_000 - REPLICA_LAG_MS;
    const inWindow = (moment: number) => moment >= from && moment <= this.now;
    const turns = this.#snapshots.flatMap(({ committedAt, planned }) => [committedAt, ...planned.map(({ at }) => at)]);
    const moments = [from, this.now, ...turns].filter(inWindow);
    // A replica that lags is rendered by the present clock: any state of the window, by any moment of it that is not earlier.
    const states = new Set(moments.map((moment) => this.#at(moment)));
    const right = [...states].flatMap((state) =>
      moments
        .filter((moment) => moment >= state.committedAt)
        .map((moment) => `${build} ${contentOf(state, page, moment)}`),
    );
    if (!right.includes(body)) return `served ${body} (${served.from}), right were ${[...new Set(right)].join(" or ")}`;
    // Until it hears that the database is another one, an isolate compares its own versions with the old one's.
    if (this.#restoredAt >= from) return null;
    const [, , ...texts]: unknown[] = JSON.parse(body.slice(build.length + 1));
    const undone = texts.some((text, place) => Number(text) < (own.get((page + place) % ARTICLES) ?? 0));
    return undone ? `served ${body} (${served.from}) to the isolate that had changed it` : null;
  }

  /** No two states of the database at the same moment. */
  #tick(): void {
    this.now += 1;
  }

  get #latest(): Snapshot {
    return this.#at(this.now);
  }

  #at(moment: number): Snapshot {
    const found = this.#snapshots.findLast(({ committedAt }) => committedAt <= moment);
    if (found === undefined) throw new Error("the world had begun");
    return found;
  }

  #commit(n: number, tags: string[], change: (before: Snapshot) => Partial<Snapshot>): void {
    this.#tick();
    const before = this.#latest;
    const first = (before.ledger.at(-1)?.id ?? 0) + 1;
    const rows = tags.map((tag, place) => ({ id: first + place, tag, at: this.now }));
    this.#snapshots.push({ ...before, ...change(before), committedAt: this.now, ledger: [...before.ledger, ...rows] });
    const isolate = this.#isolates[n];
    if (isolate === undefined) return;
    isolate.server.ledger.noteOwnPurge(rows, bookmarkOf(this.#snapshots.length - 1));
  }

  /** A replica that lags, but has seen what the bookmark names. */
  #session(bookmark: string): Session {
    const named = /^\d+$/.test(bookmark) ? Number(bookmark) : 0;
    const lagging = this.#snapshots.findLastIndex(({ committedAt }) => committedAt <= this.now - this.replicaLagMs);
    const place = Math.max(named, lagging, 0);
    const unused = (): never => {
      throw new Error("the model is not asked in SQL");
    };
    const session: Session = { prepare: unused, batch: unused, getBookmark: () => bookmarkOf(place) };
    const snapshot = this.#snapshots[place] ?? this.#latest;
    this.#seenBy.set(session, { snapshot, bookmark: bookmarkOf(place) });
    return session;
  }

  #seen(session: Session): Snapshot {
    return this.#seenBy.get(session)?.snapshot ?? this.#latest;
  }

  readonly #source: LedgerSource = {
    readTail: async (session, since) => {
      const { ledger, incarnation } = this.#seen(session);
      const rows = ledger.filter(({ id }) => id > since).toReversed();
      const cut = rows.length > TAIL;
      return {
        guid: "guid",
        incarnation,
        oldest: ledger[0]?.id ?? 0,
        head: ledger.at(-1)?.id ?? 0,
        rows: rows.slice(0, TAIL),
        cut,
      };
    },
    readTags: async (session, tags) => {
      const { ledger } = this.#seen(session);
      const newest = Math.max(0, ...ledger.filter(({ tag }) => tags.includes(tag)).map(({ id }) => id));
      return { newest, oldest: ledger[0]?.id ?? 0, head: ledger.at(-1)?.id ?? 0 };
    },
  };

  readonly #pageStore: PageStore = {
    get: async (key) => {
      const values = this.#kv.get(key) ?? [];
      const found = values.findLast(({ at }) => at <= this.now - this.kvLagMs) ?? null;
      return found === null || this.now - found.at > 7 * DAY_MS ? null : found.bytes.slice(0);
    },
    put: async (key, value) => {
      if (this.losesPuts) return;
      this.#kv.set(key, [...(this.#kv.get(key) ?? []), { at: this.now, bytes: value.slice().buffer }]);
    },
  };
}

/** The model's tail is short, so that small histories reach beyond it (P9). */
const TAIL = 4;

const bookmarkOf = (place: number): string => String(place).padStart(8, "0");
