// What readers type feeds the hot searches: counted by day, cleaned, shown when many typed it.

import { env } from "cloudflare:workers";
import { beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openDatabase } from "../../src/db/client";
import { MAX_NOTED } from "../../src/searches/limits";
import { TypedSearches } from "../../src/searches/typed";
import { api, publish, visit } from "../promises/client";
import { freshHtml, pagesShow } from "./hot-searches";

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:148.0) Gecko/20100101 Firefox/148.0";

interface Visitor {
  address?: string;
  headers?: Record<string, string>;
  method?: string;
}

/** Opens the page of results as a reader's browser does. */
const type = async (
  query: string,
  { address = "192.0.2.1", headers = {}, method = "GET" }: Visitor = {},
  prefix = "",
) => {
  const sent = { "user-agent": FIREFOX, "CF-Connecting-IP": address, "Sec-Fetch-Site": "same-origin", ...headers };
  const response = await visit(`${prefix}/search?q=${encodeURIComponent(query)}`, { method, headers: sent });
  expect(response.status).toBe(200);
  await response.text();
};

const typedByMany = async (query: string, prefix = "") => {
  for (let n = 0; n < 12; n++) await type(query, { address: `198.51.100.${n}` }, prefix);
};

const runJob = () => api("POST", "/jobs/searches");

const counted = async () => {
  await scheduler.wait(20);
  await runJob();
  const { results } = await env.DB.prepare("select lang, term, searches from typed_searches order by term").all();
  return results.map(({ lang, term, searches }) => [lang, term, searches]);
};

beforeAll(async () => {
  await publish({ title: "貔貅、饕餮与麒麟", body: "坏词，LoRaWAN，13800138000" });
  await publish({ title: "Unicorns", lang: "en" });
});

beforeEach(async () => {
  await runJob();
  await env.DB.batch(["delete from typed_searches", "delete from hot_searches"].map((query) => env.DB.prepare(query)));
  await api("PUT", "/searches", { pinned: [], blocked: [] });
});

describe("a typed search", () => {
  it("counts under its day and language, whatever its spelling, once for each visitor in a while", async () => {
    await type("貔貅", { address: "192.0.2.1" });
    await type("貔貅", { address: "192.0.2.1" });
    await type(" LORAwan ", { address: "192.0.2.1" });
    await type("ＬｏＲａＷＡＮ", { address: "2001:db8::1" });
    await type("unicorns", {}, "/en");

    const rows = await counted();

    expect(rows).toContainEqual(["en", "unicorns", 1]);
    expect(rows).toContainEqual(["zh-CN", "貔貅", 1]);
    expect(rows.find(([, term]) => term === "lorawan")?.[2]).toBeLessThanOrEqual(2);
    const days = await env.DB.prepare("select distinct day from typed_searches").all();
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    expect(days.results).toEqual([{ day: today }]);
  });

  it.each<[string, string, Visitor]>([
    ["found nothing", "无此物种", {}],
    ["is a single character", "貔", {}],
    ["may be somebody's number", "13800138000", {}],
    ["comes from a bot", "貔貅", { headers: { "user-agent": "Googlebot/2.1 (+http://www.google.com/bot.html)" } }],
    ["comes by another site's link", "貔貅", { headers: { "Sec-Fetch-Site": "cross-site" } }],
    ["is prefetched", "貔貅", { headers: { "Sec-Purpose": "prefetch;prerender" } }],
    ["is asked for its head", "貔貅", { method: "HEAD" }],
  ])("does not count when it %s", async (_, query, visitor) => {
    await type(query, visitor);

    expect(await counted()).toEqual([]);
  });

  it("counts on its first page alone", async () => {
    await visit(`/search?q=${encodeURIComponent("貔貅")}&after=3.1`, { headers: { "user-agent": FIREFOX } });

    expect(await counted()).toEqual([]);
  });

  it("keeps nothing that says who typed", async () => {
    await type("貔貅", { address: "203.0.113.77" });
    await counted();

    const { results } = await env.DB.prepare("select * from typed_searches").all();

    expect(JSON.stringify(results)).not.toContain("203.0.113");
    expect(Object.keys(results[0] ?? {})).toEqual(["day", "lang", "term", "shown", "searches", "visitors"]);
  });
});

