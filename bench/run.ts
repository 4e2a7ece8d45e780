// npm run bench: what requests wait for and read, at two sizes, then how fast they are answered. Exits 1 if a budget breaks.
//
// `node bench/run.ts requests` or `… speed` runs one half.

import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "../scripts/build.ts";
import { wrapBuild } from "./bench-build.ts";
import { BenchSite, ROOT } from "./bench-site.ts";
import { BUDGETS, complaints, rowsOf } from "./budgets.ts";
import { type Figure, measureRequests } from "./requests.ts";
import { seed } from "./seed.ts";
import { measureSpeed } from "./speed.ts";
import { table } from "./table.ts";

const SMALL = 100;
const LARGE = 20_000;

async function main(part: string | undefined): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), "edgewise-bench-"));
  try {
    const app = await build(ROOT);
    const counting = await wrapBuild(app);
    let holds = true;
    const small = await BenchSite.open(counting, join(folder, "small"));
    const large = await BenchSite.open(counting, join(folder, "large"));
    try {
      await Promise.all([seed(small, SMALL), seed(large, LARGE)]);
      if (part !== "speed") holds = await reportRequests(small, large);
    } finally {
      await Promise.all([small.close(), large.close()]);
    }
    if (part !== "requests") console.log(await measureSpeed(app, join(folder, "large")));
    return holds;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Prints the table of waits and rows; false when a budget is broken. */
async function reportRequests(small: BenchSite, large: BenchSite): Promise<boolean> {
  const [few, many] = await Promise.all([measureRequests(small), measureRequests(large)]);
  const pairs = many.map((figure, n): [Figure, Figure] => [few[n] ?? figure, figure]);
  const heads = ["request", "waits", "of", "rows", SMALL.toLocaleString("en"), LARGE.toLocaleString("en"), "verdict"];
  const rows = pairs.map(([a, b]) => {
    const budget = BUDGETS[b.request];
    const wrong = complaints(a, b);
    return [
      b.request,
      `${Math.max(a.cost.waits, b.cost.waits)}`,
      `${budget?.waits ?? "–"}`,
      budget?.rows == null ? "–" : `≤ ${budget.rows}`,
      `${rowsOf(a)}`,
      `${rowsOf(b)}`,
      wrong.length === 0 ? "holds" : `OVER: ${wrong.join(", ")}`,
    ];
  });
  console.log(`${table(heads, rows)}\n`);
  const broken = pairs.filter(([a, b]) => complaints(a, b).length > 0);
  for (const [, { request, cost }] of broken) {
    const { rowsRead, sql } = cost.dearest;
    console.log(`${request}: rows by statement ${cost.rowsByStatement.join(" + ")}; the dearest (${rowsRead}) is`);
    console.log(`  ${sql.replace(/\s+/g, " ").slice(0, 1000)}\n`);
  }
  return broken.length === 0;
}

const began = performance.now();
const holds = await main(process.argv[2]);
console.log(
  `${availableParallelism()} cores, shared with the load; ${Math.round((performance.now() - began) / 1000)} s`,
);
if (!holds) process.exitCode = 1;
