// What 1,000 reads use of the counters and of D1, however they come: measured on the real Worker and its objects.

import type { Build } from "../scripts/build.ts";
import { BenchSite } from "./bench-site.ts";
import { seed } from "./seed.ts";
import { table } from "./table.ts";

/** What is told of each pattern. */
const TOLD = 1_000;

interface Pattern {
  name: string;
  /** So many are measured. */
  reads: number;
  /** Reads that come at once, to one isolate. */
  atOnce: number;
  /** Reads after which five minutes have passed, so that the alarm comes. */
  perAlarm: number;
}

const PATTERNS: Pattern[] = [
  { name: "quiet: one in five minutes", reads: 50, atOnce: 1, perAlarm: 1 },
  { name: "one a second", reads: 600, atOnce: 1, perAlarm: 300 },
  { name: "busy: 20 at once", reads: 1_000, atOnce: 20, perAlarm: 1_000 },
  { name: "busier: 200 at once", reads: 1_000, atOnce: 200, perAlarm: 1_000 },
];

/** A table: what each pattern uses. Throws when a read was not counted. */
export async function measureReads(counting: Build, stateDir: string): Promise<string> {
  const site = await BenchSite.open(counting, stateDir);
  try {
    await seed(site, 100);
    const rows: string[][] = [];
    for (const [n, pattern] of PATTERNS.entries()) rows.push(await measure(site, pattern, 11 + 2 * n));
    return table(
      ["1,000 reads of an article", "object requests", "object rows written", "alarms set", "D1 rows written"],
      rows,
    );
  } finally {
    await site.close();
  }
}

async function measure(
  site: BenchSite,
  { name, reads, atOnce, perAlarm }: Pattern,
  articleId: number,
): Promise<string[]> {
  const [answer] = await site.sql(["select guid from site"]);
  const alarm = { name: `${answer?.results[0]?.guid}:${articleId}`, articleId, senders: [] };
  const used = { requests: 0, rowsWritten: 0, alarmsSet: 0, d1: 0 };
  const before = 1 + (await totalOf(site, articleId));
  // The first read, when the counter asks D1 about its article, comes once in an article's life.
  await readOnce(site, articleId, reads);
  await site.driveCounter(alarm);
  for (let read = 0; read < reads; read += atOnce) {
    await Promise.all(Array.from({ length: atOnce }, (_, n) => readOnce(site, articleId, read + n)));
    if ((read + atOnce) % perAlarm !== 0) continue;
    await allCounted(site, articleId, before + read + atOnce);
    const reading = await site.takeObjectCost();
    // The alarm's own cost comes with its answer.
    for (const cost of [reading, await site.driveCounter(alarm)]) {
      used.requests += cost.requests;
      used.rowsWritten += cost.rowsWritten;
      used.alarmsSet += cost.alarmsSet;
      used.d1 += cost.d1.rowsWritten;
    }
  }
  const { requests, rowsWritten, alarmsSet, d1 } = used;
  const told = (count: number): string => Math.round((count * TOLD) / reads).toLocaleString("en");
  return [name, ...[requests, rowsWritten, alarmsSet, d1].map(told)];
}

/** From an address of its own, or the flood limit would stop it. */
async function readOnce(site: BenchSite, articleId: number, n: number): Promise<void> {
  const headers = { "cf-connecting-ip": `10.${articleId}.${n >> 8}.${n & 255}` };
  await site.visit(`/reads/${articleId}`, { method: "POST", headers });
}

async function totalOf(site: BenchSite, articleId: number): Promise<number> {
  const { body } = await site.visit(`/reads/${articleId}`);
  return (JSON.parse(body) as { reads: number }).reads;
}

/** Waits until what was queued is in. */
async function allCounted(site: BenchSite, articleId: number, reads: number): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if ((await totalOf(site, articleId)) === reads) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`article ${articleId} never came to ${reads} reads`);
}