describe("the hot searches", () => {
  it("show what many typed, in its language, after what is pinned", async () => {
    await api("PUT", "/searches", { pinned: ["麒麟"], blocked: [] });
    await typedByMany("饕餮");
    await typedByMany("Unicorns", "/en");

    await runJob();

    expect(await pagesShow("/")).toEqual(["麒麟", "饕餮"]);
    expect(await pagesShow("/en")).toEqual(["麒麟", "Unicorns"]);
    const [home, english] = [await freshHtml("/"), await freshHtml("/en")];
    expect(english).toMatch(/lang="zh-CN">麒麟<.*">Unicorns</s);
    expect(`${home}${english}`).not.toMatch(/lang="[^"]*">(?:饕餮|Unicorns)</);
  });

  it("show nothing that one visitor types again and again", async () => {
    for (let n = 0; n < 12; n++) {
      await type("饕餮", { address: "192.0.2.9" });
      await runJob();
    }

    expect(await pagesShow("/")).toEqual([]);
  });

  it("lose a term at once when an editor blocks it, and don't get it back", async () => {
    await typedByMany("坏词");
    await typedByMany("饕餮");
    await runJob();
    expect(await pagesShow("/")).toContain("坏词");

    await api("PUT", "/searches", { pinned: [], blocked: ["壞詞"] });
    const afterwards = await pagesShow("/");
    await typedByMany("坏词");
    await runJob();

    expect(afterwards).toEqual(["饕餮"]);
    expect(await pagesShow("/")).toEqual(["饕餮"]);
  });

  it("purge the pages that change often, only when they change, and leave the editors' version alone", async () => {
    const version = () => env.DB.prepare("select version from site").first("version");
    const purges = () => env.DB.prepare("select count(*) as n from ledger where tag = 'ranking'").first("n");
    await typedByMany("饕餮");
    const [versionBefore, purgesBefore] = [await version(), Number(await purges())];

    await runJob();
    await runJob();

    expect([await version(), await purges()]).toEqual([versionBefore, purgesBefore + 1]);
  });

  it("stay when another part of the frame changes", async () => {
    await typedByMany("饕餮");
    await runJob();

    await api("PUT", "/links", { items: [{ name: "Friend", url: "https://example.com/" }] });

    expect(await pagesShow("/")).toEqual(["饕餮"]);
  });

  it("forget searches after eight days", async () => {
    await env.DB.prepare("insert into typed_searches values ('2020-01-01', 'zh-CN', '旧', '旧', 1, 1)").run();

    await runJob();

    expect(await env.DB.prepare("select count(*) as n from typed_searches").first("n")).toBe(0);
  });
});

describe("an isolate", () => {
  const typing = (query: string, visitor = 1) => ({
    ...{ query, lang: "zh-CN", timeZone: "Asia/Shanghai", visitor, now: Date.now() },
  });
  const written = async () =>
    (await env.DB.prepare("select term, searches, visitors from typed_searches order by term").all()).results;

  it("writes what it noted together, after a while", async () => {
    const typed = new TypedSearches();
    const db = openDatabase(env.DB);

    const first = typed.note(db, typing("饕餮"), 30);
    await typed.note(db, typing("饕餮", 4), 30);
    await typed.note(db, typing("麒麟"), 30);
    const before = await written();
    await first;

    expect(before).toEqual([]);
    expect(await written()).toEqual([
      { term: "饕餮", searches: 2, visitors: 5 },
      { term: "麒麟", searches: 1, visitors: 1 },
    ]);
  });

  it("adds to what others wrote", async () => {
    const db = openDatabase(env.DB);
    await Promise.all([1, 2, 4].map((visitor) => new TypedSearches().note(db, typing("饕餮", visitor), 0)));

    expect(await written()).toEqual([{ term: "饕餮", searches: 3, visitors: 7 }]);
  });

  it("writes no more than a few terms at a time, however many are typed", async () => {
    const typed = new TypedSearches();
    const db = openDatabase(env.DB);
    const first = typed.note(db, typing("词语0"), 50);
    for (let n = 1; n < 3 * MAX_NOTED; n++) await typed.note(db, typing(`词语${n}`), 50);
    await first;

    expect(await written()).toHaveLength(MAX_NOTED);
  });

  it("goes on when the request that was to write has ended without it", async () => {
    const typed = new TypedSearches();
    const db = openDatabase(env.DB);
    void typed.note(db, typing("饕餮"), 600_000);

    await typed.note(db, { ...typing("麒麟"), now: Date.now() + 60_000 }, 0);

    expect(await written()).toHaveLength(2);
  });
});
