// The hot lists: what they hold, and that they purge only what changed.

import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { localDay } from "../../src/content/local-time";
import { hottest } from "../../src/db/reads";
import { dayBefore } from "../../src/reads/days";
import { rank } from "../../src/reads/ranking";
import { anArticle } from "./builders";

const NOW = Date.parse("2026-11-24T01:00:00+08:00");
const TODAY = "2026-11-24";
const NEWS = 1;

beforeEach(async () => {
  await env.DB.batch(
    ["articles", "article_reads", "read_days", "rankings", "ledger"].map((t) => env.DB.prepare(`delete from ${t}`)),
  );
});

const readOn = (articleId: number, day: string, reads: number) =>
  env.DB.prepare("insert into read_days values (?, ?, ?)").bind(day, articleId, reads).run();

async function listOf(scope: string): Promise<number[] | null> {
  const json = await env.DB.prepare("select article_ids from rankings where scope = ?")
    .bind(scope)
    .first("article_ids");
  return typeof json === "string" ? JSON.parse(json) : null;
}

const purges = async () => (await env.DB.prepare("select tag from ledger").all()).results.map(({ tag }) => tag);

describe("a hot list", () => {
  it("puts what is read most first, and weighs today above last week", async () => {
    const lastWeek = await anArticle({ section: NEWS });
    const today = await anArticle({ section: NEWS });
    const most = await anArticle({ section: NEWS });
    await readOn(lastWeek, dayBefore(TODAY, 6), 100);
    await readOn(today, TODAY, 20);
    await readOn(most, TODAY, 90);

    await rank(env.DB, NOW);

    expect(await listOf("site:en")).toEqual([most, today, lastWeek]);
    expect(await listOf("section:1:en")).toEqual([most, today, lastWeek]);
  });

  it("forgets reads of more than seven days ago, in the site's time zone", async () => {
    const newest = await anArticle({ section: NEWS, publishedAt: 2 });
    const once = await anArticle({ section: NEWS, publishedAt: 1 });
    await readOn(once, dayBefore(TODAY, 7), 1_000_000);

    await rank(env.DB, NOW);

    expect(localDay(NOW, "UTC")).toBe(dayBefore(TODAY, 1));
    expect(await listOf("site:en")).toEqual([newest, once]);
  });

  it("lets all-time reads decide between articles that are read alike", async () => {
    const classic = await anArticle({ section: NEWS });
    const newer = await anArticle({ section: NEWS });
    for (const id of [classic, newer]) await readOn(id, TODAY, 5);
    await env.DB.prepare("insert into article_reads values (?, 9000, 5)").bind(classic).run();

    await rank(env.DB, NOW);

    expect(await listOf("site:en")).toEqual([classic, newer]);
  });

  it("is filled up with the newest, to ten, without repeating any", async () => {
    const ids: number[] = [];
    for (let n = 1; n <= 12; n += 1) ids.push(await anArticle({ section: NEWS, publishedAt: n }));
    const hot = ids[4];
    await readOn(hot ?? 0, TODAY, 3);

    await rank(env.DB, NOW);

    const others = ids.toReversed().filter((id) => id !== hot);
    expect(await listOf("site:en")).toEqual([hot, ...others.slice(0, 9)]);
  });

  it("holds no draft, withdrawn, scheduled or expired article, and none of another section or language", async () => {
    const shown = await anArticle({ section: NEWS });
    const hidden = [
      await anArticle({ section: NEWS, state: "draft" }),
      await anArticle({ section: NEWS, state: "withdrawn" }),
      await anArticle({ section: NEWS, publishedAt: NOW + 1 }),
      await anArticle({ section: NEWS, expireAt: NOW }),
    ];
    const chinese = await anArticle({ section: NEWS, lang: "zh-CN" });
    const elsewhere = await anArticle();
    for (const id of [shown, ...hidden, chinese, elsewhere]) await readOn(id, TODAY, 10);

    await rank(env.DB, NOW);

    expect(await listOf("section:1:en")).toEqual([shown]);
    expect(await listOf("section:1:zh-CN")).toEqual([chinese]);
    expect(await listOf("site:en")).toEqual([elsewhere, shown]);
  });
});

describe("ranking", () => {
  it("purges the ranking once when a list changes, and not when it is run again", async () => {
    const id = await anArticle({ section: NEWS });
    await readOn(id, TODAY, 1);

    const first = await rank(env.DB, NOW);
    const again = await rank(env.DB, NOW + 1);

    expect([first, again]).toEqual([{ changed: true }, { changed: false }]);
    expect(await purges()).toEqual(["ranking"]);
  });

  it("keeps the time of lists that stay the same", async () => {
    const id = await anArticle({ section: NEWS });
    await rank(env.DB, NOW);
    await anArticle({ section: NEWS, lang: "zh-CN" });

    await rank(env.DB, NOW + 5);

    const { results } = await env.DB.prepare(
      "select scope, at from rankings where scope like 'site:%' order by scope",
    ).all();
    expect(results).toEqual([
      { scope: "site:en", at: NOW },
      { scope: "site:zh-CN", at: NOW + 5 },
    ]);
    expect(await listOf("site:en")).toEqual([id]);
  });

  it("does nothing when readers change no order", async () => {
    const [one, other] = [await anArticle({ section: NEWS }), await anArticle({ section: NEWS })];
    await readOn(one, TODAY, 50);
    await readOn(other, TODAY, 5);
    await rank(env.DB, NOW);
    await env.DB.prepare("update read_days set reads = reads + 10").run();

    expect(await rank(env.DB, NOW)).toEqual({ changed: false });
  });

  it("drops the lists of a section that is gone", async () => {
    await env.DB.prepare("insert into rankings values ('section:77:en', '[1]', 0)").run();

    await rank(env.DB, NOW);

    expect(await listOf("section:77:en")).toBeNull();
  });

  it("reads rows by the week's reads, not by the articles there are", async () => {
    const id = await anArticle({ section: NEWS });
    await readOn(id, TODAY, 1);
    const ask = { now: NOW, weights: { [TODAY]: 7 }, allTimeShare: 5, length: 10 };
    const before = (await hottest(env.DB, ask).all()).meta.rows_read;
    for (let n = 0; n < 30; n += 1) await anArticle({ section: NEWS });
    for (let n = 0; n < 30; n += 1) await readOn(900_000 + n, dayBefore(TODAY, 30), 1);

    const after = (await hottest(env.DB, ask).all()).meta.rows_read;

    expect(after).toBe(before);
  });
});
