import { env } from "cloudflare:workers";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { api, publish, visit } from "./client";

/** Articles by section, language and month, counted anew. */
const recount = async () =>
  (
    await env.DB.prepare(
      `select section_id || ' ' || lang || ' ' || substr(day, 1, 7) as period, count(*) as n
       from articles where state = 'live' group by period`,
    ).all<{ period: string; n: number }>()
  ).results.map(({ period, n }): [string, number] => [period, n]);

/** The same as the triggers keep it. */
const kept = async () =>
  (
    await env.DB.prepare(
      `select section_id || ' ' || lang || ' ' || key as period, value as n from archives, json_each(months) where value <> 0`,
    ).all<{ period: string; n: number }>()
  ).results.map(({ period, n }): [string, number] => [period, n]);

const keptDays = async () =>
  Number(await env.DB.prepare("select coalesce(sum(value), 0) as n from archive_days, json_each(days)").first("n"));

describe("the archive's counts", () => {
  it("equal a recount after any changes of articles", async () => {
    const day = fc.constantFrom(
      "2024-01-31T20:00:00Z",
      "2024-02-01T00:00:00Z",
      "2025-12-31T15:59:59Z",
      "2999-01-01T00:00:00Z",
    );
    const change = fc.oneof(
      fc.record({ publishAt: day }),
      fc.record({ lang: fc.constantFrom("zh-CN", "en") }),
      fc.constant({ status: "draft" as const }),
      fc.constant({ status: "published" as const, publishAt: "2023-05-05T00:00:00Z" }),
      fc.constant("withdraw" as const),
    );
    await fc.assert(
      fc.asyncProperty(day, fc.array(change, { maxLength: 6 }), async (publishAt, changes) => {
        const { id } = await publish({ publishAt });
        for (const each of changes) {
          if (each === "withdraw") await api("DELETE", `/articles/${id}`);
          else await api("PATCH", `/articles/${id}`, each);
        }

        const counted = await recount();
        expect(new Map(await kept())).toEqual(new Map(counted));
        expect(await keptDays()).toBe(counted.reduce((sum, [, n]) => sum + n, 0));
      }),
      { numRuns: 25 },
    );
  });
});

describe("an archive page", () => {
  it("holds the articles of its month in the site's zone, and leads to the nearest months that hold any", async () => {
    const inMarch = await publish({ title: "Late in March", publishAt: "2019-03-31T15:59:59Z" });
    const inApril = await publish({ title: "First of April", publishAt: "2019-03-31T16:00:00Z" });
    await publish({ title: "In July", publishAt: "2019-07-01T00:00:00Z" });

    const march = await (await visit("/news/2019/03")).text();
    const april = await (await visit("/news/2019/04")).text();

    expect(march).toContain(inMarch.path);
    expect(march).not.toContain(inApril.path);
    expect(april).toContain("/news/2019/03");
    expect(april).toContain("/news/2019/07");
    expect((await visit("/news/2019/04/01")).status).toBe(200);
    expect((await visit("/news/2019/13")).status).toBe(404);
  });

  it("learns of a month that gets its first article", async () => {
    await publish({ publishAt: "2018-01-15T00:00:00Z" });
    expect(await (await visit("/news/2018/01")).text()).not.toContain("/news/2018/02");

    await publish({ publishAt: "2018-02-15T00:00:00Z" });

    expect(await (await visit("/news/2018/01")).text()).toContain("/news/2018/02");
  });
});

describe("search", () => {
  it("finds any run of Chinese characters where it stands, words by their stem, and follows corrections", async () => {
    const { id, path } = await publish({
      title: "溶解氧传感器的夜间校准",
      body: "Publishing at the edge. 第三次长跑之后再看。",
    });

    for (const q of ["解氧传", "夜间校准", "publish", "长跑之后"]) {
      expect(await (await visit(`/search?q=${encodeURIComponent(q)}`)).text()).toContain(path);
    }
    for (const q of ["氧感", "准次", "nothing", '"* OR (', "校准 不在"]) {
      const response = await visit(`/search?q=${encodeURIComponent(q)}`);
      expect(response.status).toBe(200);
      expect(await response.text()).not.toContain(path);
    }
    await api("PATCH", `/articles/${id}`, { title: "改过的题目" });
    expect(await (await visit(`/search?q=${encodeURIComponent("夜间")}`)).text()).not.toContain(path);
  });
});
