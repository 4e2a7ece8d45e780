// Which page a path asks for, and the one spelling of each path.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readAddress } from "../../src/content/read-address";

const section = { kind: "section", section: "news" };
const article = (slug: string) => ({ kind: "article", section: "news", slug });
const archive = (period: string) => ({ kind: "archive", section: "news", period });
const none = { kind: "none" };

describe("a path", () => {
  it.each([
    ["/", { kind: "home" }],
    ["/news", section],
    ["/news/opening", article("opening")],
    ["/news/%E5%BC%80%E4%B8%9A", article("开业")],
    ["/news/2026/11", archive("2026-11")],
    ["/news/2024/02/29", archive("2024-02-29")],
    ["/tag/A%20B", { kind: "tag", tag: "A B" }],
    ["/search", { kind: "search" }],
    ["/a/42", { kind: "short", id: 42 }],
    ["/favicon.svg", { kind: "favicon" }],
    ["/feed.xml", { kind: "feed", section: null, format: "atom" }],
    ["/feed.json", { kind: "feed", section: null, format: "json" }],
    ["/news/feed.xml", { kind: "feed", section: "news", format: "atom" }],
    ["/news/feed.json", { kind: "feed", section: "news", format: "json" }],
    ["/news/feed", article("feed")],
    ["/news/%E5%BC%80%E4%B8%9A.md", { kind: "markdown", section: "news", slug: "开业" }],
    ["/llms.txt", { kind: "outline" }],
    ["/robots.txt", { kind: "robots" }],
    ["/sitemap.xml", { kind: "sitemap-index" }],
    ["/sitemap-news.xml", { kind: "sitemap-news" }],
    ["/sitemaps/pages.xml", { kind: "sitemap-pages" }],
    ["/sitemaps/42.xml", { kind: "sitemap", number: 42 }],
    ["/tag/feed.xml", { kind: "tag", tag: "feed.xml" }],
  ])("%s asks for %o", (path, address) => {
    expect(readAddress(path)).toEqual({ lang: null, address, path });
  });

  it.each([
    "/news/2023/02/29",
    "/news/2026/00",
    "/news/2026/13",
    "/news/2026/11/31",
    "/news/2026/1",
    "/news/02026/11",
    "/news/a/b",
    "/news/2026/11/01/x",
    "/a/0",
    "/a/-1",
    "/a/1e3",
    "/a/9999999999999999",
    "/en/a/1",
    "/tag",
    "/tag/x/y",
    "/search/x",
    "/search/feed.xml",
    "/a/feed.xml",
    "/sitemaps/0.xml",
    "/sitemaps/01.xml",
    "/sitemaps/1",
    "/sitemaps/12345678901.xml",
    "/en/sitemaps/1.xml",
    "/en/favicon.svg/x",
  ])("%s can be no page's", (path) => {
    expect(readAddress(path)?.address).toEqual(
      path === "/en/favicon.svg/x" ? { kind: "article", section: "favicon.svg", slug: "x" } : none,
    );
  });

  it.each([
    ["/News", "/news"],
    ["/news/", "/news"],
    ["//news///opening//", "/news/opening"],
    ["/news/OPENING", "/news/opening"],
    ["/%6e%65ws", "/news"],
    ["/news/%e5%bc%80%e4%b8%9a", "/news/%E5%BC%80%E4%B8%9A"],
    ["/news/开业", "/news/%E5%BC%80%E4%B8%9A"],
    ["/news/cafe%CC%81", "/news/caf%C3%A9"],
    ["/J%CC%8C/J%CC%8C", "/%C7%B0/%C7%B0"],
    ["/TAG/Foo", "/tag/Foo"],
    ["/tag/cafe%CC%81", "/tag/caf%C3%A9"],
    ["/tag/a+b", "/tag/a%2Bb"],
    ["/EN", "/en"],
    ["/En/News/", "/en/news"],
    ["/zh-CN/news", "/zh-cn/news"],
    ["/iw/News", "/he/news"],
    ["/TL/Tag/Foo", "/tl/tag/foo"],
    ["//evil.example", "/evil.example"],
  ])("%s has its one spelling in %s", (path, canonical) => {
    expect(readAddress(path)?.path).toBe(canonical);
  });

  it.each([
    ["/en", "en", { kind: "home" }],
    ["/zh-tw/news", "zh-TW", section],
    ["/zh-hant/news", "zh-Hant", section],
    ["/en/tag/x", "en", { kind: "tag", tag: "x" }],
    ["/en/search", "en", { kind: "search" }],
    ["/en/feed.xml", "en", { kind: "feed", section: null, format: "atom" }],
    ["/en/news/feed.json", "en", { kind: "feed", section: "news", format: "json" }],
    ["/en/news/x.md", "en", { kind: "markdown", section: "news", slug: "x" }],
    ["/en/llms.txt", "en", { kind: "outline" }],
    ["/en/robots.txt", "en", { kind: "section", section: "robots.txt" }],
  ])("%s speaks %s", (path, lang, address) => {
    expect(readAddress(path)).toMatchObject({ lang, address });
  });

  it.each(["/zh-yue", "/en-abc", "/no-way", "/tl", "/sh-xx"])(
    "%s has a form that no language of an address has",
    (path) => {
      expect(readAddress(path)).toEqual({ lang: null, address: { kind: "section", section: path.slice(1) }, path });
    },
  );

  it.each(["/%", "/news/%E5%BC", "/%ff", "/%C0%AF", "/x%2"])("%s is broken", (path) => {
    expect(readAddress(path)).toBeNull();
  });

  it("has one spelling: what it leads to leads nowhere else, and never to another host", () => {
    const segment = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom(
        "tag",
        "TAG",
        "en",
        "EN",
        "zh-CN",
        "zh-yue",
        "a",
        "İ",
        "ẞ",
        "ﬁ",
        "Å",
        "J̌",
        "Ϊ́",
        "tl",
        "sh-xx",
        ".",
      ),
    );
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 4 }), (segments) => {
        const { pathname } = new URL(`http://site.test/${segments.map(encodeURIComponent).join("/")}`);
        const read = readAddress(pathname);

        const again = readAddress(new URL(read?.path ?? "/", "http://site.test").pathname);

        if (read !== null) expect(again?.path).toBe(read.path);
        expect(new URL(read?.path ?? "/", "http://site.test").host).toBe("site.test");
      }),
      { numRuns: 1000 },
    );
  });
});
