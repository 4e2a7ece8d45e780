// What one of each thing costs, measured on the real site: rows of D1 and of a counter, and CPU time.

import type { Build } from "../../scripts/build.ts";
import { BenchSite } from "../bench-site.ts";
import { seed } from "../seed.ts";
import { workerdCpuMs } from "../workerd-process.ts";
import type { PageKind } from "./newsroom.ts";

const ARTICLES = 10_000;
/** So many of each are asked for, since Linux counts CPU time in hundredths of a second. */
const CPU_VISITS = 400;
const FEW = 5;
const MANY = 45;

export interface Rows {
  read: number;
  written: number;
}

export interface Units {
  renders: Record<PageKind, number>;
  publish: Rows;
  edit: Rows;
  /** A day of cron jobs. */
  jobsOfADay: Rows;
  counter: {
    delivery: Rows;
    /** An alarm that flushes: rows of the object without its senders, and for each sender. */
    alarm: Rows & { readPerSender: number };
    /** Rows read by an object that is woken, besides one a sender. */
    wakingRead: number;
    flush: Rows;
    firstFlushOfDay: Rows;
  };
  /** Of workerd, D1's and KV's stand-ins included, less what a Worker that does nothing takes. */
  cpuMs: { memory: number; rendered: number; read: number };
}

export async function measureUnits(counting: Build, stateDir: string): Promise<Units> {
  const site = await BenchSite.open(counting, stateDir);
  try {
    await seed(site, ARTICLES);
    await site.visit("/favicon.svg");
    const renders = {
      home: await rowsOfRender(site, "/"),
      section: await rowsOfRender(site, "/news"),
      article: await rowsOfRender(site, "/news/article-9001"),
    };
    const cpuMs = await measureCpu(site);
    const counter = await measureCounter(site);
    const jobsOfADay = await measureJobs(site);
    return { renders, ...(await measureChanges(site)), jobsOfADay, counter, cpuMs };
  } finally {
    await site.close();
  }
}

/** The render's own rows: at the first wait KV is asked, and the ledger's tail where the view is old. */
async function rowsOfRender(site: BenchSite, path: string): Promise<number> {
  const { cost, cacheStatus } = await site.visit(path);
  if (!cacheStatus.includes("fwd=miss")) throw new Error(`${path}: ${cacheStatus}`);
  return cost.rowsByWait[1] ?? 0;
}

async function measureChanges(site: BenchSite): Promise<{ publish: Rows; edit: Rows }> {
  const json = { title: "Bench", section: "news", body: "A **short** text.", tags: ["topic-1", "topic-2", "water"] };
  const publish = await site.visit("/api/articles", { method: "POST", json });
  const path = `/api/articles/${(JSON.parse(publish.body) as { id: number }).id}`;
  const edit = await site.visit(path, { method: "PATCH", json: { body: "A **shorter** text." } });
  return { publish: rowsOf(publish.cost), edit: rowsOf(edit.cost) };
}

/** The hot lists are chosen as if every article had been read on each of the last seven days. */
async function measureJobs(site: BenchSite): Promise<Rows> {
  await site.sql([
    `insert or ignore into read_days (day, article_id, reads)
      select date('now', '-' || d.value || ' days'), a.id, 1 + a.id % 90 from json_each('[0,1,2,3,4,5,6]') d, articles a`,
  ]);
  const perDay = { rank: 144, purge: 1_440, prune: 24 };
  const day = { read: 0, written: 0 };
  for (const [job, runs] of Object.entries(perDay)) {
    const { cost } = await site.visit(`/api/jobs/${job}`, { method: "POST", json: {} });
    day.read += runs * cost.rowsRead;
    day.written += runs * cost.rowsWritten;
  }
  return day;
}

/** A counter met by few senders and by many: the difference is what its senders cost. */
async function measureCounter(site: BenchSite): Promise<Units["counter"]> {
  const [answer] = await site.sql(["select guid from site"]);
  const articleId = 5_001;
  const name = `${answer?.results[0]?.guid}:${articleId}`;
  const drive = (senders: number[]) => site.driveCounter({ name, articleId, senders });
  await drive([0]);
  const delivery = await drive([1]);
  const { d1: firstFlushOfDay } = await drive([]);
  await drive(numbers(2, FEW));
  const few = await drive([]);
  await drive(numbers(FEW, MANY));
  const many = await drive([]);
  await site.reopen();
  const woken = await drive([MANY]);
  const readPerSender = (many.rowsRead - few.rowsRead) / (MANY - FEW);
  return {
    delivery: rowsOf(delivery),
    alarm: { read: few.rowsRead - FEW * readPerSender, written: few.rowsWritten, readPerSender },
    wakingRead: woken.rowsRead - MANY,
    flush: rowsOf(few.d1),
    firstFlushOfDay: rowsOf(firstFlushOfDay),
  };
}

const numbers = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, n) => from + n);

const rowsOf = ({ rowsRead, rowsWritten }: { rowsRead: number; rowsWritten: number }): Rows => ({
  read: rowsRead,
  written: rowsWritten,
});

async function measureCpu(site: BenchSite): Promise<Units["cpuMs"]> {
  const cpuOf = async (one: (n: number) => Promise<unknown>): Promise<number> => {
    const before = await workerdCpuMs();
    for (let n = 0; n < CPU_VISITS; n += 1) await one(n);
    return ((await workerdCpuMs()) - before) / CPU_VISITS;
  };
  const nothing = () => site.nothing();
  const memory = () => site.visit("/news");
  const rendered = async (n: number) => {
    const { status, cacheStatus } = await site.visit(livePath(n));
    if (status !== 200 || !cacheStatus.includes("fwd=miss"))
      throw new Error(`${livePath(n)}: ${status} ${cacheStatus}`);
  };
  // Every reader comes from an address of their own, or the flood limit would stop them.
  const read = (n: number) =>
    site.visit("/reads/5003", { method: "POST", headers: { "cf-connecting-ip": `10.0.${n >> 8}.${n & 255}` } });
  for (const one of [nothing, memory]) await cpuOf(one);
  const idle = await cpuOf(nothing);
  const less = (cpu: number): number => Math.max(0, cpu - idle);
  return { memory: less(await cpuOf(memory)), rendered: less(await cpuOf(rendered)), read: less(await cpuOf(read)) };
}

/** Live, unexpired Chinese news in the seeded site: see seed.ts. */
function livePath(n: number): string {
  const id = 80 * Math.floor(n / 4) + 1 + 2 * (n % 4);
  return `/news/article-${id % 50 === 7 ? id + 2 : id}`;
}
