// Every cron job, stopped at each of its calls and run again: the end is the same as if it had not been stopped.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { LEASE_MS } from "../../src/imports/limits";
import { LEDGER_KEPT_MS } from "../../src/pages/limits";
import { JOBS } from "../../src/schedule/jobs";
import { reportJobs, runDueJobs, runJob } from "../../src/schedule/run";
import { intercepted } from "../failing/bindings";
import { today } from "../reads/builders";
import { emptySite, names, tables } from "./state";
import { stopEverywhere } from "./stopping";

const NOW = Date.now();
const MINUTE = 60_000;

/** Something to do for every job: reads and searches to rank by, purges that are due, articles to index, and rows to forget. */
async function setUp(): Promise<void> {
  await emptySite();
  const old = NOW - 2 * LEDGER_KEPT_MS;
  await env.DB.batch(
    [
      `insert into articles (guid, section_id, lang, slug, title, excerpt, tags, related, state, published_at, day,
         created_at, updated_at)
       select 'guid ' || value, 1, 'zh-CN', 'a' || value, 'Title', '', '[]', '[]', 'live', value, '2026-01-01', 1, 1
       from json_each('[1,2,3]')`,
      `insert into read_days (day, article_id, reads) values ('${today()}', 1, 5), ('${today()}', 2, 7)`,
      "insert into article_reads (article_id, base, counted) values (1, 0, 5), (2, 0, 7)",
      `insert into ledger (tag, at, by, reason) select 'old:' || value, ${old}, 'me', 'why' from json_each('[1,2,3]')`,
      `insert into ledger (tag, at, by, reason) values ('new', ${NOW}, 'me', 'why')`,
      `insert into deferred_purges (tags, due_at, every_seconds, asked_at, by, reason, done_at) values
         ('["once","twice"]', ${NOW - 1}, null, 0, 'me', 'why', null),
         ('["recurs"]', ${NOW - 1}, 600, 0, 'me', 'why', null),
         ('["later"]', ${NOW + MINUTE}, null, 0, 'me', 'why', null),
         ('["done"]', ${old}, null, 0, 'me', 'why', ${old})`,
      `insert into typed_searches (day, lang, term, shown, searches, visitors) values
         ('${today()}', 'zh-CN', '水质', '水質', 9, 7), ('2020-01-01', 'zh-CN', '旧词', '旧词', 9, 7)`,
      "insert into search_waiting (article_id) values (1), (2)",
      `insert into imports (hash, format, options, dump, bytes, state, started_at, by) values ('', 'ghost',
         '{"section":null,"sections":"create","status":"keep","lang":null,"media":"list","site":null}', 'imports/gone', 1, 'running', 1, 'me')`,
      `insert into idempotency_keys (by, path, key, fingerprint, at) values
         ('me', '/', 'old', '', ${old}), ('me', '/', 'new', '', ${NOW})`,
    ].map((query) => env.DB.prepare(query)),
  );
}

/** A job's record says when it ended, and what the last run found left to do. */
const state = async () => [
  await tables({ jobs: ["started_at", "finished_at", "detail"], imports: ["finished_at"] }),
  await names(),
];

/** The same without the records. */
async function work() {
  const { jobs: _, ...rest } = await tables();
  return [rest, await names()];
}

describe("a job that is stopped anywhere and run again ends as if it had not been stopped", () => {
  it.each(JOBS)("$name", { timeout: 60_000 }, async (job) => {
    await setUp();
    const untouched = await work();
    await runJob(env, job, NOW);
    const expected = await state();
    expect(await work(), "setUp gives the job something to do").not.toEqual(untouched);

    const stops = await stopEverywhere({
      setUp,
      run: (stop) => stop.until(() => runJob(intercepted(stop.on), job, NOW)),
      async afterStop(where) {
        // A step of an import that was stopped keeps others away for a while.
        expect(await runJob(env, job, job.name === "imports" ? NOW + 2 * LEASE_MS : NOW)).toBe(true);
        expect([where, await state()]).toEqual([where, expected]);
      },
    });

    // Its start, its work and its end, each before and after.
    expect(stops).toBeGreaterThanOrEqual(6);
  });
});

describe("the trigger", () => {
  it("takes a job for stopped that has run for a quarter of an hour, and runs it again", async () => {
    await emptySite();
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const prune = { name: "prune", everyMs: 60 * MINUTE, run: async () => "done" };
    const endless = async () => {
      begin();
      return new Promise<never>(() => {});
    };
    const outcomeAt = async (now: number) =>
      (await reportJobs(env.DB, now)).flatMap(({ name, outcome, detail }) =>
        name === "prune" ? [outcome, detail] : [],
      );

    void runJob(env, { ...prune, run: endless }, NOW);
    await begun;
    await runDueJobs(env, NOW + 15 * MINUTE, [prune]);
    const within = await outcomeAt(NOW + 15 * MINUTE);
    const beyond = await outcomeAt(NOW + 16 * MINUTE);
    await runDueJobs(env, NOW + 16 * MINUTE, [prune]);

    expect([within, beyond]).toEqual([
      ["running", null],
      ["failed", "stopped before its end"],
    ]);
    expect(await outcomeAt(NOW + 16 * MINUTE)).toEqual(["done", "done"]);
  });
});
