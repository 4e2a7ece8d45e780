import { describe, expect, it } from "vitest";
import { css } from "../../../src/look/css";
import { renderPage } from "../../../src/look/render-page";
import { beaconScript, speculationRules } from "../../../src/look/scripts";
import { ArticlePage } from "../../../src/site/pages/article";
import { ErrorPage } from "../../../src/site/pages/error";
import { HomePage } from "../../../src/site/pages/home";
import { SearchPage } from "../../../src/site/pages/search";
import { SectionPage } from "../../../src/site/pages/section";
import { wordsFor } from "../../../src/site/words";
import { everyPage, whole } from "./every-page";
import { anArticle, aSearch, bareShell, enSite, HOSTILE, MODEL_MOMENT, zhSite } from "./fixtures";

const zh = { shell: zhSite.shell, words: wordsFor("zh-CN") };
const en = { shell: enSite.shell, words: wordsFor("en") };

const count = (html: string, pattern: RegExp) => html.match(pattern)?.length ?? 0;

/** What a reader reads: no tags, no scripts, no styles. */
const textOf = (html: string) =>
  html
    .replace(/<(script|style)\b.*?<\/\1>/gs, "")
    .replace(/<[^>]+>/g, "")
    .replace(/\s+/g, " ");

/** The tags of a page without the inlined style and scripts. */
const tagsOf = (html: string) => html.replace(/<(script|style)\b[^>]*>.*?<\/\1>/gs, "").match(/<[a-z][^>]*>/gi) ?? [];

const jsonLdOf = (html: string): unknown =>
  JSON.parse(/<script type="application\/ld\+json">(.*?)<\/script>/s.exec(html)?.[1] ?? "null");

