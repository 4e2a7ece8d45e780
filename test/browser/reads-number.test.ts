// The number of reads on an article's page: written as people write it, and never in anybody's way.

import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { executablePath } from "./browser.ts";
import { DemoSite } from "./demo-site.ts";
import { factOf } from "./facts.ts";

const PATHS = { "zh-CN": "/news/dl-8-released", en: "/en/news/dl-8-released" };
const LABELS = { "zh-CN": "阅读：", en: "Reads:" };

/** Long enough for the page to be painted, so that whatever moves is seen to move. */
const PAINTED_MS = 500;

describe.skipIf(executablePath === null)("the number of reads", () => {
  const demo = new DemoSite();

  it.each([
    { lang: "zh-CN", reads: 1_234, says: "1,234", exact: "1,234" },
    { lang: "zh-CN", reads: 9_999, says: "9,999", exact: "9,999" },
    { lang: "zh-CN", reads: 12_345, says: "1.2万", exact: "12,345" },
    { lang: "zh-CN", reads: 123_456_789, says: "1.2亿", exact: "123,456,789" },
    { lang: "en", reads: 1_234, says: "1,234", exact: "1,234" },
    { lang: "en", reads: 12_345, says: "12.3K", exact: "12,345" },
    { lang: "en", reads: 1_234_567, says: "1.2M", exact: "1,234,567" },
  ] as const)("is written $says in $lang for $exact, which is its title", async ({ lang, reads, says, exact }) => {
    const { page, trouble, close } = await demo.reader();
    await answerReads(page, reads);

    await page.goto(PATHS[lang]);

    await expect.poll(() => factOf(page, LABELS[lang])).toBe(says);
    expect(await page.getByText(says, { exact: true }).getAttribute("title")).toBe(exact);
    expect(trouble).toEqual([]);
    await close();
  });

  it.each(
    ([360, 1280] as const).flatMap((width) =>
      (["zh-CN", "en"] as const).flatMap((lang) => [
        { width, lang, from: "999", reads: 1_000, to: "1,000" },
        { width, lang, from: "9,999", reads: 10_000, to: lang === "en" ? "10K" : "1万" },
      ]),
    ),
  )("grows from $from to $to in $lang at $width px and shifts nothing", async ({ width, lang, from, reads, to }) => {
    const { page, close } = await demo.reader({ viewport: { width, height: 800 } });
    await renderedWith(page, PATHS[lang], from);
    const painted = Promise.withResolvers<void>();
    await answerReads(page, reads, painted.promise);
    await observeShifts(page);

    await page.goto(PATHS[lang]);
    await page.waitForTimeout(PAINTED_MS);
    const first = await factOf(page, LABELS[lang]);
    painted.resolve();
    await expect.poll(() => factOf(page, LABELS[lang])).toBe(to);
    await page.waitForTimeout(200);
    const shift = await shiftsOf(page);
    // What a shift would look like: else none would be found for want of looking.
    await page.evaluate(() => document.querySelector("article")?.prepend(document.createElement("hr")));
    await expect.poll(() => shiftsOf(page)).toBeGreaterThan(0);

    expect([first, shift]).toEqual([from, 0]);
    await close();
  });

  it("stays the one of the render when no total comes", async () => {
    const { page, close } = await demo.reader();
    await page.route("**/reads/*", (route) => route.fulfill({ status: 503, json: { status: 503 } }));
    await renderedWith(page, PATHS.en, "4,321");

    await page.goto(PATHS.en, { waitUntil: "networkidle" });

    expect(await factOf(page, LABELS.en)).toBe("4,321");
    await close();
  });
});

/** Has the site's counters tell this total, when it is time. */
const answerReads = (page: Page, reads: number, time: Promise<void> = Promise.resolve()): Promise<unknown> =>
  page.route("**/reads/*", async (route) => {
    await time;
    await route.fulfill({ json: { id: 1, reads, counted: true } });
  });

/** Has the page come with this number, as if it had been rendered when there were so many reads. */
const renderedWith = (page: Page, path: string, number: string): Promise<unknown> =>
  page.route(`**${path}`, async (route) => {
    const response = await route.fetch();
    const body = (await response.text()).replace(/(<span data-reads=[^>]*>)[^<]*/, `$1${number}`);
    await route.fulfill({ response, body });
  });

const observeShifts = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    let sum = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) sum += Number(Reflect.get(entry, "value"));
    }).observe({ type: "layout-shift", buffered: true });
    Reflect.set(globalThis, "shifted", () => sum);
  });

const shiftsOf = (page: Page): Promise<number> => page.evaluate(() => Reflect.get(globalThis, "shifted")());
