// GET /api/stats: what it refuses, to whom it answers, and what it costs.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { openDatabase } from "../../src/db/client";
import { readsByArticle, readsByDay, readsByHost, readsBySection } from "../../src/db/stats";
import { daysFrom } from "../../src/reads/days";
import { api, publish, rows, visit } from "./client";
import { expectProblem } from "./refusals";
import { stats } from "./stats-client";

describe("a parameter that can't be", () => {
  it.each([
    ["from", "2026-02-30"],
    ["from", "2026-1-1"],
    ["from", "today"],
    ["from", "0000-01-01"],
    ["from", "9999-01-01"],
    ["to", "2026-11-24T00:00:00Z"],
    ["to", ""],
    ["by", "reader"],
    ["article", "0"],
    ["article", "x"],
    ["article", "1e3"],
    ["section", ""],
    ["format", "xml"],
    ["limit", "5"],
    ["cursor", "x"],
    ["colour", "red"],
  ])("is named: %s=%s", async (parameter, value) => {
    const answer = await stats({ [parameter]: value });

    expectProblem(answer, 422, "invalid-fields");
    expect(answer.body.errors).toEqual([{ parameter, detail: expect.stringMatching(/./) }]);
  });

  it.each([
    ["limit", "0"],
    ["limit", "101"],
    ["cursor", ""],
    ["cursor", "!"],
    ["cursor", btoa("[1]")],
    ["cursor", btoa("[-1,1]")],
    ["cursor", btoa('[1,"a.example"]')],
  ])("is named in a list of articles: %s=%s", async (parameter, value) => {
    const answer = await stats({ by: "article", [parameter]: value });

    expectProblem(answer, 422, "invalid-fields");
    expect(answer.body.errors).toEqual([{ parameter, detail: expect.stringMatching(/./) }]);
  });

  it("is the cursor of another list, a cursor of a CSV, or a range that ends before it begins", async () => {
    const errorsOf = async (query: Record<string, string>) => (await stats(query)).body.errors?.map((e) => e.parameter);

    expect(await errorsOf({ by: "host", cursor: btoa("[1,1]") })).toEqual(["cursor"]);
    expect(await errorsOf({ by: "host", format: "csv", limit: "5", cursor: btoa('[1,""]') })).toEqual([
      "limit",
      "cursor",
    ]);
    expect(await errorsOf({ from: "2026-11-02", to: "2026-11-01" })).toEqual(["from"]);
  });
});

describe("the call", () => {
  it("needs a token, is only read, and sets no cookie", async () => {
    expect((await visit("/api/stats")).status).toBe(401);
    expectProblem(await api("POST", "/stats", {}), 405, "method-not-allowed");
    expect((await stats()).headers.has("set-cookie")).toBe(false);
  });
});

describe("the rows of D1 that a list reads", () => {
  const DAYS = 10;
  const ARTICLES = 20;
  const HOSTS = 3;
  const READS = DAYS * ARTICLES;
  /** The days themselves, three times at most, and the few hosts, sections or articles of a page. */
  const REST = 3 * DAYS + 40;

  it("are those of its range, and by article those of its days alone, whatever else was read", async () => {
    const ids = (await Promise.all(Array.from({ length: ARTICLES }, () => publish()))).map(({ id }) => id);
    await rows(
      `insert into read_days with recursive n(i) as (select 0 union all select i + 1 from n where i < 99)
       select date('1990-01-01', '+' || i || ' days'), a.value, 9 from n, json_each(?) a`,
      JSON.stringify(ids),
    );
    await rows(
      `insert into read_hosts select day, article_id, h.value, 1 from read_days, json_each('["a.b", "b.b", "c.b"]') h
       where day < '1991'`,
    );
    const db = openDatabase(env.DB);
    const days = daysFrom("1990-02-01", DAYS);
    const page = { limit: 5 };
    const ofArticle = { days, article: ids[0] };
    const cost = async (query: { getQuery: () => { sql: string; params: unknown[] } }) => {
      const { sql, params } = query.getQuery();
      const { meta } = await env.DB.prepare(sql)
        .bind(...params)
        .all();
      return meta.rows_read;
    };

    const costs = {
      days: await cost(readsByDay(db, { days })),
      sections: await cost(readsBySection(db, { days })),
      articles: await cost(readsByArticle(db, { days }, page)),
      hosts: await cost(readsByHost(db, { days }, page)),
      daysOfArticle: await cost(readsByDay(db, ofArticle)),
      hostsOfArticle: await cost(readsByHost(db, ofArticle, page)),
    };

    expect(costs.days).toBeLessThanOrEqual(READS + REST);
    expect(costs.sections).toBeLessThanOrEqual(3 * READS + REST);
    expect(costs.articles).toBeLessThanOrEqual(2 * READS + 4 * ARTICLES + REST);
    expect(costs.hosts).toBeLessThanOrEqual(READS * (1 + 2 * HOSTS) + REST);
    expect(costs.daysOfArticle).toBeLessThanOrEqual(DAYS + REST);
    expect(costs.hostsOfArticle).toBeLessThanOrEqual(DAYS * (1 + 2 * HOSTS) + REST);
  });
});
