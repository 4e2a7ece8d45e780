// What crawlers are told: robots.txt (RFC 9309) and sitemaps (sitemaps.org 0.9, with Google's extensions).

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { Isolate, statusOf, textOf, watchedD1 } from "../pages/builders";
import { api, cacheStatus, ORIGIN, publish, visit } from "../promises/client";
import { all, one, readXml, type XmlElement } from "./xml-reader";

const HOUR_MS = 3_600_000;
const PATHS = ["/robots.txt", "/sitemap.xml", "/sitemaps/1.xml", "/sitemaps/pages.xml", "/sitemap-news.xml"];

const sitemap = async (path: string): Promise<XmlElement> => readXml(await (await visit(path)).text());

const locOf = (url: XmlElement): string => one(url, "loc").text;

/** What a sitemap says of an address; undefined where it says nothing. */
const entryOf = async (path: string, url: string): Promise<XmlElement | undefined> =>
  all(await sitemap(path), "url").find((entry) => locOf(entry) === url);

const hreflangsOf = (entry: XmlElement | undefined): string[] =>
  entry === undefined
    ? []
    : all(entry, "xhtml:link").map(({ attributes: { hreflang, href } }) => `${hreflang} ${href}`);

const at = (ms: number): string => new Date(Math.floor(ms / 1000) * 1000).toISOString();

describe("robots.txt", () => {
  it("RFC 9309 §2.2: lets everything be crawled but the API, the editor and what a search finds", async () => {
    const answer = await visit("/robots.txt");
    const lines = (await answer.text()).split("\n");

    expect(answer.headers.get("content-type")).toBe("text/plain; charset=utf-8");
    expect(lines[0]).toBe("User-agent: *");
    expect(lines.filter((line) => line.startsWith("Disallow:"))).toEqual(
      ["/api$", "/api/", "/admin$", "/admin/", "/search$", "/search?", "/en/search$", "/en/search?"].map(
        (rule) => `Disallow: ${rule}`,
      ),
    );
    expect(lines.filter((line) => line.startsWith("Sitemap:"))).toEqual([
      `Sitemap: ${ORIGIN}/sitemap.xml`,
      `Sitemap: ${ORIGIN}/sitemap-news.xml`,
    ]);
  });
});

describe("the sitemap index", () => {
  it("names the site's lists while there is no article, and no sitemap that would be empty", async () => {
    await env.DB.batch(
      [
        "update articles set state = 'withdrawn'",
        "insert into ledger (tag, at, by, reason) values ('site', 0, '', '')",
      ].map((statement) => env.DB.prepare(statement)),
    );
    const isolate = new Isolate();

    const index = readXml(textOf(await isolate.visit("/sitemap.xml")));

    expect([index.name, index.attributes.xmlns]).toEqual([
      "sitemapindex",
      "http://www.sitemaps.org/schemas/sitemap/0.9",
    ]);
    expect(all(index, "sitemap").map(locOf)).toEqual([`${ORIGIN}/sitemaps/pages.xml`]);
    expect(statusOf(await isolate.visit("/sitemaps/1.xml"))).toBe(404);
    expect(all(readXml(textOf(await isolate.visit("/sitemap-news.xml"))), "url")).toEqual([]);
  });

  it("names each sitemap that holds an article, as soon as it does, in whatever language", async () => {
    await publish();
    const listed = async () => all(await sitemap("/sitemap.xml"), "sitemap").map(locOf);
    const before = await listed();

    await env.DB.prepare("update sqlite_sequence set seq = 10000 where name = 'articles'").run();
    const { id, url } = await publish({ lang: "en" });

    expect(before).toEqual(["pages", "1"].map((name) => `${ORIGIN}/sitemaps/${name}.xml`));
    expect(id).toBe(10_001);
    expect(await listed()).toEqual(["pages", "1", "3"].map((name) => `${ORIGIN}/sitemaps/${name}.xml`));
    expect(all(await sitemap("/sitemaps/3.xml"), "url").map(locOf)).toEqual([url]);
    expect((await visit("/sitemaps/2.xml")).status).toBe(404);
  });
});

describe("the sitemap of pages", () => {
  it("holds home and sections in each language, each naming all of its languages", async () => {
    const set = await sitemap("/sitemaps/pages.xml");

    expect(all(set, "url").map(locOf)).toEqual(["/", "/en", "/news", "/en/news"].map((path) => ORIGIN + path));
    expect(hreflangsOf(await entryOf("/sitemaps/pages.xml", `${ORIGIN}/news`))).toEqual([
      `zh-CN ${ORIGIN}/news`,
      `en ${ORIGIN}/en/news`,
    ]);
  });
});

