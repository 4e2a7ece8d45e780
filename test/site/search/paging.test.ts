// Results page by page: all of them, once, at a bounded cost.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { openDatabase } from "../../../src/db/client";
import { renderSearch } from "../../../src/site/routes/search";
import { watchedD1 } from "../../pages/builders";
import { publish } from "../../promises/client";
import { pathsFor, searchFor, searchPage } from "./results";

const day = (n: number) => new Date(Date.UTC(2024, 0, 1) + n * 86_400_000).toISOString();

describe("more results", () => {
  it("go on where the page ends, each article once, and end", async () => {
    const expected: string[] = [];
    for (let n = 0; n < 45; n++) {
      const fields = n % 3 === 0 ? { title: `貘 ${n}`, body: "文" } : { title: `T ${n}`, body: "一只貘。" };
      expected.push((await publish({ ...fields, publishAt: day(n) })).path);
    }

    const first = await searchFor("貘");
    const all = await pathsFor("貘");

    expect(first.results).toHaveLength(20);
    expect(all).toHaveLength(45);
    expect(all.toSorted()).toEqual(expected.toSorted());
    const titled = expected.filter((_, n) => n % 3 === 0).toReversed();
    expect(all.slice(0, 15)).toEqual(titled);
  });

  it("reach what stands behind more hidden matches than one page looks at", async () => {
    const { path, id } = await publish({ title: "鸸鹋", publishAt: day(1) });
    // By SQL, since there are many: live ones that have expired since, newer than the one that can be seen.
    await env.DB.batch([
      env.DB.prepare(
        `with recursive n(i) as (select 1 union all select i + 1 from n where i < 250)
          insert into articles (guid, section_id, lang, slug, title, excerpt, tags, related, state, published_at, day, expire_at,
            created_at, updated_at)
          select 'emu-' || i, section_id, lang, 'emu-' || i, title, '', '[]', '[]', 'live', published_at + i * 1000, day,
            published_at + i * 1000 + 1, 0, 0 from n, articles where id = ?1`,
      ).bind(id),
      env.DB.prepare(
        "insert into article_texts (article_id, text) select id, '文' from articles where guid like 'emu-%'",
      ),
      env.DB.prepare(
        `insert into article_search (rowid, title, body, title_runs, body_runs, lang)
          select published_at / 1000 * 16777216 + id, '鸸鹋 鸸 鹋', '', '鸸 鹋 鸸鹋 。', '', 'zhcn' from articles where guid like 'emu-%'`,
      ),
    ]);

    const first = await searchFor("鸸鹋");
    const { d1, seen } = watchedD1();
    const page = {
      db: openDatabase(d1.withSession("first-primary")),
      origin: "http://site.test",
      path: "/search",
      search: "",
      lang: null,
      now: Date.now(),
    };
    await renderSearch(page, { query: "鸸鹋", after: null, onFound: () => {} });

    expect(seen.rowsRead).toBeLessThanOrEqual(500);
    expect(first.results).toEqual([]);
    expect(first.older).not.toBeNull();
    expect(await pathsFor("鸸鹋")).toEqual([path]);
  });

  it.each(["x", "9.1", "1.", "1.99999999999999999999999", "0.-1", "1.1;drop"])(
    "after=%s is no error",
    async (after) => {
      expect((await searchPage(`/search?q=${encodeURIComponent("貘")}&after=${after}`)).status).toBe(200);
    },
  );
});
