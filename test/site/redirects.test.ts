// Where an older site's addresses lead: only from where nothing is, in one step, and as the table is, at once.

import { afterEach, describe, expect, it } from "vitest";
import { Isolate, outcomeOf, statusOf } from "../pages/builders";
import { api, cacheStatus, publish, visit } from "../promises/client";
import { aSection } from "./sections";

const put = async (lines: Record<string, string>): Promise<void> => {
  const items = Object.entries(lines).map(([from, to]) => ({ from, to }));
  const { status, body } = await api("PUT", "/redirects", { items });
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
};

/** Where an address leads; its status where it leads nowhere. */
async function leads(path: string, init: RequestInit = {}): Promise<string | number> {
  const { status, headers } = await visit(path, init);
  return status === 301 ? (headers.get("location") ?? "") : status;
}

afterEach(() => put({}));

describe("an old address", () => {
  it.each([
    ["/about-us.html", "/about-us.html", "/news"],
    ["/About-Us.HTML", "/about-us.html", "/news"],
    ["/about-us.html/", "/about-us.html", "/news"],
    ["/about-us.html?utm_source=x&y=1", "/about-us.html", "/news"],
    ["/关于.html", "/%E5%85%B3%E4%BA%8E.html", "/en/news"],
    ["/%e5%85%b3%e4%ba%8e.html", "/关于.html", "/en/news"],
    ["/2019/05/opening/", "/2019/05/opening", "https://other.example/x?y=1#z"],
    ["/one/two/three/four/five", "/one/two/three/four/five", "/news"],
    ["/cn/about.html", "/cn/about.html", "/news"],
    ["/zh-cn/about.html", "/zh-cn/about.html", "/news"],
    ["/en/about.html", "/en/about.html", "/en/news"],
    ["/feed", "/feed", "/feed.xml"],
    ["/news/no-such.html", "/news/no-such.html", "/news"],
    ["/tag/no-such", "/tag/no-such", "/news"],
    ["/a/999999", "/a/999999", "/news"],
    ["/to-chinese.html", "/to-chinese.html", "/新闻"],
    ["/%D0%C2%CE%C5/1.html", "/%d0%c2%ce%c5/1.html", "/news"],
    ["/%d0%c2%ce%c5/1.html/?from=timeline", "/%D0%C2%CE%C5/1.html", "/news"],
  ])("%s leads where its redirect says, in one step", async (asked, from, to) => {
    await put({ [from]: to });

    expect(await leads(asked)).toBe(to.startsWith("/") ? encodeURI(to) : to);
    expect(await leads(asked, { method: "HEAD" })).toBe(to.startsWith("/") ? encodeURI(to) : to);
  });

  it("in another encoding than UTF-8 is refused as such where none leads on", async () => {
    await put({ "/%D0%C2%CE%C5": "/news" });

    expect([await leads("/%D0%C2%CE%C6"), await leads("/%D0%C2%CE%C5/x")]).toEqual([400, 400]);
  });

  it("with a query leads on whoever sends all of it, in any order, whatever else they send", async () => {
    await put({ "/index.php?id=5": "/five", "/index.php?id=5&page=2": "/five-2", "/article.asp?ID=7": "/seven" });

    expect(await leads("/index.php?id=5")).toBe("/five");
    expect(await leads("/Index.PHP?ID=5&from=timeline&isappinstalled=0")).toBe("/five");
    expect(await leads("/index.php?page=2&utm_source=x&id=5")).toBe("/five-2");
    expect(await leads("/article.asp?id=7")).toBe("/seven");
    expect(await leads("/zh-cn/article.asp?id=7")).toBe("/seven");
    for (const path of ["/index.php", "/index.php?id=6", "/index.php?page=2", "/article.asp?id=5"]) {
      expect([path, await leads(path)]).toEqual([path, 404]);
    }
  });

  it("with and without a query lead each its own way, however often and in whichever order they are asked", async () => {
    await put({ "/list.php?id=1": "/one", "/list.php": "/all" });

    for (let turn = 0; turn < 3; turn++) {
      expect(await leads("/list.php")).toBe("/all");
      expect(await leads("/list.php?id=1")).toBe("/one");
      expect(await leads("/list.php?id=2")).toBe("/all");
    }
  });

  it("of the home page's path leads on by its query, and the home page stays where it is", async () => {
    await put({ "/?p=123": "/news/old", "/?page_id=2&lang=en": "/en/news", "/en?p=9": "/en/nine" });

    expect(await leads("/?p=123")).toBe("/news/old");
    expect(await leads("/?from=timeline&P=123")).toBe("/news/old");
    expect(await leads("/?lang=en&page_id=2")).toBe("/en/news");
    expect(await leads("/en?p=9")).toBe("/en/nine");
    for (const path of ["/", "/?p=124", "/?page_id=2", "/?utm_source=x", "/en", "/en?p=123"]) {
      expect([path, await leads(path)]).toEqual([path, 200]);
    }
  });

  it("is looked for only where nothing is: what the site has stays where it is", async () => {
    const { path } = await publish();
    const withdrawn = await publish();
    await api("DELETE", `/articles/${withdrawn.id}`);

    await put({ "/news": "/x", [path]: "/x", [withdrawn.path]: "/x", "/news?id=1": "/x" });

    expect([await leads("/news"), await leads("/news?id=1"), await leads(path)]).toEqual([200, 200, 200]);
    expect(await leads(withdrawn.path)).toBe(410);
  });
});

