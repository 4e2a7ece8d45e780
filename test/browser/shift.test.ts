// Layout shift is 0: while pictures come in late, and while the page itself comes in by pieces.

import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { executablePath } from "./browser.ts";
import { DemoSite } from "./demo-site.ts";
import { dribble } from "./dribble.ts";
import { PLAYER, playersPage } from "./page-kinds.ts";

const PICTURES = "/guides/ph-calibration";
const KINDS = ["/", "/en", "/news", PICTURES, `/en${PICTURES}`, "/search?q=pH", "/nowhere-at-all"];

describe.skipIf(executablePath === null)("a page", () => {
  const demo = new DemoSite();

  it.each([1280, 360])("sees nothing shift at %i px while late pictures come in", async (width) => {
    const { page, close } = await demo.reader({ viewport: { width, height: 800 } });
    await page.route("**/media/**", async (route) => {
      await new Promise((done) => setTimeout(done, 400));
      await route.continue();
    });
    await page.goto(PICTURES, { waitUntil: "networkidle" });
    expect(await page.getByRole("main").getByRole("img").count()).toBeGreaterThan(1);
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await page.waitForLoadState("networkidle");

    expect(await shiftsOf(page)).toEqual([]);
    await close();
  });

  it.each([1280, 360])("sees nothing shift at %i px while players of other sites come in late", async (width) => {
    const { path } = await playersPage(demo);
    const { page, close } = await demo.reader({ viewport: { width, height: 800 } });
    await page.route(`${PLAYER}/**`, async (route) => {
      await new Promise((done) => setTimeout(done, 400));
      await route.fulfill({ contentType: "text/html", body: "<!DOCTYPE html><title>Player</title>" });
    });
    await page.goto(path, { waitUntil: "networkidle" });
    await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
    await page.waitForLoadState("networkidle");

    expect(page.frames().map((frame) => frame.url())).toEqual([
      demo.origin + path,
      ...[1, 2, 3].map((film) => `${PLAYER}/${film}`),
    ]);
    expect(await shiftsOf(page)).toEqual([]);
    await close();
  });

  it.each([1280, 768, 360])("sees nothing shift at %i px while it comes in by pieces", async (width) => {
    const slow = await dribble(demo.origin);
    const { page, close } = await demo.reader({ viewport: { width, height: 800 }, baseURL: slow.origin });
    const shifted: string[] = [];
    for (const path of KINDS) {
      await page.goto(path, { waitUntil: "load" });
      shifted.push(...(await shiftsOf(page)).map((shift) => `${path}: ${shift}`));
    }

    expect(shifted).toEqual([]);
    await close();
    slow.close();
  });
});

/** Every layout shift since the page began (Layout Instability API): its score, and what moved. */
const shiftsOf = (page: Page): Promise<string[]> =>
  page.evaluate(
    () =>
      new Promise((done) => {
        const shifts: string[] = [];
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) {
            const sources: { node?: Node | null }[] = Reflect.get(entry, "sources");
            const moved = sources.map(({ node }) => `${node?.nodeName} "${node?.textContent?.slice(0, 30)}"`);
            shifts.push(`${Reflect.get(entry, "value")} of ${moved.join(", ")}`);
          }
        }).observe({ type: "layout-shift", buffered: true });
        setTimeout(() => done(shifts), 300);
      }),
  );
