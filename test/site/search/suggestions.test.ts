// A 404 offers a search, and articles that the address seems to be about, at a bounded cost.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { pathWords } from "../../../src/content/path-words";
import { Isolate, watchedD1 } from "../../pages/builders";
import { api, publish, visit } from "../../promises/client";

/** The links that stand under "perhaps you want to see". */
async function suggestionsAt(path: string) {
  const response = await visit(path);
  const html = await response.text();
  const list = /<h2 id="suggestions">.*?<ul class="titles">(.*?)<\/ul>/s.exec(html)?.[1] ?? "";
  const links = Array.from(list.matchAll(/<a href="([^"]*)"/g), ([, href = ""]) => href);
  return { status: response.status, html, links };
}

describe("the words of an address", () => {
  it.each([
    ["/news/solar-panels-in-winter.html", ["solar", "panels", "winter"]],
    ["/news/%E6%B0%B4%E8%B4%A8%E7%9B%91%E6%B5%8B", ["水质", "监测"]],
    ["/en/news/2021/04/08", ["news"]],
    ["/wp-login.php", ["login"]],
    ["/%E0%A4%A", []],
    ["/", []],
  ])("%s are %j", (path, words) => {
    expect(pathWords(path)).toEqual(words);
  });
});

describe("an address that leads nowhere", () => {
  let solar: { path: string; id: number };
  let both: { path: string };

  beforeAll(async () => {
    both = await publish({ title: "Panels of the solar kind in winter", publishAt: "2022-01-01T00:00:00Z" });
    solar = await publish({ title: "Solar power", publishAt: "2024-01-01T00:00:00Z" });
    await publish({ title: "Panels of winter, a draft", status: "draft" });
    await publish({ title: "Something else", body: "solar panels in winter" });
    await api("POST", "/jobs/rank");
  });

  it("offers a search, articles whose titles hold its words (all, then any), then the most read, five in all", async () => {
    const { status, html, links } = await suggestionsAt("/news/solar-panels-in-winter.html");

    expect(status).toBe(404);
    expect(html).toContain('<form class="search" action="/search"');
    expect(links.slice(0, 2)).toEqual([both.path, solar.path]);
    expect(new Set(links).size).toBe(links.length);
    expect(links.length).toBeLessThanOrEqual(5);
  });

  it("offers an article that was withdrawn no more, and others like it", async () => {
    const gone = await publish({ title: "Solar panels withdrawn" });
    await api("DELETE", `/articles/${gone.id}`);

    const { status, links } = await suggestionsAt(gone.path);

    expect(status).toBe(410);
    expect(links).not.toContain(gone.path);
    expect(links).toContain(solar.path);
  });

  it("offers the most read where its words say nothing", async () => {
    expect((await suggestionsAt("/2021/04")).links.length).toBeGreaterThan(0);
  });

  it("costs a bounded number of rows, and no place in KV", async () => {
    const isolate = new Isolate();
    await isolate.server.ledger.refresh(isolate.requestFor("/").d1, Date.now);
    const { d1, seen } = watchedD1();

    await isolate.visit("/news/solar-panels-in-the-coldest-of-all-winters-when-nothing-grows", { d1 });

    expect(seen.rowsRead).toBeLessThanOrEqual(60);
    for (let n = 0; n < 5; n++) await visit(`/news/nowhere-${n}`);
    expect((await env.PAGES.list()).keys).toEqual([]);
  });
});
