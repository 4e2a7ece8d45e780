// The addresses of an older site: their one spelling, and which of them a visit asks for.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { oldAddressesAskedFor, readOldAddress } from "../../src/content/old-addresses";

const spelt = (text: string): string | null => {
  const read = readOldAddress(text, "zh-CN");
  return read.ok ? read.from : null;
};

describe("an old address has one spelling", () => {
  it.each([
    ["/about.html", "/about.html"],
    ["/About.HTML", "/about.html"],
    ["/x//about.html/", "/x/about.html"],
    ["/关于.html", "/%E5%85%B3%E4%BA%8E.html"],
    ["/%e5%85%b3%E4%BA%8E.html", "/%E5%85%B3%E4%BA%8E.html"],
    ["/Cafe\u0301", "/caf%C3%A9"],
    ["/a b", "/a%20b"],
    ["/x/../index.php?ID=5", "/index.php?id=5"],
    ["/index.php?b=2&a=1&b=2", "/index.php?a=1&b=2"],
    ["/index.php?m=content&c=index&a=show&catid=12&id=345", "/index.php?a=show&c=index&catid=12&id=345&m=content"],
    ["/article.asp?title=开业+大吉", "/article.asp?title=%E5%BC%80%E4%B8%9A%20%E5%A4%A7%E5%90%89"],
    ["/thread.php?tid-5.html", "/thread.php?tid-5.html="],
    ["/x?utm_source=a&gclid=b", "/x"],
    ["/x?", "/x"],
    ["/?p=123", "/?p=123"],
    ["/zh-cn/?p=123", "/?p=123"],
    ["/zh-CN/about.html", "/about.html"],
    ["/cn/about.html", "/cn/about.html"],
    ["/en", "/en"],
    ["/en/search", "/en/search"],
    ["/tag/X", "/tag/X"],
    ["/a/123.html", "/a/123.html"],
    ["/apis", "/apis"],
    ["/feed", "/feed"],
    ["/%d0%c2%CE%C5/%41Bout%2e.html/", "/%D0%C2%CE%C5/ABout..html"],
  ])("%s is %s", (text, from) => {
    expect(spelt(text)).toBe(from);
  });

  it.each([
    ...[
      "about.html",
      "https://old.example/a",
      "//old.example/a",
      "/\\old.example/a",
      "/x#part",
      "/%zz",
      "/%B9%AB%.html",
    ],
    ...["/x?a=%B9", "/", "/?utm_source=x", "/zh-cn", "/search?q=x", "/robots.txt", "/sitemap.xml", "/favicon.svg"],
    ...["/sitemaps/pages.xml", "/sitemap-news.xml", "/llms.txt", "/feed.xml", "/feed.json"],
    ...["/api", "/API/x", "/media/x.jpg", "/admin", "/reads/1", "/micropub", "/problems/x"],
  ])("%s is refused", (text) => {
    expect(spelt(text)).toBeNull();
  });

  it("is its own spelling", () => {
    fc.assert(
      fc.property(fc.webPath(), fc.webQueryParameters(), (path, query) => {
        const once = spelt(`/x${path}?${query}`);
        if (once !== null) expect(spelt(once)).toBe(once);
      }),
    );
  });
});

describe("a visit asks for", () => {
  it("its path alone, without a query", () => {
    expect(oldAddressesAskedFor("/x.html", "")).toEqual(["/x.html"]);
    expect(oldAddressesAskedFor("/x.html", "?utm_source=a")).toEqual(["/x.html"]);
  });

  it("every part of its query, the longest first, and the path alone last", () => {
    expect(oldAddressesAskedFor("/x", "?C=3&b=2&a=1")).toEqual([
      ...["/x?a=1&b=2&c=3", "/x?a=1&b=2", "/x?a=1&c=3", "/x?b=2&c=3", "/x?a=1", "/x?b=2", "/x?c=3", "/x"],
    ]);
  });

  it("the whole query or the path alone, beyond eight parameters: no query makes it look for thousands", () => {
    const search = (length: number) => `?${Array.from({ length }, (_, n) => `p${n}=1`).join("&")}`;

    expect(oldAddressesAskedFor("/x", search(8))).toHaveLength(256);
    expect(oldAddressesAskedFor("/x", search(9))).toHaveLength(2);
    expect(oldAddressesAskedFor("/x", search(5000))).toHaveLength(2);
  });
});
