// Feeds of the site and of sections: Atom (RFC 4287) and JSON Feed 1.1.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { Isolate, textOf } from "../pages/builders";
import { api, cacheStatus, ORIGIN, publish, visit } from "../promises/client";
import { aSection } from "./sections";
import { all, linkOf, one, readXml, type XmlElement } from "./xml-reader";

const FORMATS = ["feed.xml", "feed.json"];

const atom = async (path: string): Promise<XmlElement> => readXml(await (await visit(path)).text());
const jsonFeed = async (path: string) => await (await visit(path)).json<JsonFeed>();

interface JsonFeed {
  version: string;
  title: string;
  home_page_url: string;
  feed_url: string;
  language: string;
  authors: { name: string }[];
  items: Record<string, unknown>[];
}

const idOf = (entry: XmlElement | undefined): string => one(entry ?? expect.fail("no entry"), "id").text;

describe("a feed", () => {
  it("has the types that its readers look for, and speaks its language", async () => {
    const answers = await Promise.all(["/feed.xml", "/feed.json", "/en/feed.xml"].map((path) => visit(path)));

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(answers.map(({ headers }) => headers.get("content-type"))).toEqual([
      "application/atom+xml; charset=utf-8",
      "application/feed+json; charset=utf-8",
      "application/atom+xml; charset=utf-8",
    ]);
    expect(answers.map(({ headers }) => headers.get("content-language"))).toEqual(["zh-CN", "zh-CN", "en"]);
  });

  it("of a site or section without articles is valid, and says when", async () => {
    const section = await aSection();

    const feed = await atom(`/${section}/feed.xml`);
    const json = await jsonFeed(`/${section}/feed.json`);

    expect([all(feed, "entry"), json.items]).toEqual([[], []]);
    expect(one(feed, "updated").text).toBe("1970-01-01T00:00:00.000Z");
    expect(one(feed, "title").text).toBe(json.title);
    expect(json.title).toContain(`栏 <${section}>`);
  });

  it("RFC 4287 §4.1.1: holds an id, a title, the newest update, an author, and links to itself and its page", async () => {
    const section = await aSection();
    await publish({ section, publishAt: "2026-01-01T00:00:00Z" });

    const feed = await atom(`/${section}/feed.xml`);

    expect([feed.name, feed.attributes.xmlns]).toEqual(["feed", "http://www.w3.org/2005/Atom"]);
    expect(feed.attributes["xml:lang"]).toBe("zh-CN");
    expect(one(feed, "id").text).toMatch(/^http:\/\/site\.test\/#feed-\d+-zh-CN$/);
    expect(one(feed, "updated").text).toBe(one(one(feed, "entry"), "updated").text);
    expect(one(one(feed, "author"), "name").text).toBe("Edgewise");
    expect(linkOf(feed, "self")).toBe(`${ORIGIN}/${section}/feed.xml`);
    expect(linkOf(feed, "alternate", "text/html")).toBe(`${ORIGIN}/${section}`);
    expect(linkOf(feed, "alternate", "application/feed+json")).toBe(`${ORIGIN}/${section}/feed.json`);
  });

  it("RFC 4287 §4.1.2: tells all of an article, escaped, in Chinese too, without what XML forbids", async () => {
    const section = await aSection();
    const { id, url } = await publish({
      section,
      title: 'Tea & "茶" <b>',
      summary: "A <summary>\uFFFE",
      author: "王 & Co",
      source: { name: "Paper <1>", url: "https://paper.example/?a=1&b=2" },
      tags: ["x & y", "茶"],
      cover: { url: "/media/a/cover.jpg" },
      body: '正文 <&> \uFFFE\n\n`<a href="/code">`',
      publishAt: "2026-01-02T03:04:05Z",
    });

    // The API takes no control characters; whoever wrote to the database before may have.
    await env.DB.prepare("update articles set author = author || char(8) where id = ?").bind(id).run();

    const entry = one(await atom(`/${section}/feed.xml`), "entry");

    expect(one(entry, "id").text).toBe(`${ORIGIN}/a/${id}`);
    expect(one(entry, "title").text).toBe('Tea & "茶" <b>');
    expect(one(entry, "published").text).toBe("2026-01-02T03:04:05.000Z");
    expect(one(one(entry, "author"), "name").text).toBe("王 & Co");
    expect(linkOf(entry, "alternate")).toBe(url);
    expect(linkOf(entry, "via")).toBe("https://paper.example/?a=1&b=2");
    expect(linkOf(entry, "enclosure", "image/jpeg")).toBe(`${ORIGIN}/media/a/cover.jpg`);
    expect(one(entry, "dc:source").text).toBe("Paper <1>");
    expect(all(entry, "category").map(({ attributes }) => attributes.term)).toEqual(["x & y", "茶"]);
    expect(one(entry, "summary").text).toBe("A <summary>");
    expect(one(entry, "content").attributes.type).toBe("html");
    expect(one(entry, "content").text).toContain("正文 &#x3C;");
    expect(one(entry, "content").text).toContain('href="/code"');
  });

  it("JSON Feed 1.1: tells the same", async () => {
    const section = await aSection();
    const { id, url } = await publish({
      ...{ section, title: 'Tea & "茶" <b>', author: "王", tags: ["茶"], body: "正文", summary: "S" },
      ...{ cover: { url: "/media/a/b.png" }, source: { name: "Paper", url: "https://paper.example/" } },
      publishAt: "2026-01-02T03:04:05Z",
    });

    const feed = await jsonFeed(`/${section}/feed.json`);

    expect(feed).toMatchObject({
      version: "https://jsonfeed.org/version/1.1",
      home_page_url: `${ORIGIN}/${section}`,
      feed_url: `${ORIGIN}/${section}/feed.json`,
      language: "zh-CN",
      authors: [{ name: "Edgewise" }],
    });
    expect(feed.items).toEqual([
      {
        ...{ id: `${ORIGIN}/a/${id}`, url, external_url: "https://paper.example/", title: 'Tea & "茶" <b>' },
        ...{ content_html: expect.stringContaining("正文"), summary: "S", image: `${ORIGIN}/media/a/b.png` },
        ...{ date_published: "2026-01-02T03:04:05.000Z", date_modified: expect.stringMatching(/Z$/) },
        ...{ authors: [{ name: "王" }], tags: ["茶"], language: "zh-CN" },
        _source: { name: "Paper", url: "https://paper.example/" },
      },
    ]);
  });

  it("has nothing but absolute URLs in the text", async () => {
    const section = await aSection();
    const body = [
      "[a](/news?a=1&b=2) [b](https://other.example/x) [c](mailto:a@b.example) [d](#here) [e](other)",
      "![f](/media/a/b.png) [g](//cdn.example/y)",
      '<blockquote cite="/cited">q</blockquote><video poster="/p.png" src="/v.mp4"></video>',
    ].join("\n\n");
    const { url } = await publish({ section, body });

    const [item] = (await jsonFeed(`/${section}/feed.json`)).items;
    const html = String(item?.content_html);

    const urls = [...html.matchAll(/ (?:href|src|poster|cite)="([^"]*)"/g)].map(([, found = ""]) =>
      found.replaceAll("&#x26;", "&"),
    );
    expect(urls.toSorted()).toEqual(
      [
        ...["/news?a=1&b=2", "/media/a/b.png", "/cited", "/p.png", "/v.mp4"].map((path) => ORIGIN + path),
        ...["https://other.example/x", "mailto:a@b.example", "http://cdn.example/y", `${url}#here`],
        `${ORIGIN}/${section}/other`,
      ].toSorted(),
    );
  });

  it("holds the newest 20, newest first", async () => {
    const section = await aSection();
    const ids: string[] = [];
    for (let n = 0; n < 21; n++) {
      const { id } = await publish({ section, publishAt: new Date(Date.UTC(2026, 0, 1 + n)).toISOString() });
      ids.unshift(`${ORIGIN}/a/${id}`);
    }

    expect(all(await atom(`/${section}/feed.xml`), "entry").map(idOf)).toEqual(ids.slice(0, 20));
  }, 20_000);

  it("tells a text too long for it by its summary", async () => {
    const section = await aSection();
    await publish({ section, summary: "In short", body: "long words ".repeat(10_000) });

    const [item] = (await jsonFeed(`/${section}/feed.json`)).items;
    const entry = one(await atom(`/${section}/feed.xml`), "entry");

    expect([item?.content_text, item?.content_html]).toEqual(["In short", undefined]);
    expect([one(entry, "summary").text, all(entry, "content")]).toEqual(["In short", []]);
  });

  it("of a language holds that language's articles", async () => {
    const { id } = await publish({ lang: "en" });

    expect(idOf(all(await atom("/en/feed.xml"), "entry")[0])).toBe(`${ORIGIN}/a/${id}`);
    expect(all(await atom("/feed.xml"), "entry").map(idOf)).not.toContain(`${ORIGIN}/a/${id}`);
  });

  it("is not there for a section that is not", async () => {
    for (const format of FORMATS) expect((await visit(`/no-such-section/${format}`)).status).toBe(404);
  });
});

