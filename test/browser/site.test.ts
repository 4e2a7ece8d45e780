import { gzipSync } from "node:zlib";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newStateDir, type RunningSite, removeStateDir, startSite } from "../process/site.ts";
import { executablePath, launch, openPage } from "./browser.ts";

const ARTICLE = "/guides/ph-calibration";

describe.skipIf(executablePath === null)("in a browser", () => {
  let stateDir: string;
  let site: RunningSite;
  let browser: Browser;

  beforeAll(async () => {
    stateDir = await newStateDir();
    [site, browser] = await Promise.all([startSite(stateDir), launch()]);
  });
  afterAll(async () => {
    await browser.close();
    await site.stop();
    await removeStateDir(stateDir);
  });

  const readsOf = async (id: string) => Number((await (await fetch(`${site.origin}${id}`)).json()).reads);

  it("an article says where it stands, what it is, when, from whom, and how often it was read", async () => {
    const { page, trouble, close } = await openPage(browser, site.origin);
    await page.goto(ARTICLE);

    expect(await page.getByRole("heading", { level: 1 }).textContent()).toContain("【指南】");
    expect(await page.getByRole("navigation", { name: "当前位置" }).textContent()).toContain("技术指南");
    const article = page.getByRole("article");
    expect(await article.getByRole("time").first().textContent()).toBe("2026-05-29 08:45:00");
    for (const words of ["来源", "远岸仪器", "阅读"]) expect(await article.textContent()).toContain(words);
    expect(await page.getByRole("link", { name: "400-000-0000" }).getAttribute("href")).toBe("tel:4000000000");
    expect(await page.getByRole("contentinfo").textContent()).toContain("ICP");
    expect(trouble).toEqual([]);
    await close();
  });

  it("a page that is shown counts one read, and shows the live total; shown again, it counts again", async () => {
    const { page, close } = await openPage(browser, site.origin, {
      extraHTTPHeaders: { "cf-connecting-ip": "10.1.1.1" },
    });
    await page.goto(ARTICLE);
    const reads = page.locator("[data-reads]");
    const address = String(await reads.getAttribute("data-reads"));
    const counted = page.waitForResponse((response) => response.url().endsWith(address));
    await page.reload();
    const { reads: total } = await (await counted).json();

    await expect.poll(() => reads.textContent()).toBe(String(total));
    await page.goto("/guides");
    await page.goBack();
    await expect.poll(() => readsOf(address)).toBe(total + 1);
    await close();
  });

  it("without JavaScript an article is all there, and its read counts", async () => {
    const { page, close } = await openPage(browser, site.origin, {
      javaScriptEnabled: false,
      extraHTTPHeaders: { "cf-connecting-ip": "10.1.1.2" },
    });
    const pixel = page.waitForResponse((response) => response.url().endsWith(".gif"));
    await page.goto("/news/dl-8-released");

    expect((await pixel).status()).toBe(200);
    expect(await page.getByRole("article").textContent()).toContain("DL-8");
    await close();
  });

  it("leads on: to neighbours, tags, the other language, and what a search finds", async () => {
    const { page, trouble, close } = await openPage(browser, site.origin);
    await page.goto(ARTICLE);
    await page.getByRole("link", { name: "English" }).click();
    expect(new URL(page.url()).pathname).toBe("/en/guides/ph-calibration");
    expect(await page.locator("html").getAttribute("lang")).toBe("en");

    await page.goto("/");
    await page.getByRole("searchbox").first().fill("溶解氧");
    await page.getByRole("button", { name: "搜索" }).first().click();
    expect(await page.getByRole("heading", { level: 1 }).textContent()).toContain("溶解氧");
    expect(await page.locator("mark").count()).toBeGreaterThan(2);
    await page.getByRole("searchbox").first().fill("绝无此事");
    await page.getByRole("button", { name: "搜索" }).first().click();
    expect(await page.getByRole("main").textContent()).toContain("没有");
    expect(trouble).toEqual([]);
    await close();
  });

  it("no page scrolls sideways at 320 px, in either language, asks another host or breaks its own policy", async () => {
    const { body } = await fetch(`${site.origin}/api/articles?limit=100`, {
      headers: { authorization: `Bearer ${site.token}` },
    }).then(async (response) => ({ body: await response.json() }));
    const articles = body.items.map(({ url }: { url: string }) => new URL(url).pathname);
    const { page, trouble, close } = await openPage(browser, site.origin, { viewport: { width: 320, height: 700 } });
    const wide: string[] = [];

    for (const path of [
      "/",
      "/en",
      "/guides",
      "/en/news",
      "/news/2026/08",
      "/tag/pH",
      "/search?q=pH",
      "/admin",
      ...articles,
    ]) {
      await page.goto(path, { waitUntil: "load" });
      const width = await page.evaluate(() => document.scrollingElement?.scrollWidth ?? 0);
      if (width > 320) wide.push(`${path} ${width}`);
    }

    expect(wide).toEqual([]);
    expect(trouble).toEqual([]);
    await close();
  });

  it("an article with pictures does not shift while it loads, and has a dark scheme", async () => {
    const { page, close } = await openPage(browser, site.origin, { colorScheme: "dark" });
    await page.goto(ARTICLE, { waitUntil: "networkidle" });

    const shift = await page.evaluate(
      () =>
        new Promise<number>((done) => {
          let sum = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) sum += Number(Reflect.get(entry, "value"));
          }).observe({ type: "layout-shift", buffered: true });
          setTimeout(() => done(sum), 300);
        }),
    );
    const [red = 255] =
      (await page.evaluate(() => getComputedStyle(document.body).backgroundColor)).match(/\d+/g) ?? [];

    expect(shift).toBeLessThan(0.01);
    expect(Number(red)).toBeLessThan(60);
    await close();
  });

  it("an article is one request of at most 14 KiB compressed, with at most 1 KiB of script", async () => {
    const html = await (await fetch(site.origin + ARTICLE)).text();
    const scripts = [...html.matchAll(/<script>([^<]*)<\/script>/g)].map(([, script = ""]) => script);

    expect(gzipSync(html).length).toBeLessThanOrEqual(14 * 1024);
    expect(scripts.join("").length).toBeLessThanOrEqual(1024);
    expect(html).not.toMatch(/<link[^>]+rel="stylesheet"|<script[^>]+src=/);
  });

  it("the editor publishes, corrects and withdraws", async () => {
    const { page, close } = await openPage(browser, site.origin, { locale: "en-GB" });
    page.on("dialog", (dialog) => dialog.accept());
    await page.goto("/admin");
    await page.getByLabel("Token").fill(site.token);
    await page.getByRole("button", { name: "Enter" }).click();
    await page.getByLabel("Title").fill("Written in the browser");
    await page.getByLabel("Text (Markdown)").fill("Some **bold** text.");
    await expect.poll(() => page.getByRole("region", { name: "Preview" }).getByText("bold").count()).toBe(1);

    await page.getByRole("button", { name: "Publish", exact: true }).click();
    const link = page.getByRole("link", { name: "Open the page" });
    await expect.poll(() => link.getAttribute("href")).toContain("written-in-the-browser");
    const url = String(await link.getAttribute("href"));
    await page.getByLabel("Title").fill("Corrected in the browser");
    await page.getByRole("button", { name: "Publish", exact: true }).click();
    await expect.poll(async () => (await fetch(url)).text()).toContain("Corrected in the browser");
    await page.getByRole("button", { name: "Withdraw", exact: true }).click();
    await expect.poll(async () => (await fetch(url)).status).toBe(410);
    await close();
  });
});
