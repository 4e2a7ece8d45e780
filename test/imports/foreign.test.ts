// What another system's texts become here: places, times, languages and addresses; what does not fit is said.

import { describe, expect, it } from "vitest";
import { api, rows, theRow, visit } from "../api/client";
import { anArticle, aPage, article, aSectionItem, outcomes, take } from "./builders";

const DAY = 86_400_000;
const day = (ms: number): number => Math.floor(ms / 1000) * 1000;

describe("an article", () => {
  it("comes with all that it was", async () => {
    const at = Date.UTC(2018, 10, 5, 8, 8, 8);
    const item = anArticle({
      ...{
        slug: "%E5%BC%80%E4%B8%9A-day",
        publishedAt: at,
        author: "Wang",
        tags: ["a", "b", "a"],
        articleKind: "News",
      },
      ...{ summary: "In short.", source: { name: "Daily", url: "https://daily.example/" }, expireAt: at + DAY },
    });

    const [line] = await take([item]);

    expect(line).toEqual({
      outcome: "created",
      kind: "article",
      key: item.key,
      url: "/news/%E5%BC%80%E4%B8%9A-day",
      notes: [],
    });
    expect(await article(item.title)).toMatchObject({
      ...{ section: "news", lang: "zh-CN", slug: "开业-day", state: "live", at, end: at + DAY, author: "Wang" },
      ...{ tags: '["a","b"]', kind: "News", summary: "In short.", source: "Daily", body: "Old words." },
    });
  });

  it("keeps its time: back-dated, in the site's zone, ahead, or none", async () => {
    const ahead = day(Date.now() + DAY);
    const items = {
      local: anArticle({ publishedAt: { local: "2019-05-06 08:00:00" } }),
      ahead: anArticle({ publishedAt: ahead }),
      late: anArticle({ status: "scheduled" }),
      draft: anArticle({ status: "draft" }),
      vague: anArticle({ publishedAt: { local: "last spring" }, status: "scheduled" }),
    };

    const lines = await take(Object.values(items));

    const found = await Promise.all(Object.values(items).map(({ title }) => article(title)));
    expect(found.map(({ state, at }) => [state, at])).toEqual([
      ["live", Date.UTC(2019, 4, 6, 0)],
      ["live", ahead],
      ["live", Date.UTC(2019, 4, 6)],
      ["draft", Date.UTC(2019, 4, 6)],
      ["draft", null],
    ]);
    expect(lines[4]?.notes).toEqual([
      "its date, last spring, is no time that can be kept",
      "it was to come at a time that is not told: it is a draft",
    ]);
  });

  it("comes as a draft where the operator wants drafts", async () => {
    const item = anArticle();

    await take([item], { options: { status: "draft" } });

    expect((await article(item.title)).state).toBe("draft");
  });

  it("is cut to our limits, and says where; one without a text, or with too long a one, is refused by itself", async () => {
    const long = anArticle({ ...{ title: "长".repeat(250), slug: "a b!", author: "\u0000" }, tags: ["t".repeat(60)] });
    const [empty, huge] = [anArticle({ body: " " }), anArticle({ body: "x".repeat(600 * 1024) })];

    const lines = await take([long, empty, huge, anArticle({ expireAt: 0 })]);

    expect(outcomes(lines)).toEqual(["created", "failed", "failed", "created"]);
    expect(lines.flatMap(({ notes }) => notes)).toEqual([
      "its slug, a b!, can't stand here: a-b",
      "its title is cut to 200 characters",
      `its tag ${"t".repeat(20)} is cut to 50 characters`,
      "it has no text",
      "the limit for the body is 524288 bytes",
      "its end, which comes before its beginning, is left out",
    ]);
  });

  it("stands in the site's form of its language, translates what it translated, and is told from one that has its slug", async () => {
    const original = anArticle({ slug: "opening-day", lang: "zh_cn" });
    const english = anArticle({ slug: "opening-day", lang: "en-GB", translationOf: original.key });
    const [french, second, orphan] = [
      anArticle({ lang: "fr" }),
      anArticle({ slug: "opening-day" }),
      anArticle({ lang: "en", translationOf: "test:gone" }),
    ];

    const lines = await take([original, english, french, second, orphan]);

    const [first, en, fr] = await Promise.all([original, english, french].map(({ title }) => article(title)));
    expect([first?.lang, en?.lang, fr?.lang]).toEqual(["zh-CN", "en", "zh-CN"]);
    expect(en?.original).toBe(first?.id);
    expect(lines.map(({ url, notes }) => [url?.includes("opening-day"), ...notes])).toEqual([
      [true],
      [true],
      [false, "its language, fr, is none of this site's: taken as zh-CN"],
      [true, "its address ends in opening-day-2: opening-day was taken"],
      [false, "the article that it translates, test:gone, is not here"],
    ]);
  });

  it("leads there from its old addresses; where one leads elsewhere already, that stays", async () => {
    await api("PATCH", "/redirects", { items: [{ from: "/taken.html", to: "/news" }] });
    const slug = `old-${crypto.randomUUID().slice(0, 8)}`;
    const own = `https://old.test/news/${slug}/`;
    const item = anArticle({
      ...{ slug, oldUrls: [`https://old.test/2019/${slug}.html`, own, `/?p=${slug}`, "/taken.html", "/robots.txt"] },
    });

    const [line] = await take([item]);

    const led = await Promise.all([`/2019/${slug}.html`, `/?p=${slug}`].map((path) => visit(path)));
    expect(led.map(({ status, headers }) => [status, headers.get("location")])).toEqual([
      [301, `/news/${slug}`],
      [301, `/news/${slug}`],
    ]);
    expect(await rows('select "from" from redirects where "to" = ?', `/news/${slug}`)).toHaveLength(2);
    expect(line?.notes).toEqual([
      "/taken.html leads to /news already, which stays",
      "no redirect from /robots.txt: it is always answered by the site itself",
    ]);
  });
});

