// What a reader meets in a browser, found by role and name, in both languages of the demo.

import { mkdtemp, rm } from "node:fs/promises";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask, npmStart, type Site } from "../process/npm-start.ts";
import { executablePath, launch, openPage } from "./browser.ts";

const LANGUAGES = [
  {
    lang: "zh-CN",
    prefix: "",
    home: "首页",
    section: "公司新闻",
    youAreHere: "当前位置",
    kind: (kind: string) => `【${kind}】`,
    published: "发布时间：",
    source: "来源：",
    reads: "阅读：",
    previous: "上一篇：",
    next: "下一篇：",
    neighbours: "上一篇与下一篇",
    tags: "标签",
    searchbox: "搜索文章",
    search: "搜索",
    found: { query: "校准", says: "“校准”的搜索结果" },
    nothing: { query: "绝无此事", says: "没有找到与“绝无此事”相关的文章。" },
    hotline: "免费服务热线",
    languages: "语言",
    other: "English",
    missing: "没有找到这个页面",
  },
  {
    lang: "en",
    prefix: "/en",
    home: "Home",
    section: "Company news",
    youAreHere: "You are here",
    kind: (kind: string) => `${kind} /`,
    published: "Published:",
    source: "Source:",
    reads: "Reads:",
    previous: "Previous:",
    next: "Next:",
    neighbours: "Previous and next article",
    tags: "Tags",
    searchbox: "Search articles",
    search: "Search",
    found: { query: "calibration", says: "Results for “calibration”" },
    nothing: { query: "zyxwvut", says: "No article matches “zyxwvut”." },
    hotline: "Free service hotline",
    languages: "Language",
    other: "简体中文",
    missing: "There is no page here",
  },
] as const;

const SLUG = "dl-8-released";
const PICTURES = "/guides/ph-calibration";
/** The demo's hard cases: a table of eight columns, a title of 190 characters, a long address, code, and a title of two. */
const HARD_ARTICLES = [
  "/guides/choosing-sensors",
  "/industry/six-ways-to-monitor",
  "/industry/how-river-data-earns-trust",
  "/guides/why-pages-refresh-in-seconds",
  "/news/eight-years",
  "/cases/four-valleys-one-gateway",
];
const MAX_PAGE_BYTES = 14 * 1024;
/** Of source: a page and a half of print. */
const NORMAL_ARTICLE_BYTES = 6_000;

interface Article {
  id: number;
  title: string;
  kind: string;
  lang: string;
  section: string;
  source: { name: string };
  tags: string[];
  publishedAt: string;
  path: string;
}