describe("every page, of any content", () => {
  it.each(everyPage)("%s has one h1, one main, a masthead, a foot and a way past the menu", (_name, html) => {
    expect(count(html, /<h1[ >]/g)).toBe(1);
    expect(count(html, /<main id="main"/g)).toBe(1);
    expect(count(html, /<header class="masthead"/g)).toBe(1);
    expect(count(html, /<footer class="foot"/g)).toBe(1);
    expect(html).toContain('<a class="skip" href="#main">');
    expect(html).toMatch(/^<!doctype html><html lang="(zh-CN|en)">/);
  });

  it.each(everyPage)("%s needs no hole in the content security policy", (_name, html) => {
    for (const tag of tagsOf(html)) expect(tag.replace(/"[^"]*"/g, '""')).not.toMatch(/\s(style|on\w+)=/i);
    expect(html).not.toContain("javascript:");
  });

  it.each(everyPage)("%s has no link without words and no id twice", (_name, html) => {
    expect(html).not.toMatch(/<a [^>]*>\s*<\/a>/);
    const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(everyPage)("%s names its searches apart", (_name, html) => {
    const names = Array.from(html.matchAll(/<search aria-label="([^"]*)"/g), ([, name]) => name);

    expect(new Set(names).size).toBe(names.length);
  });

  it.each(everyPage)("%s inlines the style and the scripts as the policy's hashes know them", (_name, html) => {
    expect(html).toContain(`<style>${css}</style>`);
    expect(html).toContain(`<script type="speculationrules">${speculationRules}</script>`);
    expect(html).toContain(`<script>${beaconScript}</script></body></html>`);
  });
});

describe("hostile text", () => {
  const html = whole({
    shell: {
      ...zhSite.shell,
      brand: HOSTILE,
      tagline: HOSTILE,
      hotSearches: [{ name: HOSTILE, href: "/search?q=%22" }],
    },
    head: { title: HOSTILE, description: HOSTILE, jsonLd: [{ "@type": "NewsArticle", headline: HOSTILE }] },
    page: <ArticlePage {...zh} view={anArticle(zhSite, { title: HOSTILE, author: HOSTILE, summary: HOSTILE })} />,
  });

  it("never becomes an element or ends an attribute", () => {
    expect(html).not.toContain("<script>alert");
    expect(html).not.toContain("<img src=x");
    expect(count(html, /<\/title>/g)).toBe(1);
  });

  it("never ends the JSON-LD it stands in, and is still itself there", () => {
    expect(jsonLdOf(html)).toEqual({ "@type": "NewsArticle", headline: HOSTILE });
  });

  it("is escaped in what was searched for, marked or not", () => {
    const piece = { text: HOSTILE, match: true };
    const view = { ...aSearch(zhSite), query: HOSTILE };
    const [first] = view.results;
    const results = first ? [{ ...first, title: [piece], excerpt: [piece] }] : [];

    const search = renderPage(<SearchPage {...zh} view={{ ...view, results }} />);

    expect(search).not.toContain("<script>");
    expect(search).toContain("<mark>&lt;/title&gt;");
  });
});

describe("an article", () => {
  const html = renderPage(<ArticlePage {...zh} view={anArticle(zhSite)} />);

  it("shows its place, kind, time in the site's zone, reads and source as the model page does", () => {
    const text = textOf(html);

    expect(text).toContain("当前位置：首页行业资讯");
    expect(text).toContain("【新闻】 海上风电迈入深水区");
    expect(text).toContain("发布时间： 2021-04-08 08:08:38");
    expect(text).toContain("阅读： 1,234");
    expect(text).toContain("来源： 中国电力报");
  });

  it("tells machines the same second in UTC", () => {
    expect(html).toContain('<time datetime="2021-04-08T00:08:38.000Z">2021-04-08 08:08:38</time>');
  });

  it("shows the time of the zone it is given, not of the machine", () => {
    const shell = { ...enSite.shell, timeZone: "America/New_York" };
    const there = renderPage(
      <ArticlePage {...en} shell={shell} view={anArticle(enSite, { publishedAt: MODEL_MOMENT })} />,
    );

    expect(textOf(there)).toContain("2021-04-07 20:08:38");
  });

  it("says where its read is counted, with and without scripts", () => {
    expect(html).toContain('data-reads="/reads/42"');
    expect(html).toContain('<noscript><img src="/reads/42.gif" width="1" height="1" alt=""/></noscript>');
  });

  it("counts nothing in a preview", () => {
    expect(renderPage(<ArticlePage {...zh} view={anArticle(zhSite, { counts: false })} />)).not.toContain("/reads/");
  });

  it("leads to the older one as previous and to the newer one as next", () => {
    const view = anArticle(zhSite, { older: { name: "旧", href: "/o" }, newer: { name: "新", href: "/n" } });

    const text = textOf(renderPage(<ArticlePage {...zh} view={view} />));

    expect(text).toContain("上一篇： 旧");
    expect(text).toContain("下一篇： 新");
  });
});

describe("an empty view", () => {
  it("says that a site without articles is new", () => {
    const page = <HomePage {...zh} view={{ lead: [], sections: [], hot: [] }} />;
    expect(textOf(renderPage(page))).toContain("这里还没有文章");
  });

  it("says that a section is new, and leaves out what it can't fill", () => {
    const view = { section: { name: "行业资讯", href: "/i" }, description: "", cards: [], hot: [], months: [] };

    const text = textOf(renderPage(<SectionPage {...zh} view={view} />));

    expect(text).toContain("本栏目还没有文章");
    expect(text).not.toContain("热门文章");
    expect(text).not.toContain("往期文章");
  });

  it("says that a search found nothing, in the page's language, and offers others", () => {
    const html = renderPage(<SearchPage {...en} view={{ query: "zzz", results: [], empty: false, older: null }} />);

    expect(textOf(html)).toContain("No article matches “zzz”.");
    expect(html).toContain('role="status"');
    expect(textOf(html)).toContain("floating wind");
  });

  it("asks for words when none were typed", () => {
    const page = <SearchPage {...zh} view={{ query: "", results: [], empty: true, older: null }} />;
    expect(textOf(renderPage(page))).toContain("请输入想找的字词");
  });

  it("shows no empty menu, hotline, languages, friend links or filings", () => {
    const html = whole({ shell: bareShell, page: <h1>甲</h1> });

    expect(html).not.toMatch(/<ul>\s*<\/ul>|tel:/);
    expect(textOf(html)).not.toMatch(/友情链接|热门搜索|免费服务热线/);
  });
});

describe("a page that isn't there", () => {
  it.each([404, 410] as const)("offers a search and other articles for %i", (status) => {
    const html = renderPage(<ErrorPage {...zh} view={{ status, suggestions: zhSite.cards }} />);

    expect(html).toContain('name="q"');
    expect(textOf(html)).toContain("读懂一张电费单");
  });

  it.each([400, 405, 500, 503] as const)("says what to do about %i in both languages", (status) => {
    for (const frame of [zh, en]) {
      const text = textOf(renderPage(<ErrorPage {...frame} view={{ status, suggestions: [] }} />));
      expect(text).toContain(frame.words.errors[status].advice);
    }
  });
});

it("refuses a component that waits", () => {
  const Waits = async () => <p>late</p>;
  expect(() => renderPage(<Waits />)).toThrow("must not wait");
});
