// /api/site, /api/sections, /api/pages, /api/links, /api/searches: what every page shows, read and replaced whole.

import { afterEach, describe, expect, it } from "vitest";
import { anArticle, api, aSection, type Body, pointersOf, publish, rows, theRow, theValue, visit } from "./client";

const RESOURCES = ["/site", "/sections", "/pages", "/links", "/searches", "/redirects"];
/** What a change that changes nothing purges. */
const PURGED: Record<string, string[]> = { "/pages": [], "/redirects": ["redirects"] };

const get = async (path: string): Promise<Body> => (await api("GET", path)).body;

interface SectionRow {
  id: number;
  slug: string;
  name: string;
  description: string;
}

/** The frame as it follows from the tables. */
async function frameFromTables() {
  const json = (row: SectionRow) => ({ ...row, name: JSON.parse(row.name), description: JSON.parse(row.description) });
  return {
    sections: (await rows<SectionRow>("select id, slug, name, description from sections order by position, id")).map(
      json,
    ),
    pages: await pagesFromTables(),
    links: await rows("select name, url from links order by position, id"),
    searches: (await rows("select term from search_terms where list = 'pinned' order by position")).map(
      ({ term }) => term,
    ),
    // test/searches/typed.test.ts has what readers type.
    typed: {},
  };
}

async function pagesFromTables() {
  const pages = await rows<{ id: number }>("select id, slug, place from standing_pages order by position, id");
  const texts = await rows<{ page_id: number; lang: string; title: string }>("select * from standing_page_texts");
  const titlesOf = (id: number) => texts.filter((text) => text.page_id === id).map(({ lang, title }) => [lang, title]);
  return pages.map((page) => ({ ...page, title: Object.fromEntries(titlesOf(page.id)) }));
}

afterEach(async () => {
  const frame = JSON.parse(await theValue<string>("select frame from site"));
  expect(frame, "the site's frame equals the tables").toEqual(await frameFromTables());
});

describe("each of the site's resources", () => {
  it.each(RESOURCES)("reads as it was put, purges site unless it says, and leaves an audit line: %s", async (path) => {
    const before = await get(path);

    const put = await api("PUT", path, before);

    const { purged, ...shown } = put.body;
    expect([put.status, purged]).toEqual([200, PURGED[path] ?? ["site"]]);
    expect(shown).toEqual(before);
    const after = await api("GET", path);
    expect([after.body, after.headers.get("etag")]).toEqual([before, put.headers.get("etag")]);
    expect(await theRow("select by, action, target from audit order by id desc limit 1")).toEqual({
      by: "ADMIN_TOKEN",
      action: "change",
      target: path.slice(1),
    });
  });

  it.each(RESOURCES)("is only changed in the version that If-Match names: %s", async (path) => {
    const { body, headers } = await api("GET", path);
    const etag = headers.get("etag") ?? "";

    const right = await api("PUT", path, body, { "if-match": `"999999", ${etag}` });
    const stale = await api("PUT", path, body, { "if-match": etag });
    const weak = await api("PUT", path, body, { "if-match": `W/${right.headers.get("etag")}` });

    expect(right.status).toBe(200);
    expect(right.headers.get("etag")).not.toBe(etag);
    for (const answer of [stale, weak]) {
      expect([answer.status, answer.headers.get("etag")]).toEqual([412, right.headers.get("etag")]);
    }
  });

  it.each(RESOURCES)("takes one of ten changes of the same version: %s", async (path) => {
    const { body, headers } = await api("GET", path);
    const ifMatch = { "if-match": headers.get("etag") ?? "" };

    const answers = await Promise.all(Array.from({ length: 10 }, () => api("PUT", path, body, ifMatch)));

    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(412)]);
  });

  it.each(RESOURCES)("names a field that it doesn't have: %s", async (path) => {
    const answer = await api("PUT", path, { ...(await get(path)), colour: "red" });

    expect([answer.status, pointersOf(answer)]).toEqual([422, ["#/colour"]]);
  });
});