describe("a section", () => {
  it("is made with a safe address, once, and its old address leads there", async () => {
    const [tag, own] = [
      aSectionItem({ slug: "tag", name: "标签", oldUrls: ["/category/tag/"] }),
      anArticle({ section: "tag" }),
    ];

    const lines = await take([tag, own]);

    expect(lines.map(({ outcome, notes }) => [outcome, ...notes])).toEqual([
      ["created", "its address is /tag-2"],
      ["created"],
    ]);
    expect((await article(own.title)).section).toBe("tag-2");
    expect(await theRow("select name from sections where slug = 'tag-2'")).toEqual({ name: '{"zh-CN":"标签"}' });
    expect((await visit("/category/tag")).headers.get("location")).toBe("/tag-2");
    expect(outcomes(await take([tag]))).toEqual(["unchanged"]);
  });

  it("is the site's own that has its name in any language, whatever its slug, and so it is for texts alone", async () => {
    const slug = `e${crypto.randomUUID().slice(0, 8)}`;
    const name = `Caf\u00e9 ${slug}`;
    await take([aSectionItem({ slug, name })], { options: { lang: "en" } });
    const other = aSectionItem({ slug: `${slug}-cn`, name: ` Cafe\u0301 ${slug} `, oldUrls: [`/category/${slug}/`] });
    const filed = anArticle({ section: other.slug, sectionName: other.name });
    const unlike = aSectionItem({ slug: `${slug}-2`, name: `${name} 2` });

    const lines = await take([other, filed, unlike]);
    const alone = await take([anArticle({ section: filed.section, sectionName: name })], {
      options: { sections: "map" },
    });

    expect(lines.map(({ outcome, notes }) => [outcome, ...notes])).toEqual([
      ["unchanged", `the site has a section of that name: its texts go to /${slug}`],
      ["created"],
      ["created"],
    ]);
    expect((await article(filed.title)).section).toBe(slug);
    expect(alone[0]?.url).toMatch(new RegExp(`^/${slug}/`));
    expect((await visit(`/category/${slug}`)).headers.get("location")).toBe(`/${slug}`);
  });

  it("is not made where the operator wants none: its texts go to the one that was named", async () => {
    const [section, own] = [aSectionItem(), anArticle()];

    const lines = await take([section, { ...own, section: section.slug }], {
      options: { sections: "map", section: "news" },
    });

    expect(outcomes(lines)).toEqual(["skipped", "created"]);
    expect(lines[1]?.notes).toEqual([`the site has no section ${section.slug}: it stands in news`]);
  });
});

it("makes no redirect from an address at which this site has a page itself", async () => {
  const section = aSectionItem({ slug: "company" });

  const [, line] = await take([section, aPage({ slug: "company", oldUrls: ["/company/", "/company.html"] })]);

  expect(line?.notes).toEqual([
    "its address is /company-2: /company was taken",
    "no redirect from /company: this site has a page there",
  ]);
  expect((await visit("/company.html")).headers.get("location")).toBe("/company-2");
  expect(await rows('select "to" from redirects where "from" = \'/company\'')).toEqual([]);
});

it("takes a page in beside those that are there, under a free address", async () => {
  await api("PUT", "/pages", { items: [{ slug: "about", title: { "zh-CN": "关于" }, body: { "zh-CN": "我们" } }] });

  const [line, second] = await take([aPage({ slug: "about", oldUrls: ["/about.html"] }), aPage({ slug: "news" })]);

  expect([line?.url, second?.url]).toEqual(["/about-2", "/news-2"]);
  expect((await visit("/about.html")).headers.get("location")).toBe("/about-2");
  expect((await (await visit("/about")).text()).includes("我们")).toBe(true);
});
