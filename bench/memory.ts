// Whether memory stays within its bound: one isolate is asked for 100,000 different addresses.

import { join } from "node:path";
import type { Build } from "../scripts/build.ts";
import { LocalSite } from "../scripts/local-site.ts";
import { pagesBuild } from "./bench-build.ts";
import { BenchSite, ROOT, TOKEN } from "./bench-site.ts";
import { pickSamples } from "./samples.ts";
import { seed } from "./seed.ts";
import { table } from "./table.ts";
import { workerdRss } from "./workerd-process.ts";

const MIB = 1024 * 1024;
const POINTS = [0, 10_000, 30_000, 100_000];
/** Addresses that one request of the bench asks for, all at once. */
const A_REQUEST = 50;
/** Between the last two points, memory long full, workerd's own may differ by so much: a leak of 0.5 KB an address is more. */
const NOISE = 32 * MIB;

interface Point {
  asked: number;
  bytes: number;
  bound: number;
  rss: number;
}

/** Prints what pages weigh and what workerd holds; false when the bound is broken, or memory goes on growing. */
export async function reportMemory(counting: Build, folder: string): Promise<boolean> {
  const page = await realPage(counting, join(folder, "page"));
  const build = await pagesBuild("memory-worker.ts");
  const site = await LocalSite.open({ root: ROOT, build, stateDir: join(folder, "memory"), adminToken: TOKEN });
  try {
    await site.fetch("/", { method: "PUT", body: page });
    return report(await measurePoints(site), Buffer.byteLength(page));
  } finally {
    await site.close();
  }
}

/** The text of an article's page. */
async function realPage(counting: Build, stateDir: string): Promise<string> {
  const site = await BenchSite.open(counting, stateDir);
  try {
    await seed(site, 100);
    return (await site.visit((await pickSamples(site)).article)).body;
  } finally {
    await site.close();
  }
}

async function measurePoints(site: LocalSite): Promise<Point[]> {
  const points: Point[] = [];
  let asked = 0;
  for (const point of POINTS) {
    let kept = await ask(site, asked, 0);
    for (; asked < point; asked += A_REQUEST) kept = await ask(site, asked, A_REQUEST);
    points.push({ asked, ...kept, rss: await workerdRss() });
  }
  return points;
}

async function ask(site: LocalSite, from: number, count: number): Promise<Pick<Point, "bytes" | "bound">> {
  const response = await site.fetch(`/?from=${from}&to=${from + count}`);
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Pick<Point, "bytes" | "bound">;
}

function report(points: Point[], pageBytes: number): boolean {
  const mib = (bytes: number): string => (Number.isNaN(bytes) ? "not on this system" : (bytes / MIB).toFixed(1));
  const rows = points.map(({ asked, bytes, bound, rss }) => [
    asked.toLocaleString("en"),
    mib(bytes),
    `≤ ${mib(bound)}`,
    mib(rss),
  ]);
  const heads = [`different pages of ${pageBytes.toLocaleString("en")} bytes`, "kept, MiB", "bound", "workerd, MiB"];
  const [before, last] = points.slice(-2);
  const isBounded = points.every(({ bytes, bound }) => bytes <= bound);
  const grows = before !== undefined && last !== undefined && last.rss - before.rss > NOISE;
  console.log(`${table(heads, rows)}\n`);
  if (!isBounded) console.log("OVER: pages weigh more than their bound\n");
  if (grows) console.log("OVER: memory goes on growing\n");
  return isBounded && !grows;
}
