// What tests of reads share: articles with rows of their own, deliveries, and counters that fail on demand.

import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, vi } from "vitest";
import { localDay } from "../../src/content/local-time";
import type { ReadCounter } from "../../src/reads/counter";
import { Deliveries } from "../../src/reads/deliveries";
import type { AddOutcome, Counters, Delivery } from "../../src/reads/delivery";
import { counterName } from "../../src/reads/delivery";
import type { Hosts } from "../../src/reads/hosts";
import { DELIVERY_TIMES } from "../../src/reads/limits";

export async function siteGuid(): Promise<string> {
  const guid = await env.DB.prepare("select guid from site").first<string>("guid");
  if (guid === null) throw new Error("the site has a guid");
  return guid;
}

let nextSection = 1000;

/** A section of the test's own. */
export function aSection(): number {
  nextSection += 1;
  return nextSection;
}

interface ArticleFields {
  section?: number;
  lang?: string;
  state?: "draft" | "live" | "withdrawn";
  publishedAt?: number;
  expireAt?: number | null;
}

/** Stores an article and gives its id. */
export async function anArticle(fields: ArticleFields = {}): Promise<number> {
  const { section = aSection(), lang = "en", state = "live", publishedAt = 1, expireAt = null } = fields;
  const id = await env.DB.prepare(
    `insert into articles (guid, section_id, lang, slug, title, excerpt, tags, related, state, published_at, day,
       expire_at, created_at, updated_at)
     values (lower(hex(randomblob(16))), ?1, ?2, lower(hex(randomblob(8))), 'A title', '', '[]', '[]', ?3, ?4,
       '2026-01-01', ?5, 1, 1) returning id`,
  )
    .bind(section, lang, state, publishedAt, expireAt)
    .first<number>("id");
  if (id === null) throw new Error("an inserted row has an id");
  return id;
}

export function aDelivery(fields: Partial<Delivery> & { articleId: number }): Delivery {
  return { sender: "isolate", lane: 0, sequence: 1, reads: 1, firstSentAt: Date.now(), ...fields };
}

/** A read each from the hosts of these numbers. */
export const numberedHosts = (from: number, to: number): Hosts =>
  Object.fromEntries(Array.from({ length: to - from }, (_, n) => [`h${from + n}.example`, 1]));

export async function counterOf(articleId: number) {
  return env.READS.getByName(counterName(await siteGuid(), articleId));
}

let objects = 0;

/** Runs `work` on the storage of a counter of its own. */
export function onStorage<T>(work: (storage: DurableObjectStorage) => T): Promise<T> {
  objects += 1;
  return runInDurableObject(env.READS.getByName(`tally:${objects}`), (_, { storage }) => work(storage));
}

/** Takes tables away while `work` runs: for that long, D1 fails every query that needs them. */
export async function withoutTable<T>(table: "site" | "article_reads", work: () => Promise<T>): Promise<T> {
  await env.DB.exec(`alter table ${table} rename to away`);
  try {
    return await work();
  } finally {
    await env.DB.exec(`alter table away rename to ${table}`);
  }
}

/** `lost`: never arrives; `unanswered`: arrives, its answer does not; `late`: arrives after it was given up. */
export type Fault = "none" | "lost" | "unanswered" | "late";

/** The real counters behind a network that has these faults, one an attempt, and then none. Notes what was sent. */
export function unreliable(faults: readonly Fault[], lateMs = 2 * QUICK.attemptMs) {
  const waiting = [...faults];
  const arrivals: Promise<unknown>[] = [];
  const network = {
    sent: [] as Delivery[],
    stubs: 0,
    /** When everything has arrived, late or not. */
    quiet: () => Promise.allSettled(arrivals),
    getByName(name: string) {
      network.stubs += 1;
      return {
        add(delivery: Delivery) {
          const arrival = network.carry(name, delivery);
          arrivals.push(arrival);
          return arrival;
        },
        total: (articleId: number) => env.READS.getByName(name).total(articleId),
      };
    },
    async carry(name: string, delivery: Delivery): Promise<AddOutcome> {
      network.sent.push(delivery);
      const fault = waiting.shift() ?? "none";
      if (fault === "lost") throw new Error("lost on the way");
      if (fault === "late") await scheduler.wait(lateMs);
      const answer = await env.READS.getByName(name).add(delivery);
      if (fault === "unanswered") throw new Error("the answer was lost");
      return answer;
    },
  };
  return network;
}

/** Deliveries' pauses, short enough for a test; a faultless attempt takes a few milliseconds. */
export const QUICK = {
  ...DELIVERY_TIMES,
  answerMs: 2000,
  attemptMs: 100,
  firstPauseMs: 1,
  longestPauseMs: 5,
  firstLookMs: 1,
  longestLookMs: 5,
};

/** A request's waitUntil, and a way to wait until all of it is done. */
export function aContext() {
  const works: Promise<unknown>[] = [];
  return {
    waitUntil: (work: Promise<unknown>) => void works.push(work),
    settled: () => Promise.all(works),
  };
}

export const HOUR_MS = 3_600_000;
export const MINUTE_MS = 60_000;
/** The day that it is in the test site's time zone. */
export const today = () => localDay(Date.now(), "Asia/Shanghai");

/** An article's reads as D1 has them. */
export const storedReads = (id: number) =>
  env.DB.prepare("select base, counted from article_reads where article_id = ?").bind(id).first();
/** Its days in D1, the oldest first. */
export const storedDays = async (id: number) =>
  (await env.DB.prepare("select day, reads from read_days where article_id = ? order by day").bind(id).all()).results;
/** Its reads by host in D1, over all days. */
export const storedHosts = async (id: number) => {
  const query = "select host, sum(reads) as reads from read_hosts where article_id = ? group by host";
  const { results } = await env.DB.prepare(query).bind(id).all<{ host: string; reads: number }>();
  return Object.fromEntries(results.map(({ host, reads }) => [host, reads]));
};
/** When a counter's alarm is set for. */
export const alarmOf = (stub: DurableObjectStub<ReadCounter>) =>
  runInDurableObject(stub, (_, s) => s.storage.getAlarm());
/** A counter's senders as it stores them. */
export const sendersOf = (stub: DurableObjectStub<ReadCounter>) =>
  runInDurableObject(stub, (_, s) =>
    s.storage.sql.exec("select sender, last, reads from senders order by sender, day").toArray(),
  );

/** Failures are part of these tests: what the code logs of them is left out of the report. */
export const quietWarnings = (): void =>
  beforeEach(() => {
    vi.spyOn(console, "warn").mockImplementation(() => {});
  });

/** The total that a counter tells; null when it knows no article. */
export const totalOf = async (articleId: number) => {
  const total = await (await counterOf(articleId)).total(articleId);
  return total.outcome === "known" ? total.reads : null;
};

/** Calls `countRead` of one isolate for one article. */
export async function anIsolate(articleId: number, counters: Counters = env.READS, times = QUICK) {
  const deliveries = new Deliveries({ times });
  const guid = await siteGuid();
  const context = aContext();
  const read = (through = counters, host: string | null = null) =>
    deliveries.countRead({ env: { READS: through }, siteGuid: guid, articleId, host, waitUntil: context.waitUntil });
  return { read, settled: context.settled };
}
