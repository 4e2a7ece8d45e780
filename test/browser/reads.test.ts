// Which showings of a page are counted, in a browser: once each, and only when a reader has the page before them.

import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { BareChromium } from "./bare-chromium.ts";
import { executablePath, launch } from "./browser.ts";
import { DemoSite } from "./demo-site.ts";
import { factOf } from "./facts.ts";

const PICTURES = "/guides/ph-calibration";

/** Long enough for a read that should not be sent to be sent and counted. */
const A_WHILE_MS = 1_000;

describe.skipIf(executablePath === null)("a reader", () => {
  const demo = new DemoSite();

  it("is counted once a showing, sees the live total, and is counted again on coming back", async () => {
    const { page, close } = await demo.reader();
    const { id } = demo.articleAt("/cases/fish-pond");
    const before = await demo.readsOf(id);
    const posts = countPosts(page, id);
    const shown = async (showings: number) => {
      await expect.poll(() => demo.readsOf(id)).toBe(before + showings);
      await expect.poll(() => factOf(page, "阅读：")).toBe(String(before + showings));
    };

    await page.goto("/cases/fish-pond");
    await shown(1);
    await page.getByRole("link", { name: "首页" }).click();
    await page.waitForURL(`${demo.origin}/`);
    await page.goBack();
    await shown(2);
    await page.reload();
    await shown(3);

    await page.waitForTimeout(A_WHILE_MS);
    expect(posts()).toBe(3);
    expect(await demo.readsOf(id)).toBe(before + 3);
    await close();
  });

  it("who signed in at /admin sees the total, and is not counted until they sign out", async () => {
    const { page, close } = await demo.reader({ locale: "en-GB" });
    const { id } = demo.articleAt("/cases/river-station");
    const before = await demo.readsOf(id);

    await page.goto("/admin");
    await page.getByLabel("Token").fill(demo.site.token);
    await page.getByRole("button", { name: "Enter" }).click();
    await expect.poll(async () => (await page.context().cookies()).length).toBe(1);
    const told = page.waitForResponse(`${demo.origin}/reads/${id}*`);
    await page.goto("/cases/river-station");
    expect(await (await told).json()).toEqual({ id, reads: before, counted: false });

    await page.goto("/admin");
    await page.getByRole("button", { name: "Leave" }).click();
    await expect.poll(async () => (await page.context().cookies()).length).toBe(0);
    await page.goto("/cases/river-station");
    await expect.poll(() => demo.readsOf(id)).toBe(before + 1);
    await close();
  });

  it("who only points at a link, and loads it ahead, is not counted", async () => {
    const { page, close } = await demo.reader();
    await page.goto("/cases");
    const { id, title } = demo.articleAt("/cases/river-station");
    const before = await demo.readsOf(id);

    const ahead = page.waitForRequest((request) => request.headers()["sec-purpose"] === "prefetch");
    await page.getByRole("main").getByRole("link", { name: title }).first().hover();
    await ahead;
    await page.waitForTimeout(A_WHILE_MS);

    expect(await demo.readsOf(id)).toBe(before);
    await close();
  });

  it("without JavaScript reads the same words, and is counted", async () => {
    const { page, close } = await demo.reader({ javaScriptEnabled: false });
    const scripted = await demo.reader();
    const { id } = demo.articleAt(PICTURES);
    await scripted.page.goto(PICTURES);
    const withScript = wordsOf((await scripted.page.getByRole("main").allInnerTexts()).join());
    await expect.poll(() => factOf(scripted.page, "阅读：")).toBe(String(await demo.readsOf(id)));
    await scripted.close();
    const before = await demo.readsOf(id);

    await page.goto(PICTURES);

    expect(wordsOf((await page.getByRole("main").allInnerTexts()).join())).toBe(withScript);
    await expect.poll(() => demo.readsOf(id)).toBe(before + 1);
    await page.getByRole("searchbox").first().fill("校准");
    await page.getByRole("searchbox").first().press("Enter");
    await page.waitForURL((url) => url.pathname === "/search");
    expect(await page.getByRole("main").getByRole("listitem").count()).toBeGreaterThan(2);
    await close();
  });

  it("who stays on a page while offline keeps its number, and is counted by the next showing", async () => {
    const { page, trouble, close } = await demo.reader();
    const path = "/en/news/dl-8-released";
    const { id } = demo.articleAt(path);
    const before = await demo.readsOf(id);
    await page.goto(path);
    await expect.poll(() => factOf(page, "Reads:")).toBe(String(before + 1));

    await page.context().setOffline(true);
    await page.waitForTimeout(A_WHILE_MS);
    const whileOffline = await factOf(page, "Reads:");
    await page.context().setOffline(false);
    await page.reload();

    expect(whileOffline).toBe(String(before + 1));
    await expect.poll(() => factOf(page, "Reads:")).toBe(String(before + 2));
    expect(trouble).toEqual([]);
    await close();
  });

  describe("whose browser keeps pages for the back and forward buttons", () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launch({ keepsPages: true });
    });
    afterAll(() => browser.close());

    it("is counted again when the back and the forward button bring a page as it was left", async () => {
      const { page, close } = await demo.reader({}, browser);
      const { id } = demo.articleAt("/cases/river-station");
      const before = await demo.readsOf(id);
      const posts = countPosts(page, id);
      await countReturns(page);
      await page.goto("/cases/river-station");
      await expect.poll(() => demo.readsOf(id)).toBe(before + 1);
      await page.goto("/cases/fish-pond");

      await goAndExpectKept(page, "back", 1);
      await expect.poll(() => factOf(page, "阅读：")).toBe(String(before + 2));
      await goAndExpectKept(page, "forward", 1);
      await goAndExpectKept(page, "back", 2);
      await expect.poll(() => factOf(page, "阅读：")).toBe(String(before + 3));

      await page.waitForTimeout(A_WHILE_MS);
      expect(posts()).toBe(3);
      expect(await demo.readsOf(id)).toBe(before + 3);
      await close();
    });

    it("and who comes back offline sees the old number and no error, and is counted when back online", async () => {
      const { page, trouble, close } = await demo.reader({}, browser);
      const path = "/news/eight-years";
      const { id } = demo.articleAt(path);
      const before = await demo.readsOf(id);
      await countReturns(page);
      await page.goto(path);
      await expect.poll(() => factOf(page, "阅读：")).toBe(String(before + 1));
      await page.goto("/");

      await page.context().setOffline(true);
      await goAndExpectKept(page, "back", 1);
      await page.waitForTimeout(A_WHILE_MS);
      const whileOffline = [await factOf(page, "阅读："), await demo.readsOf(id)];
      await page.context().setOffline(false);
      await goAndExpectKept(page, "forward", 1);
      await goAndExpectKept(page, "back", 2);

      expect(whileOffline).toEqual([String(before + 1), before + 1]);
      await expect.poll(() => factOf(page, "阅读：")).toBe(String(before + 2));
      expect(await demo.readsOf(id)).toBe(before + 2);
      // Chromium itself notes every request that fails, whatever the page makes of it.
      expect(trouble.filter((line) => !line.includes("net::ERR_INTERNET_DISCONNECTED"))).toEqual([]);
      await close();
    });
  });

  describe("with other tabs", () => {
    let browser: BareChromium;
    beforeAll(async () => {
      browser = await BareChromium.launch();
    });
    afterAll(() => browser.close());

    it("is not counted for a page that waits in a background tab, and once when that is shown", async () => {
      const path = "/guides/do-calibration";
      const { id } = demo.articleAt(path);
      const before = await demo.readsOf(id);
      const front = await browser.open(`${demo.origin}/`, "front");

      const tab = await browser.open(demo.origin + path, "background");
      await expect.poll(() => tab.evaluate("document.readyState")).toBe("complete");
      await wait(A_WHILE_MS);
      const inBackground = [await tab.evaluate("document.visibilityState"), await demo.readsOf(id)];
      await tab.bringToFront();
      await expect.poll(() => demo.readsOf(id)).toBe(before + 1);
      await front.bringToFront();
      await expect.poll(() => tab.evaluate("document.visibilityState")).toBe("hidden");
      await tab.bringToFront();
      await expect.poll(() => tab.evaluate("document.visibilityState")).toBe("visible");
      await wait(A_WHILE_MS);

      expect(inBackground).toEqual(["hidden", before]);
      expect(await demo.readsOf(id)).toBe(before + 1);
    });

    it("is not counted while a page is prerendered, and once when it is shown", async () => {
      const path = "/cases/four-valleys-one-gateway";
      const { id } = demo.articleAt(path);
      const before = await demo.readsOf(id);
      const tab = await browser.open("about:blank", "front");
      await tab.bypassPolicy();
      await tab.evaluate(`location.href = "${demo.origin}/cases"`);
      await expect.poll(() => tab.evaluate("location.pathname + document.readyState")).toBe("/casescomplete");

      await tab.evaluate(`{
        const rules = document.createElement("script");
        rules.type = "speculationrules";
        rules.textContent = JSON.stringify({ prerender: [{ urls: ["${path}"], eagerness: "immediate" }] });
        document.head.append(rules);
      }`);
      await expect.poll(() => tab.prerendered(), { timeout: 10_000 }).toEqual([path]);
      await wait(A_WHILE_MS);
      const whilePrerendered = [await tab.prerendered(), await demo.readsOf(id)];
      await tab.evaluate(`location.href = "${path}"`);
      await expect.poll(() => demo.readsOf(id)).toBe(before + 1);
      await wait(A_WHILE_MS);

      expect(whilePrerendered).toEqual([[path], before]);
      const activation = "performance.getEntriesByType('navigation')[0].activationStart > 0";
      expect(await tab.evaluate(activation), "shown from the prerendered page").toBe(true);
      expect(await demo.readsOf(id)).toBe(before + 1);
    });
  });
});

const wait = (ms: number) => new Promise((done) => setTimeout(done, ms));

/** Counts the reads of an article that a page sends. */
function countPosts(page: Page, id: number): () => number {
  let posts = 0;
  page.on("request", (request) => {
    if (request.method() === "POST" && new URL(request.url()).pathname === `/reads/${id}`) posts++;
  });
  return () => posts;
}

/** Has every page count how often it was brought back as it was left. */
const countReturns = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    let returns = 0;
    addEventListener("pageshow", ({ persisted }) =>
      Reflect.set(globalThis, "returns", persisted ? ++returns : returns),
    );
  });

/** Uses a button of the browser; fails unless it brings a page as it was left, for the `returns`-th time. */
async function goAndExpectKept(page: Page, button: "back" | "forward", returns: number): Promise<void> {
  await (button === "back" ? page.goBack({ waitUntil: "commit" }) : page.goForward({ waitUntil: "commit" }));
  const seen = () => page.evaluate(() => Reflect.get(globalThis, "returns"));
  await expect.poll(seen, { message: "brought back with pageshow.persisted" }).toBe(returns);
}

/** Without the reads, which go on. */
const wordsOf = (text: string): string => text.replace(/阅读：?\s*\S+/g, "阅读").replace(/\s+/g, " ");
