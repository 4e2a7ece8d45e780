// A site to measure: the counting Worker in workerd, on a state folder of its own.

import { join } from "node:path";
import type { Build } from "../scripts/build.ts";
import { LocalSite } from "../scripts/local-site.ts";
import type { Cost } from "./recorder.ts";
import type { CounterCost, CounterOrder } from "./worker.ts";

export const TOKEN = "bench-token";
export const ROOT = join(import.meta.dirname, "..");
/** A reader as browsers name themselves; anything like a tool's name is not counted. */
const READER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

export type Statement = [sql: string, ...values: (string | number | null)[]];
export type Row = Record<string, string | number | null>;

export interface Visit {
  status: number;
  cost: Cost;
  cacheStatus: string;
  body: string;
}

export interface Call {
  method?: string;
  json?: unknown;
  headers?: Record<string, string>;
}

export class BenchSite {
  readonly #build: Build;
  readonly #stateDir: string;
  #site: LocalSite;

  private constructor(build: Build, stateDir: string, site: LocalSite) {
    this.#build = build;
    this.#stateDir = stateDir;
    this.#site = site;
  }

  static async open(build: Build, stateDir: string): Promise<BenchSite> {
    const site = await openLocal(build, stateDir);
    await site.migrate();
    return new BenchSite(build, stateDir, site);
  }

  /** Starts workerd anew on the same state: an isolate that remembers nothing. */
  async reopen(): Promise<void> {
    await this.#site.close();
    this.#site = await openLocal(this.#build, this.#stateDir);
  }

  close(): Promise<void> {
    return this.#site.close();
  }

  /** A request and what it cost. Throws on an answer of 500 or above. */
  async visit(path: string, { method = "GET", json, headers = {} }: Call = {}): Promise<Visit> {
    const body = json === undefined ? {} : { body: JSON.stringify(json) };
    const type = json === undefined ? {} : { "content-type": "application/json" };
    const token = path.startsWith("/api/") ? { authorization: `Bearer ${TOKEN}` } : {};
    const sent = { "user-agent": READER, ...type, ...token, ...headers };
    const response = await this.#site.fetch(encodeURI(path), { method, headers: sent, redirect: "manual", ...body });
    const text = await response.text();
    if (response.status >= 500) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    const cost = JSON.parse(decodeURIComponent(response.headers.get("x-bench") ?? "null")) as Cost;
    return { status: response.status, cost, cacheStatus: response.headers.get("cache-status") ?? "", body: text };
  }

  /** A request that the app has no part in. */
  async nothing(): Promise<void> {
    await (await this.#site.fetch("/.bench/nothing")).text();
  }

  /** Asks a counter itself, past the app, and says what that cost. */
  async driveCounter(order: CounterOrder): Promise<CounterCost> {
    const response = await this.#site.fetch("/.bench/counter", { method: "POST", body: JSON.stringify(order) });
    if (!response.ok) throw new Error(await response.text());
    return (await response.json()) as CounterCost;
  }

  /** What all counters used since it was asked last. */
  async takeObjectCost(): Promise<CounterCost> {
    return (await (await this.#site.fetch("/.bench/objects")).json()) as CounterCost;
  }

  /** Runs statements as one batch; each one's rows, and how many D1 read for them. */
  async sql(...statements: Statement[]): Promise<{ results: Row[]; rowsRead: number }[]> {
    const response = await this.#site.fetch("/.bench/sql", { method: "POST", body: JSON.stringify(statements) });
    if (!response.ok) throw new Error(await response.text());
    return (await response.json()) as { results: Row[]; rowsRead: number }[];
  }
}

const openLocal = (build: Build, stateDir: string): Promise<LocalSite> =>
  LocalSite.open({ root: ROOT, build, stateDir, adminToken: TOKEN });