describe("a sitemap of articles", () => {
  const numberOf = (id: number): number => Math.ceil(id / 5000);
  const pathOf = ({ id }: { id: number }): string => `/sitemaps/${numberOf(id)}.xml`;

  it("holds an article's address, its last change and its image, absolute and escaped", async () => {
    const article = await publish({
      title: `开业 & <茶> ${crypto.randomUUID()}`,
      cover: { url: "/media/a/b.png?x=1&y=2" },
      publishAt: "2026-01-02T03:04:05Z",
    });
    const { body } = await api("GET", `/articles/${article.id}`);

    const entry = (await entryOf(pathOf(article), article.url)) ?? expect.fail("not there");

    expect(article.url).toContain("%E5%BC%80");
    expect(`${one(entry, "lastmod").text.slice(0, 19)}Z`).toBe(body.updatedAt);
    expect(one(one(entry, "image:image"), "image:loc").text).toBe(`${ORIGIN}/media/a/b.png?x=1&y=2`);
    expect(hreflangsOf(entry)).toEqual([]);
  });

  it("dates an article anew when it is edited, moves it when its address changes, drops it when it is withdrawn", async () => {
    const article = await publish();
    const path = pathOf(article);
    await env.DB.prepare("update articles set updated_at = updated_at - 5000 where id = ?").bind(article.id).run();
    const first = one((await entryOf(path, article.url)) ?? expect.fail("not there"), "lastmod").text;
    expect(cacheStatus(await visit(path))).toContain("hit");

    await api("PATCH", `/articles/${article.id}`, { body: "Corrected." });
    const edited = one((await entryOf(path, article.url)) ?? expect.fail("not there"), "lastmod").text;
    const { body } = await api("PATCH", `/articles/${article.id}`, { slug: `other-${article.slug}` });
    const moved = await Promise.all([entryOf(path, article.url), entryOf(path, String(body.url))]);
    await api("DELETE", `/articles/${article.id}`);

    expect(Date.parse(edited)).toBeGreaterThan(Date.parse(first));
    expect(moved.map((entry) => entry === undefined)).toEqual([true, false]);
    expect(await entryOf(path, String(body.url))).toBeUndefined();
  });

  it("leaves the other sitemaps alone", async () => {
    const { purged, id } = await publish();

    expect(purged.filter((tag) => tag.startsWith("sitemap:"))).toEqual([`sitemap:${numberOf(id)}`]);
  });

  it("joins an article and its translations, wherever the others are listed", async () => {
    const original = await publish();
    const path = pathOf(original);
    await entryOf(path, original.url);
    await env.DB.prepare("update sqlite_sequence set seq = seq + 5000 where name = 'articles'").run();
    const translation = await publish({ lang: "en", translationOf: original.id });

    const both = [`zh-CN ${original.url}`, `en ${translation.url}`].toSorted();

    expect(pathOf(translation)).not.toBe(path);
    expect(hreflangsOf(await entryOf(path, original.url)).toSorted()).toEqual(both);
    expect(hreflangsOf(await entryOf(pathOf(translation), translation.url)).toSorted()).toEqual(both);

    await api("PATCH", `/articles/${translation.id}`, { translationOf: null });
    expect(hreflangsOf(await entryOf(path, original.url))).toEqual([]);
    await api("PATCH", `/articles/${translation.id}`, { translationOf: original.id });
    expect(hreflangsOf(await entryOf(path, original.url)).toSorted()).toEqual(both);
    await api("DELETE", `/articles/${translation.id}`);
    expect(hreflangsOf(await entryOf(path, original.url))).toEqual([]);
  });

  it("shows an article, and what joins it, on the second that it is published, until it expires", async () => {
    const original = await publish();
    const begins = Math.ceil(Date.now() / 1000) * 1000 + 60_000;
    const times = { publishAt: at(begins), expireAt: at(begins + 60_000) };
    const scheduled = await publish({ lang: "en", translationOf: original.id, ...times });
    const isolate = new Isolate();
    const seen = async (when: number) => {
      isolate.ahead = when - Date.now();
      const urls = all(readXml(textOf(await isolate.visit(pathOf(original)))), "url");
      const joined = hreflangsOf(urls.find((url) => locOf(url) === original.url));
      return [urls.map(locOf).includes(scheduled.url), joined.length];
    };

    expect(await seen(begins - 2000)).toEqual([false, 0]);
    expect(await seen(begins + 500)).toEqual([true, 2]);
    expect(await seen(begins + 60_500)).toEqual([false, 0]);
  });
});

