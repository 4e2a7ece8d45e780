// The cron jobs: each can run twice, at once or in turn, or fail, with the same end state (P10, P15).

import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { pageServer } from "../../src/pages/isolate";
import { LEDGER_KEPT_MS } from "../../src/pages/limits";
import { JOBS, type Job } from "../../src/schedule/jobs";
import { reportJobs, runDueJobs, runJob } from "../../src/schedule/run";
import { api } from "../promises/client";

beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => {});
});

afterEach(() => vi.restoreAllMocks());

const job = (name: string): Job => {
  const found = JOBS.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no job ${name}`);
  return found;
};

const NOW = Date.UTC(2027, 0, 1);
const MINUTE = 60_000;

const ledgerOf = async (tag: string): Promise<unknown[]> =>
  (await env.DB.prepare("select id, at, reason from ledger where tag = ? order by id").bind(tag).all()).results;

const defer = (fields: { tags: string[]; dueAt: number; every?: number }) =>
  env.DB.prepare(
    "insert into deferred_purges (tags, due_at, every_seconds, asked_at, by, reason) values (?, ?, ?, 0, 'me', 'why') returning id",
  )
    .bind(JSON.stringify(fields.tags), fields.dueAt, fields.every ?? null)
    .first<number>("id");

const dueAtOf = (id: number | null) =>
  env.DB.prepare("select due_at, typeof(due_at) as type, done_at from deferred_purges where id = ?").bind(id).first();

describe("a purge that waits", () => {
  it("is carried out on time, once, also when two runs meet, under a version newer than all pages from before", async () => {
    const id = await defer({ tags: ["waits:a", "waits:b"], dueAt: NOW });
    await runJob(env, job("purge"), NOW - 1);
    expect(await ledgerOf("waits:a")).toEqual([]);
    const head = await env.DB.prepare("select max(id) as head from ledger").first<number>("head");

    await Promise.all([runJob(env, job("purge"), NOW), runJob(env, job("purge"), NOW)]);
    await runJob(env, job("purge"), NOW + MINUTE);

    for (const tag of ["waits:a", "waits:b"]) expect(await ledgerOf(tag)).toHaveLength(1);
    const [row] = await ledgerOf("waits:a");
    expect(row).toMatchObject({ at: NOW, reason: "why" });
    expect(Number(Object(row).id)).toBeGreaterThan(head ?? 0);
    expect(await dueAtOf(id)).toMatchObject({ done_at: NOW });
  });

  it("is known at once to the isolate that carried it out", async () => {
    await pageServer.ledger.refresh(env.DB, Date.now);
    await defer({ tags: ["waits:own"], dueAt: NOW });

    await runJob(env, job("purge"), NOW);

    const [row] = await ledgerOf("waits:own");
    expect(pageServer.ledger.view?.purgedAt.get("waits:own")).toBe(Object(row).id);
  });

  it("waits on when the batch fails", async () => {
    await defer({ tags: ["waits:fail"], dueAt: NOW });
    await env.DB.exec("alter table ledger rename to ledger_away");
    const outcome = await runJob(env, job("purge"), NOW);
    await env.DB.exec("alter table ledger_away rename to ledger");

    await runJob(env, job("purge"), NOW + MINUTE);

    expect(outcome).toBe(false);
    expect(await ledgerOf("waits:fail")).toHaveLength(1);
  });
});

describe("a purge that recurs", () => {
  it("is made up for once, however many times were missed, and keeps to its times", async () => {
    const id = await defer({ tags: ["recurs"], dueAt: NOW, every: 600 });

    await runJob(env, job("purge"), NOW + 35 * MINUTE + 7);
    await runJob(env, job("purge"), NOW + 35 * MINUTE + 8);

    expect(await ledgerOf("recurs")).toHaveLength(1);
    expect(await dueAtOf(id)).toEqual({ due_at: NOW + 40 * MINUTE, type: "integer", done_at: null });
  });

  it("that is due on the moment is due next one interval later", async () => {
    const id = await defer({ tags: ["recurs:exactly"], dueAt: NOW, every: 600 });

    await runJob(env, job("purge"), NOW);

    expect(await dueAtOf(id)).toMatchObject({ due_at: NOW + 10 * MINUTE });
  });
});

describe("pruning", () => {
  it("keeps what is eight days old or less, forgets what is older, and never the newest", async () => {
    await env.DB.exec("delete from ledger");
    const insert = env.DB.prepare("insert into ledger (tag, at, by, reason) values (?, ?, 'me', 'why')");
    const before = NOW - LEDGER_KEPT_MS;
    await env.DB.batch(
      (
        [
          ["older", before - 2],
          ["old", before - 1],
          ["kept", before],
          ["new", NOW],
        ] as const
      ).map(([tag, at]) => insert.bind(`prune:${tag}`, at)),
    );
    const tags = async () =>
      (await env.DB.prepare("select tag from ledger order by id").all()).results.map(({ tag }) => tag);

    await runJob(env, job("prune"), NOW);
    await runJob(env, job("prune"), NOW);
    expect(await tags()).toEqual(["prune:kept", "prune:new"]);

    await runJob(env, job("prune"), NOW + 100 * LEDGER_KEPT_MS);
    expect(await tags()).toEqual(["prune:new"]);
  });

  it("reads no more rows than it forgets, and one that it keeps", async () => {
    const rows = Array.from({ length: 500 }, () => `('x', ${NOW}, 'me', 'why')`).join(",");
    await env.DB.exec(`insert into ledger (tag, at, by, reason) values ${rows}`);
    await runJob(env, job("prune"), NOW);
    const statement = env.DB.prepare("select id from ledger where at >= ? order by id limit 1").bind(
      NOW - LEDGER_KEPT_MS,
    );

    expect((await statement.all()).meta.rows_read).toBe(1);
  });

  it("forgets waiting purges that were carried out long ago, not those that wait", async () => {
    const [done, waiting] = [
      await defer({ tags: ["prune:done"], dueAt: NOW }),
      await defer({ tags: ["prune:waiting"], dueAt: NOW + 1000 * LEDGER_KEPT_MS }),
    ];
    await runJob(env, job("purge"), NOW);

    await runJob(env, job("prune"), NOW + LEDGER_KEPT_MS + 1);

    expect([await dueAtOf(done), (await dueAtOf(waiting)) !== null]).toEqual([null, true]);
  });
});

describe("the trigger", () => {
  beforeEach(async () => void (await env.DB.exec("delete from jobs")));

  const counting = (name: string, everyMs: number, fails: () => boolean = () => false) => {
    const counted = {
      name,
      everyMs,
      runs: 0,
      run: async () => {
        counted.runs += 1;
        if (fails()) throw new Error(`${name} failed`);
        return `run ${counted.runs}`;
      },
    };
    return counted;
  };

  it("runs each job when its interval has passed, and a little before; what came of it is kept", async () => {
    const jobs = [counting("purge", MINUTE), counting("rank", 10 * MINUTE)];
    for (let minute = 0; minute <= 20; minute++) {
      const jitter = (minute % 3) * 9000 - 9000;
      await runDueJobs(env, NOW + minute * MINUTE + jitter, jobs);
    }

    expect(jobs.map(({ runs }) => runs)).toEqual([21, 3]);
    const reports = await reportJobs(env.DB, NOW + 20 * MINUTE);
    expect(reports.find(({ name }) => name === "rank")).toMatchObject({
      outcome: "done",
      detail: "run 3",
      overdue: false,
    });
  });

  it("goes on to the other jobs when one fails, keeps why, and tries it again the next time", async () => {
    let isBroken = true;
    const broken = counting("rank", 10 * MINUTE, () => isBroken);
    const next = counting("prune", 60 * MINUTE);
    const later = NOW + 1000 * MINUTE;

    await runDueJobs(env, later, [broken, next]);
    const failed = await reportJobs(env.DB, later);
    isBroken = false;
    await runDueJobs(env, later + MINUTE, [broken, next]);
    await runDueJobs(env, later + 2 * MINUTE, [broken, next]);

    expect(failed.find(({ name }) => name === "rank")).toMatchObject({
      outcome: "failed",
      detail: "Error: rank failed",
    });
    expect([broken.runs, next.runs]).toEqual([2, 1]);
  });

  it("goes on even when a job's start can't be kept", async () => {
    const jobs = [counting("purge", MINUTE), counting("rank", MINUTE)];
    await runJob(env, counting("purge", MINUTE), NOW);
    await env.DB.exec(
      "create trigger no_purge before update on jobs when new.name = 'purge' begin select raise(abort, 'no'); end",
    );

    await runDueJobs(env, NOW + 5000 * MINUTE, jobs);
    await env.DB.exec("drop trigger no_purge");

    expect(jobs.map(({ runs }) => runs)).toEqual([0, 1]);
  });

  it("calls a job overdue after three of its intervals, and one that never ran", async () => {
    await runJob(env, job("purge"), NOW);
    const overdueAt = async (now: number) =>
      (await reportJobs(env.DB, now)).filter(({ overdue }) => overdue).map(({ name }) => name);

    expect(await overdueAt(NOW + 3 * MINUTE)).toEqual(["rank", "searches", "reindex", "imports", "prune"]);
    expect(await overdueAt(NOW + 3 * MINUTE + 1)).toEqual(["purge", "rank", "searches", "reindex", "imports", "prune"]);
  });
});

describe("every job", () => {
  it("says the same when it is run twice as when it is run once", async () => {
    const state = async () => {
      const tables = ["ledger", "deferred_purges", "rankings", "articles", "hot_searches", "search_waiting"];
      return Promise.all(tables.map(async (table) => (await env.DB.prepare(`select * from ${table}`).all()).results));
    };
    await api("POST", "/articles", { title: "Ranked", body: "Text.", section: "news" });
    for (const each of JOBS) {
      expect(await runJob(env, each, NOW)).toBe(true);
      const once = await state();
      expect(await runJob(env, each, NOW)).toBe(true);
      expect([each.name, await state()]).toEqual([each.name, once]);
    }
  });
});
