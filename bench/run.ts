// npm run bench: what requests wait for and read, at two sizes; how fast they are answered; searches; memory; what visits cost.
// Exits 1 if a budget or the memory's bound breaks.
//
// `node bench/run.ts requests`, `… speed`, `… search`, `… memory`, `… reads` or `… costs` runs one part.

import { mkdtemp, rm } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { type Build, build } from "../scripts/build.ts";
import { wrapBuild } from "./bench-build.ts";
import { BenchSite, ROOT } from "./bench-site.ts";
import { measureCosts } from "./costs/costs.ts";
import { reportMemory } from "./memory.ts";
import { measureReads } from "./reads.ts";
import { measureSite } from "./requests.ts";
import { reportRequests } from "./requests-report.ts";
import { measureSearch } from "./search.ts";
import { seed } from "./seed.ts";
import { measureSpeed } from "./speed.ts";

const SMALL = 100;
const LARGE = Number(process.env.LARGE ?? 100_000);
/** Articles of real length take two milliseconds each to put in. */
const SEARCHED = Number(process.env.SEARCHED ?? 20_000);

interface Bench {
  app: Build;
  counting: Build;
  folder: string;
}

/** Each part prints its tables, and comes back with whether all that it holds requests to held. */
const PARTS: Record<string, (bench: Bench) => Promise<boolean>> = {
  async requests({ counting, folder }) {
    const [few, many] = await Promise.all([
      measureSite(counting, { stateDir: join(folder, "small"), articles: SMALL }),
      measureSite(counting, { stateDir: join(folder, "large"), articles: LARGE }),
    ]);
    return reportRequests({ articles: SMALL, figures: few }, { articles: LARGE, figures: many });
  },

  async speed({ app, counting, folder }) {
    const stateDir = join(folder, "speed");
    const site = await BenchSite.open(counting, stateDir);
    await seed(site, LARGE).finally(() => site.close());
    console.log(`${await measureSpeed(app, stateDir)}\n`);
    return true;
  },

  async search({ counting, folder }) {
    console.log(`${await measureSearch(counting, { stateDir: join(folder, "search"), articles: SEARCHED })}\n`);
    return true;
  },

  memory: ({ counting, folder }) => reportMemory(counting, join(folder, "memory")),

  async reads({ counting, folder }) {
    console.log(`${await measureReads(counting, join(folder, "reads"))}\n`);
    return true;
  },

  async costs({ counting, folder }) {
    console.log(`${await measureCosts(counting, join(folder, "costs"))}\n`);
    return true;
  },
};

async function main(chosen: string[]): Promise<boolean> {
  const folder = await mkdtemp(join(tmpdir(), "edgewise-bench-"));
  try {
    const app = await build(ROOT);
    const bench = { app, counting: await wrapBuild(app), folder };
    let holds = true;
    for (const part of chosen) holds = (await PARTS[part]?.(bench)) !== false && holds;
    return holds;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const began = performance.now();
const asked = process.argv.slice(2);
const unknown = asked.find((part) => !(part in PARTS));
if (unknown !== undefined) {
  console.error(`There is no part "${unknown}": ${Object.keys(PARTS).join(", ")}.`);
  process.exitCode = 1;
} else {
  const holds = await main(asked.length === 0 ? Object.keys(PARTS) : asked);
  const seconds = Math.round((performance.now() - began) / 1000);
  console.log(`${availableParallelism()} cores, shared with the load; ${seconds} s`);
  if (!holds) process.exitCode = 1;
}