describe("a change of the redirects is seen at once", () => {
  it("where one was kept, and where there was none", async () => {
    await put({ "/kept.html": "/one", "/?p=1": "/home-one" });
    expect([await leads("/kept.html"), await leads("/?p=1"), await leads("/none.html")]).toEqual([
      "/one",
      "/home-one",
      404,
    ]);
    expect(cacheStatus(await visit("/kept.html"))).toContain("hit");
    expect(cacheStatus(await visit("/?p=1&utm_source=x"))).toContain("hit");

    await put({ "/kept.html": "/two", "/?p=1": "/home-two", "/none.html": "/three" });
    expect([await leads("/kept.html"), await leads("/?p=1"), await leads("/none.html")]).toEqual([
      "/two",
      "/home-two",
      "/three",
    ]);

    await put({});
    expect([await leads("/kept.html"), await leads("/?p=1"), await leads("/none.html")]).toEqual([404, 200, 404]);
  });

  it("by another isolate once its view of the ledger is read again, and no page of the site is rendered for it", async () => {
    const isolate = new Isolate();
    await put({ "/kept.html": "/one" });
    for (const path of ["/kept.html", "/news"]) await isolate.visit(path);

    await put({});
    isolate.ahead = 15_000;

    expect(outcomeOf(await isolate.visit("/news"))).not.toBe("rendered");
    expect(statusOf(await isolate.visit("/kept.html"))).toBe(404);
  });
});

describe("an old address gives way", () => {
  it("to an article that is published there, in a section that there was, and in one that there was not", async () => {
    const section = await aSection();
    await put({ [`/${section}/one`]: "/x", [`/${section}-2/two`]: "/x" });
    expect([await leads(`/${section}/one`), await leads(`/${section}-2/two`)]).toEqual(["/x", "/x"]);

    await publish({ section, slug: "one" });
    const { body } = await api("GET", "/sections");
    const items = [...Array.from(Object(body.items)), { slug: `${section}-2`, name: { "zh-CN": "二" } }];
    await api("PUT", "/sections", { items });
    await publish({ section: `${section}-2`, slug: "two" });

    expect([await leads(`/${section}/one`), await leads(`/${section}-2/two`)]).toEqual([200, 200]);
  });

  it("to an article that goes live by the clock", async () => {
    const section = await aSection();
    const isolate = new Isolate();
    await put({ [`/${section}/later`]: "/x" });
    const publishAt = `${new Date(Date.now() + 60_000).toISOString().slice(0, 19)}Z`;
    await publish({ section, slug: "later", publishAt });
    expect(statusOf(await isolate.visit(`/${section}/later`))).toBe(301);

    isolate.ahead = 61_000;

    expect(statusOf(await isolate.visit(`/${section}/later`))).toBe(200);
  });

  it("to a standing page, and to a tag", async () => {
    const tag = crypto.randomUUID();
    await put({ "/about": "/x", [`/tag/${tag}`]: "/x" });
    expect([await leads("/about"), await leads(`/tag/${tag}`)]).toEqual(["/x", "/x"]);

    await api("PUT", "/pages", { items: [{ slug: "about", title: { "zh-CN": "关于" }, body: { "zh-CN": "我们。" } }] });
    await publish({ tags: [tag] });

    expect([await leads("/about"), await leads(`/tag/${tag}`)]).toEqual([200, 200]);
    await api("PUT", "/pages", { items: [] });
    expect(await leads("/about")).toBe("/x");
  });
});