describe("the news sitemap", () => {
  it("holds the articles of the last 48 hours: publication, language, title and date", async () => {
    const recent = at(Date.now() - 47 * HOUR_MS);
    const article = await publish({ title: `Tea & <茶> ${crypto.randomUUID()}`, lang: "en", publishAt: recent });
    const chinese = await publish();
    const old = await publish({ publishAt: at(Date.now() - 49 * HOUR_MS) });

    const entry = (await entryOf("/sitemap-news.xml", article.url)) ?? expect.fail("not there");
    const news = one(entry, "news:news");
    const inChinese = one((await entryOf("/sitemap-news.xml", chinese.url)) ?? expect.fail("not there"), "news:news");

    expect(one(news, "news:title").text).toMatch(/^Tea & <茶> /);
    expect(one(news, "news:publication_date").text).toBe(recent);
    expect(one(one(news, "news:publication"), "news:name").text).toBe("Edgewise");
    expect(one(one(news, "news:publication"), "news:language").text).toBe("en");
    expect(one(one(inChinese, "news:publication"), "news:language").text).toBe("zh-cn");
    expect(await entryOf("/sitemap-news.xml", old.url)).toBeUndefined();
  });

  it("shows an article on the second that it is published, its new title at once, and no more after 48 hours", async () => {
    const begins = Math.ceil(Date.now() / 1000) * 1000 + 60_000;
    const { url, id } = await publish({ publishAt: at(begins) });
    const isolate = new Isolate();
    const title = async (when: number) => {
      isolate.ahead = when - Date.now();
      const urls = all(readXml(textOf(await isolate.visit("/sitemap-news.xml"))), "url");
      const found = urls.find((entry) => locOf(entry) === url);
      return found === undefined ? null : one(one(found, "news:news"), "news:title").text;
    };

    expect(await title(begins - 2000)).toBeNull();
    expect(await title(begins + 500)).toMatch(/^Article/);
    await api("PATCH", `/articles/${id}`, { title: "Another title" });
    isolate.server.ledger.noteOwnPurge([], null);
    expect(await title(begins + 60_000)).toBe("Another title");
    expect(await title(begins + 48 * HOUR_MS - 1000)).toBe("Another title");
    expect(await title(begins + 48 * HOUR_MS + 1)).toBeNull();
  });
});

describe("a file for crawlers", () => {
  it.each([
    ["/ROBOTS.TXT", "/robots.txt"],
    ["/zh-cn/robots.txt", "/robots.txt"],
    ["/Sitemap.xml/", "/sitemap.xml"],
    ["/sitemaps//PAGES.xml", "/sitemaps/pages.xml"],
    ["/sitemap-News.xml", "/sitemap-news.xml"],
  ])("%s leads by one 301 to %s", async (spelling, canonical) => {
    const answer = await visit(spelling);

    expect([answer.status, answer.headers.get("location")]).toEqual([301, canonical]);
    expect((await visit(canonical)).status).toBe(200);
  });

  it.each(["/en/robots.txt", "/en/sitemap.xml", "/en/sitemaps/1.xml", "/sitemaps/0.xml", "/sitemaps/1", "/sitemaps"])(
    "there is none at %s",
    async (path) => {
      expect((await visit(path)).status).toBe(404);
    },
  );

  it.each(PATHS)("answers HEAD as GET, from the cache the second time: %s", async (path) => {
    await publish();
    const get = await visit(path);
    const head = await visit(path, { method: "HEAD" });

    expect([get.status, head.status, head.headers.get("etag")]).toEqual([200, 200, get.headers.get("etag")]);
    expect(cacheStatus(head)).toContain("hit");
    expect(head.headers.get("content-type")).toBe(get.headers.get("content-type"));
  });

  it("costs a row an article and, for each translation, at most five more", async () => {
    const number = 100;
    // As the API writes them, many at once: 3,000 articles, of which the last 500 translate the first.
    await env.DB.exec(
      `with recursive n (n) as (select 1 union all select n + 1 from n where n < 3000) insert into articles
        (id, guid, section_id, lang, slug, title, excerpt, tags, related, state, published_at, day, translation_of, created_at, updated_at)
        select ${(number - 1) * 5000} + n, 'g' || n, 1, iif(n > 2500, 'en', 'zh-CN'), 's' || n, 'T', '', '[]', '[]', 'live', n, '1970-01-01',
        iif(n > 2500, ${(number - 1) * 5000} + n - 2500, null), 0, 0 from n`.replace(/\s+/g, " "),
    );
    // Other tests' visitors may have had a page stored by chance.
    const isolate = new Isolate({ kv: { get: async () => null, put: async () => {} } });
    await isolate.server.ledger.refresh(isolate.requestFor("/").d1, Date.now);
    const { d1, seen } = watchedD1();

    const served = await isolate.visit(`/sitemaps/${number}.xml`, { d1 });

    expect([all(readXml(textOf(served)), "url").length, seen.waits]).toEqual([3000, 1]);
    expect(seen.rowsRead).toBeLessThanOrEqual(3000 + 500 * 5 + 10);
  }, 30_000);

  it.each(PATHS)("costs one wait, and a row an article and translation at most: %s", async (path) => {
    const made = await publish();
    await publish({ lang: "en", translationOf: made.id, expireAt: "2099-01-01T00:00:00Z" });
    const articles = Number(await env.DB.prepare("select count(*) as n from articles").first("n"));
    const isolate = new Isolate();
    await isolate.server.ledger.refresh(isolate.requestFor("/").d1, Date.now);
    const { d1, seen } = watchedD1();

    const served = await isolate.visit(path, { d1 });

    expect([statusOf(served), seen.waits]).toEqual([200, 1]);
    expect(seen.rowsRead).toBeLessThanOrEqual(path.startsWith("/sitemap") ? articles * 2 + 20 : 3);
  });
});
