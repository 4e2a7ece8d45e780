// A world for histories: one database, one KV, isolates with the real code, and editors who change things.
//
// Pages are small: page n shows articles n and n + 1; page 0 is a head page. All else is the real code.

import type { PageStore } from "../../../src/pages/kv-store";
import { Ledger } from "../../../src/pages/ledger";
import type { Session } from "../../../src/pages/ledger-source";
import type { Rendering } from "../../../src/pages/render";
import { PageServer } from "../../../src/pages/serve";
import { articleTag, SITE, urlTag } from "../../../src/pages/tags";
import { Database, type State } from "./database";
import { Kv } from "./kv";
import { faultsAfterwards, faultsOf, type Visit } from "./oracle";
import { Time } from "./time";

export const ARTICLES = 3;

export interface Isolate {
  server: PageServer;
  build: string;
  /** The newest text of each article that this isolate has written itself, and has been told so. */
  own: Map<number, number>;
  hasWritten: boolean;
  /** When the readings of the tail that are still under way began, by the machines' clock. */
  tails: Set<number>;
  /** The renders that are still under way. */
  renders: { visit: Visit; page: number; began: number }[];
  /** When each page was last put in KV, and when it was rendered. */
  puts: Map<number, number>;
  rendered: Map<number, number[]>;
  started: number;
}

/** As the protocol has them (P10, P14, P16): not as the code has them. */
export const PUT_PAUSE_MS = 60_000;
const KV_KEEPS_S = 7 * 86_400;
const WORTH_STORING_MS = 600_000;
const LEASE_MS = 1_000;
/** So long may a render take. */
const SLACK_MS = 60_000;
export const HEAD = 0;

export const shownOn = (page: number): number[] => [page, (page + 1) % ARTICLES];

/** What a page says at a moment of the machines' clock, by one state of the database. */
export function contentOf({ incarnation, texts, planned }: State, page: number, wall: number): string {
  const shown = shownOn(page).map((article) => {
    const due = planned.filter((plan) => plan.article === article && plan.at <= wall).map(({ text }) => text);
    return Math.max(texts[article] ?? 0, ...due);
  });
  return JSON.stringify([incarnation, page, ...shown]);
}

export class World {
  readonly time = new Time();
  readonly db = new Database(this.time, ARTICLES);
  readonly kv = new Kv(this.time);
  readonly isolates: Isolate[] = [];
  /** What went wrong, in the order in which it did. */
  readonly faults: string[] = [];
  hits = 0;
  underWay = 0;
  /** Since when D1 does not answer; null: it does. */
  failingSince: number | null = null;
  /** Since when it answers within a second; null: it doesn't. */
  calmSince: number | null = 0;
  #text = 0;
  /** Under which keys each page was put. */
  readonly #keys = new Map<number, Set<string>>();

  constructor(isolates: number) {
    this.time.takeOver();
    for (let n = 0; n < isolates; n++) this.startIsolate(n);
  }

  startIsolate(n: number, build = this.isolates[n]?.build ?? "a"): void {
    const tails = new Set<number>();
    const { source } = this.db;
    const ledger = new Ledger({
      ...source,
      readTail: async (session, since) => {
        const began = this.time.wall;
        tails.add(began);
        try {
          return await source.readTail(session, since);
        } finally {
          tails.delete(began);
        }
      },
    });
    // What is stored by chance is left out, so that what is stored for a reason can be told (P16).
    const server = new PageServer({ ledger, random: () => 1 });
    const started = this.time.wall;
    const own = new Map<number, number>();
    this.isolates[n] = {
      server,
      build,
      own,
      hasWritten: false,
      tails,
      started,
      renders: [],
      puts: new Map(),
      rendered: new Map(),
    };
  }

  deploy(n: number): void {
    this.startIsolate(n, this.isolates[n]?.build === "a" ? "b" : "a");
  }

  setDatabase(behaviour: Partial<Database["behaviour"]>): void {
    this.db.behaviour = { ...this.db.behaviour, ...behaviour };
    const { status, latencyMs } = this.db.behaviour;
    if (status === "up") this.failingSince = null;
    else this.failingSince ??= this.time.now;
    const isCalm = status === "up" && latencyMs < 1000;
    this.calmSince = isCalm ? (this.calmSince ?? this.time.now) : null;
  }