describe("the settings", () => {
  const putSite = async (fields: object) => api("PUT", "/site", { ...(await get("/site")), ...fields });

  it.each([
    [{ timeZone: "Mars/Olympus" }, "#/timeZone"],
    [{ timeZone: "" }, "#/timeZone"],
    [{ languages: [] }, "#/languages"],
    [{ languages: ["zh-CN", "zh-CN"] }, "#/languages"],
    [{ languages: ["zh-cn"] }, "#/languages/0"],
    [{ languages: ["english"] }, "#/languages/0"],
    [{ languages: ["e"] }, "#/languages/0"],
    [{ languages: ["zh-CN", "gsw"] }, "#/languages/1"],
    [{ languages: ["zh-CN", "es-419"] }, "#/languages/1"],
    [{ name: {} }, "#/name"],
    [{ name: { "zh-CN": "" } }, "#/name/zh-CN"],
    [{ name: { "zh-CN": "a\u0000b" } }, "#/name/zh-CN"],
    [{ tagline: { "zh-CN": "a\ud800b" } }, "#/tagline/zh-CN"],
    [{ hotline: { label: {}, number: "" } }, "#/hotline/number"],
    [{ filings: [{ label: "ICP", url: "javascript:alert(1)" }] }, "#/filings/0/url"],
    [{ purges: [{ tags: ["ranking"], every: 59 }] }, "#/purges/0/every"],
    [{ purges: [{ tags: [], every: 60 }] }, "#/purges/0/tags"],
  ])("refuse %j", async (fields, pointer) => {
    const answer = await putSite(fields);

    expect([answer.status, pointersOf(answer)]).toEqual([422, [pointer]]);
  });

  it("show on every page at once", async () => {
    const before = await get("/site");
    await visit("/");

    await putSite({
      name: { "zh-CN": "边缘报", en: "The Edge" },
      hotline: { label: { "zh-CN": "免费服务热线" }, number: "400-000-0000" },
    });

    const page = await (await visit("/")).text();
    expect(page).toContain("边缘报");
    expect(page).toContain("400-000-0000");
    await api("PUT", "/site", before);
  });

  it("read a time without a zone in the zone that they name", async () => {
    const before = await get("/site");
    await putSite({ timeZone: "America/New_York" });

    const file = `---\ntitle: Zone ${crypto.randomUUID()}\nsection: news\npublishAt: 2021-07-01 08:00:00\n---\nText.`;
    const { body } = await api("POST", "/articles", file, { "content-type": "text/markdown" });

    expect(body.publishedAt).toBe("2021-07-01T12:00:00Z");
    await api("PUT", "/site", before);
  });
});