describe("an article in a feed", () => {
  it("keeps its id when its slug and its section change", async () => {
    const [from, to] = [await aSection(), await aSection()];
    const article = await publish({ section: from });
    const before = idOf(one(await atom(`/${from}/feed.xml`), "entry"));

    await api("PATCH", `/articles/${article.id}`, { section: to, slug: `other-${article.slug}` });

    const entry = one(await atom(`/${to}/feed.xml`), "entry");
    expect(idOf(entry)).toBe(before);
    expect(linkOf(entry, "alternate")).toBe(`${ORIGIN}/${to}/other-${article.slug}`);
    expect(all(await atom(`/${from}/feed.xml`), "entry")).toEqual([]);
  });

  it.each(FORMATS)("is told anew in every %s as soon as it is edited, and no more once withdrawn", async (format) => {
    const section = await aSection();
    const { id } = await publish({ section });
    const paths = [`/${format}`, `/${section}/${format}`];
    for (const path of paths) await visit(path);

    await api("PATCH", `/articles/${id}`, { body: `Corrected in ${format} of ${section}.` });
    const edited = await Promise.all(paths.map(async (path) => (await visit(path)).text()));
    await api("DELETE", `/articles/${id}`);
    const withdrawn = await Promise.all(paths.map(async (path) => (await visit(path)).text()));

    for (const text of edited) expect(text).toContain(`Corrected in ${format} of ${section}.`);
    for (const text of withdrawn) expect(text).not.toContain(`Corrected in ${format} of ${section}.`);
  });

  it("leaves the feeds of other languages and sections alone", async () => {
    const other = await aSection();
    const paths = ["/en/feed.xml", `/${other}/feed.xml`];
    for (const path of paths) await visit(path);

    await publish();

    for (const path of paths) expect(cacheStatus(await visit(path))).toContain("hit");
  });

  it("appears on the second that it is published, and leaves when it expires", async () => {
    const section = await aSection();
    const at = Math.ceil(Date.now() / 1000) * 1000 + 60_000;
    const { id } = await publish({
      section,
      publishAt: new Date(at).toISOString(),
      expireAt: new Date(at + 60_000).toISOString(),
    });
    const isolate = new Isolate();
    const paths = ["/feed.xml", `/${section}/feed.json`];
    const showing = async (when: number) => {
      const shown: boolean[] = [];
      for (const path of paths) {
        isolate.ahead = when - Date.now();
        shown.push(new RegExp(`/a/${id}["<]`).test(textOf(await isolate.visit(path))));
      }
      return shown;
    };

    expect(await showing(at - 2000)).toEqual([false, false]);
    expect(await showing(at + 500)).toEqual([true, true]);
    expect(await showing(at + 60_500)).toEqual([false, false]);
  });
});