  /** An editor's change; the isolate hears that it is done after `ackMs`. */
  async edit(n: number, article: number, ackMs: number): Promise<void> {
    const text = ++this.#text;
    await this.#write(n, [articleTag(article)], ackMs, ({ texts }) => ({ texts: texts.with(article, text) }), {
      article,
      text,
    });
  }

  /** Has the clock change an article, at a moment that it has never shown. */
  async plan(n: number, article: number, inMs: number): Promise<void> {
    const plan = { at: this.time.latestWall + inMs, article, text: ++this.#text };
    await this.#write(n, [articleTag(article)], 0, ({ planned }) => ({ planned: [...planned, plan] }));
  }

  async purge(n: number, page: number): Promise<void> {
    await this.#write(n, [urlTag(`/${page}`)], 0, () => ({}));
  }

  async restore(back: number): Promise<void> {
    await this.db.restore(back);
    for (const [n, { own, server, hasWritten }] of this.isolates.entries()) {
      // One that wrote before it ever read the ledger can't know that its rows are another database's: it only renders too often.
      if (hasWritten && server.ledger.view === null) this.startIsolate(n);
      own.clear();
    }
  }

  /** Sets the machines' clock; not across a moment at which a page changes, since no page can be unread. */
  stepClock(ms: number): void {
    const { wall } = this.time;
    const [from, to] = [Math.min(wall, wall + ms), Math.max(wall, wall + ms)];
    const crosses = this.db.states.some(({ planned }) => planned.some(({ at }) => at > from && at <= to));
    if (!crosses) this.time.step(ms);
  }

  /** A visit; it goes on by itself, and what was wrong with it is noted when it ends. */
  visit(n: number, page: number): void {
    const isolate = this.isolates[n];
    if (isolate === undefined) return;
    const { time, db } = this;
    const { server, build } = isolate;
    const visit: Visit = {
      ...{ isolate, page, build, began: time.now, beganWall: time.wall, statesBefore: db.states.length, asked: [] },
      ...{ own: new Map(isolate.own), inMemory: server.memory.get(`/${page}`), view: server.ledger.view },
      incarnation: db.latest.incarnation,
      isTailUnderWay: [...isolate.tails].some((began) => time.wall - began <= 2000),
    };
    const later: Promise<unknown>[] = [];
    this.underWay++;
    const served = server.serve({
      key: `/${page}`,
      d1: {
        withSession: (bookmark) => {
          visit.asked.push(db.behaviour);
          return db.session(bookmark);
        },
      },
      kv: this.#kvOf(visit),
      build,
      clock: () => time.wall,
      waitUntil: (work) => {
        later.push(work);
        if (isolate.renders.some((render) => render.visit === visit)) visit.rendering ??= work;
      },
      render: (session) => this.#render(visit, session),
    });
    served.then(
      (answer) => {
        this.underWay--;
        if (answer.outcome === "hit") this.hits++;
        this.faults.push(...faultsOf(this, visit, answer));
        void Promise.allSettled(later).then(() => this.faults.push(...faultsAfterwards(this, visit)));
      },
      (error: unknown) => this.faults.push(`a visit failed: ${String(error)}`),
    );
  }

  #kvOf(visit: Visit): PageStore {
    const { kv, time } = this;
    const { page, isolate } = visit;
    return {
      get: (key, type) => {
        visit.asked.push(kv.behaviour);
        const isReadable = kv.behaviour.status === "up" && kv.behaviour.latencyMs < 1000;
        // Whatever key the code asks for: what it put for this page is there.
        visit.inKv = isReadable ? [...(this.#keys.get(page) ?? [])].map((one) => kv.find(one)) : [];
        return kv.store.get(key, type);
      },
      put: (key, value, options) => {
        const last = isolate.puts.get(page);
        const renders = (isolate.rendered.get(page) ?? []).filter((at) => at > time.now - WORTH_STORING_MS - SLACK_MS);
        if (last !== undefined && time.now - last < PUT_PAUSE_MS && !time.steppedSince(last))
          this.faults.push(`page ${page} was put twice within ${time.now - last} ms by one isolate`);
        if (page !== HEAD && renders.length < 2) this.faults.push(`page ${page} was put, though rendered only once`);
        if (options.expirationTtl !== KV_KEEPS_S)
          this.faults.push(`KV is to keep page ${page} ${options.expirationTtl} s`);
        isolate.puts.set(page, time.now);
        this.#keys.set(page, (this.#keys.get(page) ?? new Set()).add(key));
        return kv.store.put(key, value, options);
      },
    };
  }

  async #render(visit: Visit, session: Session): Promise<Rendering> {
    const { time } = this;
    const { isolate, page, build } = visit;
    const render = { visit, page, began: time.now };
    const others = isolate.renders.filter((other) => other.page === page && time.now - other.began < LEASE_MS);
    if (others.some(({ began }) => !time.steppedSince(began)))
      this.faults.push(`page ${page} is rendered twice at once in an isolate`);
    isolate.renders.push(render);
    isolate.rendered.set(page, [...(isolate.rendered.get(page) ?? []), time.now]);
    const now = time.wall;
    try {
      return renderingOf(await this.db.read(session), { page, build, now });
    } finally {
      isolate.renders.splice(isolate.renders.indexOf(render), 1);
      if (visit.rendering !== undefined) time.working(visit.rendering);
    }
  }

  async #write(
    n: number,
    tags: string[],
    ackMs: number,
    change: (before: State) => Partial<State>,
    own?: { article: number; text: number },
  ): Promise<void> {
    const { rows, bookmark } = await this.db.commit(tags, change);
    const isolate = this.isolates[n];
    if (isolate !== undefined) isolate.hasWritten = true;
    const { incarnation } = this.db.latest;
    void this.time.sleep(ackMs).then(() => {
      if (isolate === undefined || this.db.latest.incarnation !== incarnation) return;
      isolate.server.ledger.noteOwnPurge(rows, bookmark);
      if (own !== undefined) isolate.own.set(own.article, own.text);
    });
    await this.time.rest();
  }
}

function renderingOf(state: State, { page, build, now }: { page: number; build: string; now: number }): Rendering {
  const shown = shownOn(page);
  const ahead = state.planned.filter(({ article, at }) => shown.includes(article) && at > now).map(({ at }) => at);
  return {
    ...{ status: 200, headers: {}, incarnation: state.incarnation, version: state.ledger.at(-1)?.id ?? 0 },
    body: `${build} ${contentOf(state, page, now)}`,
    tags: [SITE, urlTag(`/${page}`), ...shown.map(articleTag)],
    until: ahead.length === 0 ? null : Math.min(...ahead),
    keep: page === HEAD ? "head" : "page",
  };
}