describe("the sections", () => {
  const items = async (): Promise<Body[]> => (await get("/sections")).items;
  const put = (list: object[]) => api("PUT", "/sections", { items: list });
  const rename = async (names: Record<string, string>) =>
    put((await items()).map((item) => ({ ...item, slug: names[item.slug] ?? item.slug })));

  it.each([
    ...["admin", "API", "search", "tag", "a", "media", "reads", "feed"],
    ...["en", "zh-cn", "ZH-Hans", "fr", "no"],
    ...["", "a b", "-x", "x/y", "x.y", "\ud800", "x".repeat(41)],
  ])("refuse a slug that an address can't have, or that reads as a language: %j", async (slug) => {
    const list = await items();

    const answer = await put([...list, { slug, name: { "zh-CN": "x" } }]);

    expect([answer.status, pointersOf(answer)[0]]).toEqual([422, `#/items/${list.length}/slug`]);
  });

  it("refuse a slug twice, an id that there is not, an id twice, and an empty list", async () => {
    const list = await items();
    const name = { "zh-CN": "x" };

    const answers = [
      await put([...list, { slug: "twice", name }, { slug: "Twice", name }]),
      await put([...list, { id: 999_999, slug: "unknown", name }]),
      await put([...list, { ...list[0], slug: "same-id" }]),
      await put([]),
    ];

    for (const answer of answers) expect([answer.status, pointersOf(answer).length]).toEqual([422, 1]);
  });

  it("keep their order and their ids", async () => {
    const [one, two] = [await aSection(), await aSection()];
    const before = await items();

    await put(before.toReversed());

    expect(await items()).toEqual(before.toReversed());
    expect(before.map(({ slug }) => slug)).toEqual(expect.arrayContaining([one, two]));
  });

  it("renamed keep their old addresses: heads, archives and articles answer 301", async () => {
    const slug = await aSection();
    const article = await publish({ section: slug, slug: "x", publishAt: "2021-04-08T00:00:00Z" });
    const renamed = `${slug}-new`;

    const answer = await rename({ [slug]: renamed });

    expect(answer.status).toBe(200);
    const leads = async (path: string) => {
      const { status, headers } = await visit(path);
      return [status, headers.get("location")];
    };
    expect(await leads(`/${slug}`)).toEqual([301, `/${renamed}`]);
    expect(await leads(`/${slug}/2021/04`)).toEqual([301, `/${renamed}/2021/04`]);
    expect(await leads(`/${slug}/x`)).toEqual([301, `/${renamed}/x`]);
    expect((await get(`/articles/${article.id}`)).url).toContain(`/${renamed}/x`);
    expect((await visit(`/${renamed}/x`)).status).toBe(200);
  });

  it("swap their slugs in one change", async () => {
    const [one, two] = [await aSection(), await aSection()];
    const [first, second] = [await publish({ section: one }), await publish({ section: two })];

    const answer = await rename({ [one]: two, [two]: one });

    expect(answer.status).toBe(200);
    expect((await get(`/articles/${first.id}`)).section).toBe(two);
    expect((await get(`/articles/${second.id}`)).section).toBe(one);
    expect((await visit(`/${two}/${first.slug}`)).status).toBe(200);
  });

  it("that hold articles can't be removed, withdrawn ones too; an empty one can", async () => {
    const [full, empty] = [await aSection(), await aSection()];
    const { id } = await publish({ section: full });
    await api("DELETE", `/articles/${id}`);
    const list = await items();

    const refused = await put(list.filter(({ slug }) => slug !== full));
    const removed = await put(list.filter(({ slug }) => slug !== empty));

    expect([refused.status, pointersOf(refused)]).toEqual([422, ["#/items"]]);
    expect(refused.body.errors?.[0]?.detail).toContain(full);
    expect(removed.status).toBe(200);
    expect((await visit(`/${empty}`)).status).toBe(404);
  });

  it("never lose an article to a removal at the same moment", async () => {
    for (let turn = 0; turn < 5; turn++) {
      const slug = await aSection();
      const list = await items();
      const without = list.filter((item) => item.slug !== slug);

      await Promise.all([put(without), api("POST", "/articles", anArticle({ section: slug })), put(without)]);

      expect(await theValue("select count(*) from articles where section_id not in (select id from sections)")).toBe(0);
    }
  });
});

describe("links and searches", () => {
  it("show on the pages in their order", async () => {
    const links = [
      { name: "第二", url: "https://b.example/" },
      { name: "第一", url: "https://a.example/" },
    ];

    await api("PUT", "/links", { items: links });
    await api("PUT", "/searches", { pinned: ["工厂", "招聘", "工厂"], blocked: ["坏词"] });

    expect((await get("/links")).items).toEqual(links);
    expect(await get("/searches")).toEqual({ pinned: ["工厂", "招聘"], blocked: ["坏词"] });
    const page = await (await visit("/")).text();
    expect(page.indexOf("https://b.example/")).toBeGreaterThan(0);
    expect(page.indexOf("https://b.example/")).toBeLessThan(page.indexOf("https://a.example/"));
    expect(page).toContain("招聘");
    expect(page).not.toContain("坏词");
  });

  it.each([
    ["/links", { items: [{ name: "x", url: "javascript:alert(1)" }] }, "#/items/0/url"],
    ["/links", { items: [{ name: "x", url: "/path" }] }, "#/items/0/url"],
    ["/links", { items: [{ name: "", url: "https://x.example" }] }, "#/items/0/name"],
    ["/links", { items: Array(101).fill({ name: "x", url: "https://x.example" }) }, "#/items"],
    ["/links", {}, "#/items"],
    ["/searches", { pinned: ["a"], blocked: ["a"] }, "#/blocked"],
    ["/searches", { pinned: ["a\u0000"], blocked: [] }, "#/pinned/0"],
    ["/searches", { pinned: Array.from({ length: 21 }, (_, n) => `${n}`), blocked: [] }, "#/pinned"],
  ])("refuse what can't be: %s %j", async (path, body, pointer) => {
    const answer = await api("PUT", path, body);

    expect([answer.status, pointersOf(answer)]).toEqual([422, [pointer]]);
  });
});
