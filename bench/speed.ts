// How fast pages are answered, as ratios to a bare Worker in the same run: absolute figures say more of the machine.

import type { Build } from "../scripts/build.ts";
import { LocalSite } from "../scripts/local-site.ts";
import { bareBuild } from "./bare.ts";
import { ROOT, TOKEN } from "./bench-site.ts";
import { measureContentCpu } from "./content-cpu.ts";
import { latencies, percentile, type Target, throughput } from "./load.ts";
import { pageBytes } from "./page-bytes.ts";
import { median, table } from "./table.ts";

const ROUNDS = 4;
const ROUND = { ms: 1_500, requests: 30_000 };
/** Pages that are asked for once each: from KV, and to be rendered. */
const PAGES = 400;
const SEED = 20_210_408;

/** Tables of requests a second, latencies and CPU time. `stateDir` holds a seeded site; nobody else has it open. */
export async function measureSpeed(app: Build, stateDir: string): Promise<string> {
  const open = (build: Build, dir: string) => LocalSite.open({ root: ROOT, build, stateDir: dir, adminToken: TOKEN });
  const site = await open(app, stateDir);
  try {
    const origin = await listen(site);
    const cpu = await measureContentCpu(site);
    const { raw, headers } = await pageBytes(new URL("/news", origin));
    const bare = await open(await bareBuild(new Response(raw, { headers })), `${stateDir}-bare`);
    try {
      const sides = { site, origin, bare: await listen(bare), etag: headers.get("etag") ?? "" };
      return [`A page of ${raw.length} bytes, compressed.`, await compare(sides), cpu].join("\n\n");
    } finally {
      await bare.close();
    }
  } finally {
    await site.close();
  }
}

const listen = (site: LocalSite): Promise<URL> => site.listen({ host: "127.0.0.1", port: 0 });

interface Sides {
  site: LocalSite;
  origin: URL;
  bare: URL;
  etag: string;
}

async function compare({ site, origin, bare, etag }: Sides): Promise<string> {
  const gzip = { "accept-encoding": "gzip" };
  const page: Target = { origin, paths: ["/news"], headers: gzip, expect: 200 };
  const unchanged: Target = { ...page, headers: { ...gzip, "if-none-match": etag }, expect: 304 };
  const bareOf = (target: Target): Target => ({ ...target, origin: bare });
  const many = (from: number): Target => ({ ...page, paths: articlePaths(from) });
  const each = { ms: 20_000, requests: PAGES };

  const memory = await turnAbout(page, bareOf(page), ROUND);
  const notModified = await turnAbout(unchanged, bareOf(unchanged), ROUND);
  const ratios = [
    ["from memory", memory],
    ["304, from memory", notModified],
  ] as [string, Pair][];
  ratios.push([
    "rendered, each page once",
    { ours: await throughput({ ...many(1), detail: "fwd=miss" }, each), bare: await throughput(bareOf(many(1)), each) },
  ]);
  // A second render within ten minutes puts a page in KV, unless chance has put the first one there; another isolate then finds it.
  await purgeAll(site);
  const stored: string[] = [];
  await throughput(
    { ...many(1), note: (path, status) => void (status.includes("; stored") && stored.push(path)) },
    each,
  );
  const again = await listen(site);
  await throughput({ ...many(PAGES + 1), origin: again }, { ms: 5_000, requests: PAGES / 2 });
  const kv = { ...many(1), paths: stored, origin: again };
  const eachStored = { ...each, requests: stored.length };
  ratios.push([
    "from KV, each page once",
    {
      ours: await throughput({ ...kv, detail: "detail=kv" }, eachStored),
      bare: await throughput(bareOf(kv), eachStored),
    },
  ]);

  const load = { perSecond: memory.ours / 2, ms: 3_000, seed: SEED };
  const warm = { ...page, origin: again };
  await throughput(warm, { ms: 1_000, requests: 10_000 });
  const ours = await latencies(warm, load);
  const theirs = await latencies(bareOf(page), load);
  return [rateTable(ratios), latencyTable(load.perSecond, ours, theirs)].join("\n\n");
}

interface Pair {
  ours: number;
  bare: number;
}

/** Both sides in turn, so that whatever else the machine does meets both; medians. The first round only warms up. */
async function turnAbout(ours: Target, bare: Target, limit: typeof ROUND): Promise<Pair> {
  const rates: Pair[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    rates.push({ ours: await throughput(ours, limit), bare: await throughput(bare, limit) });
  }
  const counted = rates.slice(1);
  return { ours: median(counted.map((pair) => pair.ours)), bare: median(counted.map((pair) => pair.bare)) };
}

/** Live, unexpired Chinese news in the seeded site: 0 to 9 of every 20, whose twenties are not the fourth. */
function articlePaths(from: number): string[] {
  const ids = Array.from({ length: 18_000 }, (_, n) => n + 1).filter(
    (id) => id % 20 < 10 && Math.floor(id / 20) % 4 !== 3 && id % 50 !== 7 && id % 50 !== 8,
  );
  return ids.slice(from, from + PAGES).map((id) => `/news/article-${id}`);
}

async function purgeAll(site: LocalSite): Promise<void> {
  const headers = { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" };
  const body = JSON.stringify({ everything: true });
  const response = await site.fetch("/api/purges", { method: "POST", headers, body });
  if (!response.ok) throw new Error(`the purge: ${response.status} ${await response.text()}`);
}

const rateTable = (rows: [string, Pair][]): string =>
  table(
    ["requests a second, 32 connections", "Edgewise", "bare Worker", "ratio"],
    rows.map(([name, { ours, bare }]) => [name, ours.toFixed(0), bare.toFixed(0), (ours / bare).toFixed(2)]),
  );

const latencyTable = (perSecond: number, ours: number[], bare: number[]): string =>
  table(
    [`ms from the intended start, ${perSecond.toFixed(0)} a second`, "Edgewise", "bare Worker", "ratio"],
    [0.5, 0.99].map((share) => {
      const [a, b] = [percentile(ours, share), percentile(bare, share)];
      return [`from memory, p${share * 100}`, a.toFixed(2), b.toFixed(2), (a / b).toFixed(2)];
    }),
  );
