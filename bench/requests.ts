// Each row of DESIGN.md's table of waits, asked of a seeded site: what one request waits for and reads.

import { setTimeout as sleep } from "node:timers/promises";
import type { Build } from "../scripts/build.ts";
import { BenchSite, type Call } from "./bench-site.ts";
import type { Cost } from "./recorder.ts";
import { pickSamples, type Samples } from "./samples.ts";
import { seed } from "./seed.ts";

export interface Figure {
  request: string;
  cost: Cost;
}

/** Just over the age beyond which a view of the ledger is never used. */
const PAST_HARD_AGE_MS = 15_500;
/** What is written after an answer (`waitUntil`) has arrived by then. */
const SETTLE_MS = 300;
/** More ledger rows than a cold isolate reads, so that pages stored before are older than its view reaches. */
const LONGER_THAN_TAIL = 1_200;

/** Measures a new site of so many articles. `counting` is the Worker that `wrapBuild` makes. */
export async function measureSite(
  counting: Build,
  { stateDir, articles }: { stateDir: string; articles: number },
): Promise<Figure[]> {
  const site = await BenchSite.open(counting, stateDir);
  try {
    await seed(site, articles);
    return await measureRequests(site);
  } finally {
    await site.close();
  }
}

/** Measures a site from a cold isolate to an editor's last write. Throws when a page comes from elsewhere than meant. */
async function measureRequests(site: BenchSite): Promise<Figure[]> {
  const samples = await pickSamples(site);
  const figures: Figure[] = [];
  const ask: Ask = async (request, path, { from, ...call } = {}) => {
    const { cost, cacheStatus, status } = await site.visit(path, call);
    if (from !== undefined && !cacheStatus.includes(from)) throw new Error(`${request}: ${status} ${cacheStatus}`);
    figures.push({ request, cost });
  };
  await measureStored(site, ask);
  await measureRendered(site, samples, ask);
  await measureReads(samples, ask);
  await measureWrites(site, ask);
  return figures;
}

type Ask = (request: string, path: string, call?: Call & { from?: string }) => Promise<void>;

async function measureStored(site: BenchSite, ask: Ask): Promise<void> {
  for (const headPage of ["/", "/news", "/industry"]) await site.visit(headPage);
  await sleep(SETTLE_MS);
  await site.reopen();
  await ask("page in KV, cold isolate", "/", { from: "detail=kv" });
  await ask("page in memory, view current", "/", { from: "detail=memory" });
  await ask("page in KV, view current", "/news", { from: "detail=kv" });
  await sleep(PAST_HARD_AGE_MS);
  await ask("page in memory, view past its hard age", "/", { from: "detail=memory" });
  await site.sql([
    `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${LONGER_THAN_TAIL})
      insert into ledger (tag, at, by, reason) select 'article:' || (6000000 + i), 0, 'bench', 'long' from n`,
  ]);
  await site.reopen();
  await site.visit("/favicon.svg");
  await ask("page in KV, older than the view reaches", "/industry", { from: "detail=kv" });
}

async function measureRendered(site: BenchSite, samples: Samples, ask: Ask): Promise<void> {
  const from = "fwd=miss";
  await site.visit("/api/purges", { method: "POST", json: { tags: ["home", "latest:news"] } });
  await ask("article rendered", samples.article, { from });
  await ask("newest article rendered", samples.newest, { from });
  await ask("section rendered", "/news", { from });
  await ask("month of 60 rendered", samples.fullMonth, { from });
  await ask("crowded month rendered", samples.crowdedMonth, { from });
  await ask("day rendered", samples.day, { from });
  await ask("crowded day rendered", samples.crowdedDay, { from });
  await ask("tag of every article rendered", "/tag/everything", { from });
  await ask("home rendered", "/", { from });
  await ask("search, a word of every article", "/search?q=水质", { from: "fwd=" });
  await ask("search, a run of every text", "/search?q=感器", { from: "fwd=" });
  await ask("search, a rare word", "/search?q=zirconium", { from: "fwd=" });
  await ask("search, a rare run", "/search?q=rconiu", { from: "fwd=" });
  await ask("search, a word that is nowhere", "/search?q=没有这个词", { from: "fwd=" });
  await ask("search, 200 characters", `/search?q=${"水质监测手记".repeat(33)}水质`, { from: "fwd=" });
  await ask("search, further results", "/search?q=水质&after=0.30000000000000000", { from: "fwd=" });
  await ask("unknown address", "/news/no-such-article", { from: "fwd=" });
}

async function measureReads({ articleId }: Samples, ask: Ask): Promise<void> {
  await ask("POST /reads/{id}, first contact", `/reads/${articleId}`, { method: "POST" });
  await ask("POST /reads/{id}", `/reads/${articleId}`, { method: "POST" });
}

async function measureWrites(site: BenchSite, ask: Ask): Promise<void> {
  const json = { title: "Bench", section: "news", body: "A **short** text.", tags: ["everything", "bench"] };
  await ask("POST /api/articles", "/api/articles", { method: "POST", json });
  const [newest] = await site.sql(["select max(id) as id from articles"]);
  const path = `/api/articles/${newest?.results[0]?.id}`;
  await ask("PATCH /api/articles/{id}", path, { method: "PATCH", json: { title: "Bench, again" } });
  await ask("DELETE /api/articles/{id}", path, { method: "DELETE" });
}