describe.skipIf(executablePath === null)("a reader", () => {
  let stateDir: string;
  let site: Site;
  let browser: Browser;
  let articles: Article[];

  beforeAll(async () => {
    stateDir = await mkdtemp(join(tmpdir(), "edgewise-reader-"));
    [site, browser] = await Promise.all([npmStart({ stateDir }), launch()]);
    const { body } = await ask(site, "GET", "/articles?limit=100");
    articles = body.items.map((item: Article & { url: string }) => ({ ...item, path: new URL(item.url).pathname }));
  });
  afterAll(async () => {
    await browser?.close();
    await site?.kill();
    await rm(stateDir, { recursive: true, force: true });
  });

  const articleAt = (path: string): Article => {
    const article = articles.find((one) => one.path === path);
    if (article === undefined) throw new Error(`the demo has no ${path}`);
    return article;
  };
  const readsOf = async (id: number): Promise<number> =>
    (await (await fetch(`${site.origin}/reads/${id}`)).json()).reads;

  /** A reader of an address of their own, so that nobody else's reads stand in the way. */
  let readers = 0;
  const reader = (options: Parameters<typeof openPage>[2] = {}) =>
    openPage(browser, site.origin, { extraHTTPHeaders: { "cf-connecting-ip": `10.7.0.${++readers}` }, ...options });

  describe.each(LANGUAGES)("of $lang", (words) => {
    const path = `${words.prefix}/news/${SLUG}`;

    it("sees an article's kind, title, place, time in the site's zone, source and reads", async () => {
      const { page, close } = await reader();
      await page.goto(path);
      const { title, kind, source, publishedAt } = articleAt(path);

      expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(`${words.kind(kind)} ${title}`);
      const trail = page.getByRole("navigation", { name: words.youAreHere }).getByRole("link");
      expect(await trail.allInnerTexts()).toEqual([words.home, words.section]);
      expect(await factOf(page, words.published)).toBe(inShanghai(publishedAt));
      expect(await factOf(page, words.source)).toBe(source.name);
      expect(await factOf(page, words.reads)).toMatch(/^\d+$/);
      await close();
    });

    it("reaches the previous and the next article, and comes back", async () => {
      const { page, close } = await reader();
      const inSection = articles
        .filter(({ lang, section }) => lang === words.lang && section === "news")
        .toSorted((a, b) => (a.publishedAt < b.publishedAt ? -1 : 1));
      const at = inSection.findIndex((article) => article.path === path);
      const neighbours = () => page.getByRole("navigation", { name: words.neighbours });

      await page.goto(path);
      expect(await neighbours().getByText(words.previous).count()).toBe(at > 0 ? 1 : 0);
      await neighbours()
        .getByRole("link", { name: inSection[at + 1]?.title ?? "" })
        .click();
      await page.waitForURL((url) => url.pathname === inSection[at + 1]?.path);
      await neighbours()
        .getByRole("link", { name: inSection[at]?.title ?? "" })
        .click();
      await page.waitForURL((url) => url.pathname === path);
      await neighbours()
        .getByRole("link", { name: inSection[at - 1]?.title ?? "" })
        .click();
      await page.waitForURL((url) => url.pathname === inSection[at - 1]?.path);

      expect(await page.getByRole("heading", { level: 1 }).textContent()).toContain(inSection[at - 1]?.title);
      await close();
    });

    it("follows a tag to the articles under it", async () => {
      const { page, close } = await reader();
      await page.goto(path);
      const { title, tags } = articleAt(path);
      const tag = tags[0] ?? "";

      await page.getByRole("navigation", { name: words.tags, exact: true }).getByRole("link", { name: tag }).click();

      await page.waitForURL((url) => decodeURIComponent(url.pathname) === `${words.prefix}/tag/${tag}`);
      expect(await page.getByRole("main").getByRole("link", { name: title }).count()).toBeGreaterThan(0);
      await close();
    });

    it("searches by the box and the button or the Enter key, and is told when nothing matches", async () => {
      const { page, close } = await reader();
      const box = () => page.getByRole("banner").getByRole("searchbox", { name: words.searchbox });
      await page.goto(`${words.prefix}/`);
      await box().fill(words.found.query);
      await page.getByRole("banner").getByRole("button", { name: words.search }).click();
      await page.waitForURL((url) => url.pathname === `${words.prefix}/search`);

      expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(words.found.says);
      const results = page.getByRole("main").getByRole("listitem").getByRole("heading", { level: 2 });
      expect(await results.count()).toBeGreaterThan(2);
      expect(await page.getByRole("main").getByRole("searchbox").inputValue()).toBe(words.found.query);
      expect(await page.getByRole("status").count()).toBe(0);

      await box().fill(words.nothing.query);
      await box().press("Enter");
      await page.waitForURL((url) => url.searchParams.get("q") === words.nothing.query);
      expect(await page.getByRole("status").textContent()).toContain(words.nothing.says);
      await close();
    });

    it("switches to the translation, or to the other language's home where there is none", async () => {
      const { page, close } = await reader();
      const other = () =>
        page.getByRole("navigation", { name: words.languages }).getByRole("link", { name: words.other });
      const otherPrefix = words.prefix === "" ? "/en" : "";
      await page.goto(path);
      await other().click();
      await page.waitForURL((url) => url.pathname === `${otherPrefix}/news/${SLUG}`);
      expect(await page.locator("html").getAttribute("lang")).not.toBe(words.lang);

      const alone = words.prefix === "" ? "/news/eight-years" : "/en/guides/field-kit";
      await page.goto(alone);
      const [answer] = await Promise.all([page.waitForNavigation(), other().click()]);
      expect(answer?.status()).toBe(200);
      expect(await page.locator("html").getAttribute("lang")).not.toBe(words.lang);
      await close();
    });

    it("can dial the hotline", async () => {
      const { page, close } = await reader();
      await page.goto(`${words.prefix}/`);
      const line = page.getByRole("banner").getByText(words.hotline);

      expect(await line.getByRole("link").getAttribute("href")).toMatch(/^tel:\d+$/);
      await close();
    });

    it("is told that an address leads nowhere, with a way on", async () => {
      const { page, close } = await reader();
      const answer = await page.goto(`${words.prefix}/news/nowhere-at-all`);

      expect(answer?.status()).toBe(404);
      expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(words.missing);
      expect(await page.getByRole("main").getByRole("searchbox").count()).toBe(1);
      await close();
    });
  });

  it("is counted once a showing, sees the live total, and is counted again on coming back", async () => {
    const { page, close } = await reader();
    const { id } = articleAt("/cases/fish-pond");
    const before = await readsOf(id);
    const posts: string[] = [];
    page.on("request", (request) => request.method() === "POST" && posts.push(new URL(request.url()).pathname));
    const shown = async (showings: number) => {
      await expect.poll(() => readsOf(id)).toBe(before + showings);
      await expect.poll(() => factOf(page, "阅读：")).toBe(String(before + showings));
    };

    await page.goto("/cases/fish-pond");
    await shown(1);
    await page.getByRole("link", { name: "首页" }).click();
    await page.waitForURL(`${site.origin}/`);
    await page.goBack();
    await shown(2);
    await page.reload();
    await shown(3);

    await page.waitForTimeout(500);
    expect(posts.filter((path) => path === `/reads/${id}`)).toHaveLength(3);
    expect(await readsOf(id)).toBe(before + 3);
    await close();
  });

  it("who only points at a link, and loads it ahead, is not counted", async () => {
    const { page, close } = await reader();
    await page.goto("/cases");
    const { id, title } = articleAt("/cases/river-station");
    const before = await readsOf(id);

    await page.getByRole("main").getByRole("link", { name: title }).first().hover();
    await page.waitForTimeout(1_000);

    expect(await readsOf(id)).toBe(before);
    await close();
  });

  it("without JavaScript reads the same words, and is counted", async () => {
    const { page, close } = await reader({ javaScriptEnabled: false });
    const scripted = await reader();
    const { id } = articleAt(PICTURES);
    await scripted.page.goto(PICTURES);
    const withScript = wordsOf((await scripted.page.getByRole("main").allInnerTexts()).join());
    await scripted.close();
    const before = await readsOf(id);

    await page.goto(PICTURES);

    expect(wordsOf((await page.getByRole("main").allInnerTexts()).join())).toBe(withScript);
    await expect.poll(() => readsOf(id)).toBe(before + 1);
    await page.getByRole("searchbox").first().fill("校准");
    await page.getByRole("searchbox").first().press("Enter");
    await page.waitForURL((url) => url.pathname === "/search");
    expect(await page.getByRole("main").getByRole("listitem").count()).toBeGreaterThan(2);
    await close();
  });

  it("meets no error, no breach of the policy and no other host on any kind of page", async () => {
    const { body: withdrawn } = await ask(site, "POST", "/articles", { title: "Gone", section: "news", body: "x" });
    await ask(site, "DELETE", `/articles/${withdrawn.id}`);
    const gone = new URL(withdrawn.url).pathname;
    const { page, trouble, close } = await reader();
    await page.addInitScript(() => {
      addEventListener("securitypolicyviolation", (breach) =>
        console.error(`CSP ${breach.violatedDirective} ${breach.blockedURI}`),
      );
    });

    for (const { path, status } of [...pageKinds(), { path: gone, status: 410 }]) {
      const answer = await page.goto(path, { waitUntil: "networkidle" });
      expect([path, answer?.status()]).toEqual([path, status]);
      // Chromium reports the page's own status as an error.
      const own = `the server responded with a status of ${status}`;
      expect([path, ...trouble.splice(0).filter((line) => status === 200 || !line.includes(own))]).toEqual([path]);
    }
    await close();
  });

  it("scrolls no page sideways at 320 px", async () => {
    const { page, close } = await reader({ viewport: { width: 320, height: 640 } });
    const wide: string[] = [];
    for (const path of [...pageKinds().map((kind) => kind.path), ...HARD_ARTICLES, `/search?q=${"很".repeat(90)}`]) {
      await page.goto(path);
      const width = await page.evaluate(() => document.scrollingElement?.scrollWidth ?? 0);
      if (width > 320) wide.push(`${path} is ${width} px wide`);
    }

    expect(wide).toEqual([]);
    await close();
  });

  it("has a light and a dark scheme, with text that stands out by 7:1 in both", async () => {
    const schemes = [];
    for (const colorScheme of ["light", "dark"] as const) {
      const { page, close } = await reader({ colorScheme });
      await page.goto(PICTURES);
      schemes.push(
        await page.evaluate(() => {
          const { backgroundColor, color } = getComputedStyle(document.body);
          return { ground: backgroundColor, text: color };
        }),
      );
      await close();
    }

    expect(schemes[0]?.ground).not.toBe(schemes[1]?.ground);
    for (const { ground, text } of schemes) expect(contrast(ground, text)).toBeGreaterThanOrEqual(7);
  });

  it.each([1280, 360])("sees nothing shift at %i px while late pictures come in", async (width) => {
    const { page, close } = await reader({ viewport: { width, height: 800 } });
    await page.route("**/media/**", async (route) => {
      await new Promise((done) => setTimeout(done, 400));
      await route.continue();
    });
    await page.goto(PICTURES, { waitUntil: "networkidle" });
    expect(await page.getByRole("main").getByRole("img").count()).toBeGreaterThan(1);
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await page.waitForLoadState("networkidle");

    const shift = await page.evaluate(
      () =>
        new Promise<number>((done) => {
          let sum = 0;
          const observer = new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) sum += Number(Reflect.get(entry, "value"));
          });
          observer.observe({ type: "layout-shift", buffered: true });
          setTimeout(() => done(sum), 300);
        }),
    );

    expect(shift).toBe(0);
    await close();
  });

  it("asks once for a page, pictures apart, and gets a normal article in 14 KiB", async () => {
    const { page, close } = await reader();
    const asked: string[] = [];
    page.on("request", (request) => {
      const { pathname } = new URL(request.url());
      if (request.resourceType() !== "image" && !pathname.startsWith("/favicon"))
        asked.push(`${request.method()} ${pathname}`);
    });
    await page.goto(PICTURES, { waitUntil: "networkidle" });
    await close();
    const sizes = [];
    for (const { id, path } of articles) {
      const { body } = await ask(site, "GET", `/articles/${id}`);
      if (Buffer.byteLength(body.body) <= NORMAL_ARTICLE_BYTES)
        sizes.push({ path, bytes: await bytesOf(site.origin + path) });
    }
    const largest = sizes.toSorted((a, b) => b.bytes - a.bytes)[0];
    console.log(`The largest of ${sizes.length} normal articles takes ${largest?.bytes} bytes: ${largest?.path}`);

    expect(asked).toEqual([`GET ${PICTURES}`, `POST /reads/${articleAt(PICTURES).id}`]);
    expect(sizes.length).toBeGreaterThan(20);
    expect(sizes.filter(({ bytes }) => bytes > MAX_PAGE_BYTES)).toEqual([]);
  });

  function pageKinds(): { path: string; status: number }[] {
    const [month = ""] = articleAt("/news/eight-years").publishedAt.split(/-\d\dT/);
    return LANGUAGES.flatMap(({ prefix, found, nothing }) => [
      ...[`${prefix}/`, `${prefix}/news`, `${prefix}/news/${SLUG}`, `${prefix}/guides/ph-calibration`],
      ...[`${prefix}/tag/pH`, `${prefix}/search`, `${prefix}/search?q=${found.query}`],
      ...[`${prefix}/search?q=${nothing.query}`, `${prefix}/news/${month.replace("-", "/")}`],
    ])
      .map((path) => ({ path: path === "/en/" ? "/en" : path, status: 200 }))
      .concat(LANGUAGES.map(({ prefix }) => ({ path: `${prefix}/news/nowhere-at-all`, status: 404 })));
  }
});

/** What the line under the title says behind a label. */
const factOf = (page: Page, label: string): Promise<string | null> =>
  page
    .getByRole("article")
    .locator("dl > div")
    .filter({ has: page.getByRole("term").filter({ hasText: label }) })
    .getByRole("definition")
    .textContent();

/** `2026-07-02 09:00:00`, in the demo's zone. */
const inShanghai = (time: string): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai", dateStyle: "short", timeStyle: "medium" }).format(
    new Date(time),
  );

/** Without the reads, which go on. */
const wordsOf = (text: string): string => text.replace(/阅读：?\s*\S+/g, "阅读").replace(/\s+/g, " ");

/** WCAG 2's contrast of two `rgb(…)` colours. */
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = (color.match(/[\d.]+/g) ?? []).map((part) => {
    const share = Number(part) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** How many bytes of body come over the wire to a browser that takes gzip and brotli. */
function bytesOf(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { "accept-encoding": "gzip, br", "user-agent": "x" } }, (response) => {
      let bytes = 0;
      response.on("data", (chunk: Buffer) => (bytes += chunk.length));
      response.on("end", () => resolve(bytes));
    }).on("error", reject);
  });
}
