import { createScheduledController } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { LEDGER_KEPT_MS } from "../../src/pages/limits";
import { JOBS } from "../../src/schedule/jobs";
import { reportJobs, runDueJobs, runJob } from "../../src/schedule/run";
import worker from "../../src/worker";
import { api, cacheStatus, ORIGIN, publish, visit } from "./client";

const purgesOf = async (tag: string): Promise<number> =>
  Number(await env.DB.prepare("select count(*) as n from ledger where tag = ?").bind(tag).first("n"));

const job = (name: string) => {
  const found = JOBS.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no job ${name}`);
  return found;
};

describe("POST /api/purges", () => {
  it("purges by address, by tag or everything, and says who, when and why", async () => {
    const article = await publish();
    for (const order of [{ urls: [article.url] }, { tags: [`article:${article.id}`] }, { everything: true }]) {
      await visit(article.path);
      expect(cacheStatus(await visit(article.path))).toContain("hit");

      const { status } = await api("POST", "/purges", { ...order, reason: "a test" });

      expect(status).toBe(201);
      expect(cacheStatus(await visit(article.path))).toContain("fwd=miss");
    }
    const { body } = await api("GET", "/purges?limit=1");
    expect(body.items).toMatchObject([{ tag: "site", by: "ADMIN_TOKEN", reason: "a test", at: expect.any(String) }]);
  });

  it("waits for its time, and is then carried out once, however often the job runs", async () => {
    const tag = `test:${crypto.randomUUID()}`;
    const at = Date.now() + 60_000;

    const { status, body } = await api("POST", "/purges", { tags: [tag], at: new Date(at).toISOString() });
    const { body: waiting } = await api("GET", "/purges?status=waiting&limit=100");
    await runJob(env, job("purge"), at - 1000);
    const before = await purgesOf(tag);
    await Promise.all([runJob(env, job("purge"), at), runJob(env, job("purge"), at)]);
    await runJob(env, job("purge"), at + 60_000);

    expect([status, body.status, before]).toEqual([202, "waiting", 0]);
    expect(waiting.items).toContainEqual(expect.objectContaining({ tags: [tag] }));
    expect(await purgesOf(tag)).toBe(1);
  });

  it("refuses other sites' addresses and orders that name nothing", async () => {
    const foreign = await api("POST", "/purges", { urls: [`${ORIGIN}/`, "https://example.com/"] });
    const nothing = await api("POST", "/purges", { reason: "none" });

    expect(foreign.body.errors).toMatchObject([{ pointer: "#/urls/1" }]);
    expect(nothing.status).toBe(422);
  });
});

describe("a recurring purge", () => {
  it("happens each time that it is due, and once for many times that were missed", async () => {
    const tag = `test:${crypto.randomUUID()}`;
    const { body: settings } = await api("GET", "/site");
    await api("PUT", "/site", { ...settings, purges: [{ tags: [tag], every: 60 }] });
    const start = Date.now();

    await runJob(env, job("purge"), start + 30_000);
    expect(await purgesOf(tag)).toBe(0);
    await runJob(env, job("purge"), start + 61_000);
    await runJob(env, job("purge"), start + 62_000);
    expect(await purgesOf(tag)).toBe(1);
    await runJob(env, job("purge"), start + 10 * 60_000);
    await runJob(env, job("purge"), start + 10 * 60_000 + 1000);
    expect(await purgesOf(tag)).toBe(2);
  });
});

describe("the trigger", () => {
  it("runs every job that is due, and keeps what came of it", async () => {
    await worker.scheduled(createScheduledController({ scheduledTime: new Date(), cron: "* * * * *" }), env);

    const reports = await reportJobs(env.DB, Date.now());

    expect(reports.map(({ name, outcome, overdue }) => [name, outcome, overdue])).toEqual([
      ["purge", "done", false],
      ["rank", "done", false],
      ["searches", "done", false],
      ["reindex", "done", false],
      ["imports", "done", false],
      ["prune", "done", false],
    ]);
    expect((await api("GET", "/jobs")).body.items).toHaveLength(6);
    expect((await api("POST", "/jobs/purge")).body).toMatchObject({ name: "purge", outcome: "done" });
    expect((await api("POST", "/jobs/nothing")).status).toBe(404);
  });

  it("goes on when one job fails, and says which is overdue", async () => {
    const later = Date.now() + 24 * 60 * 60_000;
    await env.DB.exec("alter table rankings rename to rankings_away");

    await runDueJobs(env, later);
    const reports = await reportJobs(env.DB, later + 60 * 60_000);
    await env.DB.exec("alter table rankings_away rename to rankings");

    expect(reports.map(({ name, outcome }) => [name, outcome])).toEqual([
      ["purge", "done"],
      ["rank", "failed"],
      ["searches", "done"],
      ["reindex", "done"],
      ["imports", "done"],
      ["prune", "done"],
    ]);
    expect(reports.map(({ overdue }) => overdue)).toEqual([true, true, false, true, true, false]);
  });

  it("forgets ledger rows that no stored page can ask for, and never the newest", async () => {
    const now = Date.now() + 2 * LEDGER_KEPT_MS;

    await runJob(env, job("prune"), now);
    await runJob(env, job("prune"), now);

    const { results } = await env.DB.prepare("select id from ledger").all();
    expect(results).toHaveLength(1);
    expect((await exports.default.fetch(`${ORIGIN}/`)).status).toBe(200);
  });
});
