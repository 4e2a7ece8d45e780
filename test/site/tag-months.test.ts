// A tag's older articles, by month: every one is found, none twice, and an old list never shifts.

import { describe, expect, it } from "vitest";
import { publish, visit } from "../api/client";

const aTag = () => `t${crypto.randomUUID().slice(0, 8)}`;

const publishAll = async (tag: string, days: readonly string[]): Promise<string[]> => {
  const paths: string[] = [];
  for (const day of days) {
    const { url } = await publish({ tags: [tag], publishAt: `${day}T12:00:00+08:00` });
    paths.push(new URL(url).pathname);
  }
  return paths;
};

async function look(path: string) {
  const response = await visit(path);
  const html = await response.text();
  const main = /<main.*<\/main>/s.exec(html)?.[0] ?? "";
  const articles = [...main.matchAll(/<h2><a href="([^"]+)"/g)].map(([, href]) => href);
  const way = (rel: string) => new RegExp(`href="([^"]+)" rel="${rel}"`).exec(main)?.[1] ?? null;
  return { status: response.status, html, articles, older: way("prev"), newer: way("next") };
}

describe("a tag", () => {
  it("leads from its newest articles to all the others, month by month", async () => {
    const tag = aTag();
    const days = Array.from({ length: 40 }, (_, n) => `2024-0${1 + Math.floor(n / 10)}-1${n % 10}`);
    const paths = await publishAll(tag, days);

    const found = new Set<string | undefined>();
    const head = await look(`/tag/${tag}`);
    for (const path of head.articles) found.add(path);
    let months = 0;
    for (let next = head.older; next !== null; months += 1) {
      const page = await look(next);
      expect(page.status).toBe(200);
      for (const path of page.articles) found.add(path);
      next = page.older;
    }

    expect([head.articles.length, head.older, months]).toEqual([36, `/tag/${tag}/2024/01`, 1]);
    expect(found).toEqual(new Set(paths));
  });

  it("has months that know their neighbours, by the site's own days", async () => {
    const tag = aTag();
    // 00:30 on the first of March in Shanghai is February in UTC.
    const { url } = await publish({ tags: [tag], publishAt: "2023-03-01T00:30:00+08:00" });
    await publishAll(tag, ["2022-11-30", "2023-06-01"]);

    const march = await look(`/tag/${tag}/2023/03`);

    expect(march.articles).toEqual([new URL(url).pathname]);
    expect([march.older, march.newer]).toEqual([`/tag/${tag}/2022/11`, `/tag/${tag}/2023/06`]);
    expect(march.html).toContain(`<link rel="canonical" href="http://site.test/tag/${tag}/2023/03"/>`);
    expect((await look(`/tag/${tag}/2023/02`)).status).toBe(404);
  });

  it("with few articles leads nowhere else", async () => {
    const tag = aTag();
    await publishAll(tag, ["2023-01-01"]);

    expect((await look(`/tag/${tag}`)).older).toBeNull();
  });

  it.each(["2023/13", "2023/00", "2023/1", "23/01", "2023", "2023/01/01", "x/y"])("has no month %s", async (month) => {
    const tag = aTag();
    await publishAll(tag, ["2023-01-01"]);

    expect((await look(`/tag/${tag}/${month}`)).status).toBe(404);
  });
});
