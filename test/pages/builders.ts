// What tests of pages share: headers, pages and views, bindings that count and fail, and isolates with the real renderers.

import { env } from "cloudflare:workers";
import { afterEach, beforeEach, vi } from "vitest";
import { readAddress } from "../../src/content/read-address";
import { openDatabase } from "../../src/db/client";
import type { PageStore } from "../../src/pages/kv-store";
import type { Sessions } from "../../src/pages/ledger";
import type { Page, PageHeader } from "../../src/pages/page";
import { type PageRequest, PageServer, type Served } from "../../src/pages/serve";
import type { LedgerView } from "../../src/pages/view";
import { renderAddress } from "../../src/site/render-address";
import { ORIGIN } from "../promises/client";
import { NO_SEARCH } from "../site/no-search";

export const aHeader = (fields: Partial<PageHeader> = {}): PageHeader => ({
  build: "build",
  incarnation: "first",
  version: 100,
  tags: ["site", "article:1"],
  until: null,
  renderedAt: 0,
  etag: 'W/"etag"',
  status: 200,
  headers: { "content-type": "text/html; charset=utf-8" },
  plainBytes: 4,
  gzipBytes: 8,
  ...fields,
});

export function aPage(fields: Partial<PageHeader> = {}, text = "text"): Page {
  const plain = new TextEncoder().encode(text);
  const gzip = new TextEncoder().encode(`zip ${text}`);
  return { header: aHeader({ ...fields, plainBytes: plain.length, gzipBytes: gzip.length }), plain, gzip };
}

export const aView = (fields: Partial<Omit<LedgerView, "purgedAt">> & { purged?: Record<string, number> } = {}) => {
  const { purged = {}, ...rest } = fields;
  const purgedAt = new Map(Object.entries(purged));
  const view: LedgerView = {
    guid: "guid",
    incarnation: "first",
    began: 0,
    head: 200,
    reach: 0,
    bookmark: null,
    ...rest,
    purgedAt,
  };
  return view;
};

/** The real D1, counting batches and rows, and noting the bookmarks that sessions began with; `before` may fail or hang. */
export function watchedD1({ before = async () => {} }: { before?: () => Promise<void> } = {}) {
  const seen = { waits: 0, rowsRead: 0, sessions: [] as string[] };
  const unwatched = new WeakMap<D1PreparedStatement, D1PreparedStatement>();

  async function ask<T>(query: () => Promise<T>): Promise<T> {
    seen.waits += 1;
    await before();
    const answer = await query();
    for (const result of [answer].flat()) seen.rowsRead += rowsReadOf(result);
    return answer;
  }

  function watch(statement: D1PreparedStatement): D1PreparedStatement {
    const watched = new Proxy(statement, {
      get(target, name) {
        if (name === "bind") return (...values: unknown[]) => watch(target.bind(...values));
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== "function") return member;
        return (...values: unknown[]) => ask(async () => Reflect.apply(member, target, values));
      },
    });
    unwatched.set(watched, statement);
    return watched;
  }

  const d1: Sessions = {
    withSession(bookmark) {
      seen.sessions.push(bookmark);
      const session = env.DB.withSession(bookmark);
      return {
        prepare: (query) => watch(session.prepare(query)),
        batch: (statements) => ask(() => session.batch(statements.map((one) => unwatched.get(one) ?? one))),
        getBookmark: () => session.getBookmark(),
      };
    },
  };
  return { d1, seen };
}

const rowsReadOf = (result: unknown): number => Number(Object(Object(result).meta).rows_read ?? 0);

/** The real KV, counting; `before` may fail or hang. */
export function watchedKv({ before = async () => {} }: { before?: () => Promise<void> } = {}) {
  const seen = { gets: 0, puts: 0 };
  const kv: PageStore = {
    async get(key, type) {
      seen.gets += 1;
      await before();
      return env.PAGES.get(key, type);
    },
    async put(key, value, options) {
      seen.puts += 1;
      await before();
      await env.PAGES.put(key, value, options);
    },
  };
  return { kv, seen };
}

export const fails = async (): Promise<never> => {
  throw new Error("D1_ERROR: down");
};

export const hangs = (): Promise<never> => new Promise(() => {});

interface IsolateOptions {
  d1?: Sessions;
  kv?: PageStore;
  build?: string;
  /** What is left to chance: as a rule nothing is stored by it. */
  random?: () => number;
  /** Runs when a page's text is made, before it is stored. */
  afterRender?: () => Promise<void>;
}

/** An isolate of its own with the real renderers. Its clock is the real one, and can be put forward. */
export class Isolate {
  readonly server: PageServer;
  readonly options: IsolateOptions;
  renders = 0;
  /** By how much this isolate's clock is ahead, in ms. */
  ahead = 0;
  readonly #later: Promise<unknown>[] = [];

  constructor(options: IsolateOptions = {}) {
    this.options = options;
    this.server = new PageServer({ random: options.random ?? (() => 1) });
  }

  /** A visit, with all that goes on after the answer. */
  async visit(path: string, over: IsolateOptions = {}): Promise<Served> {
    const served = await this.ask(path, over);
    await this.settled();
    return served;
  }

  /** A visit; what goes on after the answer goes on. */
  ask(path: string, over: IsolateOptions = {}): Promise<Served> {
    return this.server.serve(this.requestFor(path, over));
  }

  async settled(): Promise<void> {
    while (this.#later.length > 0) await Promise.all(this.#later.splice(0));
  }

  requestFor(path: string, over: IsolateOptions = {}): PageRequest {
    const { d1 = env.DB, kv = env.PAGES, build = "test-build", afterRender } = { ...this.options, ...over };
    const [pathname = "", query] = path.split("?");
    const read = readAddress(pathname);
    if (read === null) throw new Error("a path's percent-encoding is broken");
    const clock = () => Date.now() + this.ahead;
    return {
      ...{ key: ORIGIN + path, d1, kv, build, clock },
      waitUntil: (work) => this.#later.push(work),
      render: async (session) => {
        this.renders += 1;
        const visit = {
          db: openDatabase(session),
          origin: ORIGIN,
          path: pathname,
          search: query === undefined ? "" : `?${query}`,
          lang: read.lang,
          now: clock(),
        };
        const rendering = await renderAddress(visit, read, NO_SEARCH);
        await afterRender?.();
        return rendering;
      },
    };
  }
}

export const textOf = (served: Served): string =>
  served.outcome === "unavailable" ? "" : new TextDecoder().decode(served.page.plain);

export const statusOf = (served: Served): number =>
  served.outcome === "unavailable" ? 503 : served.page.header.status;

/** What the cache did: `memory`, `kv`, `stale-if-error`, `rendered` or `unavailable`. */
export const outcomeOf = (served: Served): string => (served.outcome === "hit" ? served.from : served.outcome);

/** Failures are part of these tests: what the code logs of them is left out of the report. */
export function quietConsole(): void {
  beforeEach(() => {
    vi.spyOn(console, "warn").mockImplementation(() => {});
    vi.spyOn(console, "error").mockImplementation(() => {});
  });
  afterEach(() => vi.restoreAllMocks());
}
