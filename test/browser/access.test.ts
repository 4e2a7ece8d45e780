// What a reader's own settings and tools make of a page: the keyboard, high contrast, paper, a screen reader, Chinese type.

import type { Page } from "playwright-core";
import { beforeAll, describe, expect, it } from "vitest";
import { ask } from "../process/npm-start.ts";
import { executablePath } from "./browser.ts";
import { DemoSite } from "./demo-site.ts";

/** Holds a table, code, tasks and notes. */
const RICHEST = "/industry/how-river-data-earns-trust";
const ARTICLE = "/news/dl-8-released";
const WIDE = "W".repeat(200);
const BODY = `| a | b |\n|---|---|\n| \`${WIDE}\` | 2 |\n\n\`\`\`\n${WIDE}\n\`\`\`\n\n[a link](https://example.org/far/away)`;

describe.skipIf(executablePath === null)("a page", () => {
  const demo = new DemoSite();
  let made: string;
  beforeAll(async () => {
    const { body } = await ask(demo.site, "POST", "/articles", { title: "Wide", section: "guides", body: BODY });
    made = new URL(body.url).pathname;
  });

  it.each([
    { path: "/", width: 1280 },
    { path: "/en/news", width: 360 },
    { path: RICHEST, width: 360 },
  ])("is walked by keyboard in its order, with a visible focus, at $path", async ({ path, width }) => {
    const { page, close } = await demo.reader({ viewport: { width, height: 800 } });
    await page.goto(path);
    const expected = await focusableIn(page);
    const met: string[] = [];
    const unseen: string[] = [];
    for (const _ of expected) {
      await page.keyboard.press("Tab");
      const { name, isSeen } = await focused(page);
      met.push(name);
      if (!isSeen) unseen.push(name);
    }

    expect(met).toEqual(expected);
    expect(unseen).toEqual([]);
    await close();
  });

  it("is entered past its menu by the first key", async () => {
    const { page, close } = await demo.reader();
    await page.goto(ARTICLE);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");

    expect(await page.evaluate(() => document.activeElement?.closest("main")?.id)).toBe("main");
    await close();
  });

  it.each([".table", "pre"])("scrolls what is wide, such as %s, by itself and by the arrow keys", async (wide) => {
    const { page, close } = await demo.reader({ viewport: { width: 360, height: 800 } });
    await page.goto(made);
    const scroller = page.locator(wide);

    await scroller.focus();
    await page.keyboard.press("ArrowRight");

    await expect.poll(() => scroller.evaluate(({ scrollLeft }) => scrollLeft)).toBeGreaterThan(0);
    expect(await page.evaluate(() => document.scrollingElement?.scrollWidth)).toBe(360);
    await close();
  });

  it("keeps the edges of its buttons and tags in high contrast", async () => {
    const { page, close } = await demo.reader({ forcedColors: "active" });
    await page.goto(ARTICLE);
    const edges = await page
      .locator(".search button, .tags a, .menu [aria-current]")
      .evaluateAll((all) => all.map((one) => getComputedStyle(one).borderBottomStyle));

    expect(new Set(edges)).toEqual(new Set(["solid"]));
    await close();
  });

  it("is printed as the article alone, dark on white, with the addresses of its links", async () => {
    const { page, close } = await demo.reader({ colorScheme: "dark" });
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    await page.goto(made);
    const shown = (selector: string) =>
      page.locator(selector).evaluateAll((all) => all.filter((one) => one.checkVisibility()).length);
    const { color, ground } = await page.evaluate(() => {
      const { color, backgroundColor } = getComputedStyle(document.body);
      return { color, ground: backgroundColor };
    });

    expect([await shown("nav"), await shown("form"), await shown(".related")]).toEqual([0, 0, 0]);
    expect([await shown("h1"), await shown(".prose"), await shown(".brand")]).toEqual([1, 1, 1]);
    expect([color, ground]).toEqual(["rgb(20, 24, 29)", "rgb(255, 255, 255)"]);
    const link = page.getByRole("link", { name: "a link" });
    expect(await link.evaluate((one) => getComputedStyle(one, "::after").content)).toBe(
      '" (https://example.org/far/away)"',
    );
    await close();
  });

  it("tells a screen reader the new number of reads with its label, when it is at rest", async () => {
    const { page, close } = await demo.reader();
    await page.route("**/reads/*", (route) => route.fulfill({ json: { id: 1, reads: 4321, counted: true } }));
    await page.goto(ARTICLE);
    const live = page.locator("[aria-live]");

    await expect.poll(() => live.textContent()).toMatch(/^阅读：\s*4,321$/);
    expect([await live.getAttribute("aria-live"), await live.getAttribute("aria-atomic")]).toEqual(["polite", "true"]);
    await close();
  });

  it("sets Chinese as Chinese is set: dots for stress, no slanted characters, no mark that begins a line", async () => {
    const { page, close } = await demo.reader();
    await page.goto(RICHEST);
    const style = await page
      .locator(".prose em")
      .first()
      .evaluate((em) => {
        const { fontStyle, textEmphasisStyle, lineBreak } = getComputedStyle(em);
        const of = (property: string) => getComputedStyle(em).getPropertyValue(property);
        return {
          fontStyle,
          textEmphasisStyle,
          lineBreak,
          spaced: of("text-autospace"),
          trimmed: of("text-spacing-trim"),
        };
      });

    expect(style).toEqual({
      fontStyle: "normal",
      textEmphasisStyle: "dot",
      lineBreak: "strict",
      spaced: "normal",
      trimmed: "trim-start",
    });
    await close();
  });
});

/** What the Tab key should come to, in the document's order. */
const focusableIn = (page: Page): Promise<string[]> =>
  page
    .locator("a[href], button, input:enabled, summary, [tabindex='0']")
    .evaluateAll((all) =>
      all.filter((one) => one.checkVisibility()).map((one) => `${one.tagName} ${one.textContent?.slice(0, 30)}`),
    );

/** What has the focus, and whether a ring is drawn round it or round the story that its link covers. */
const focused = (page: Page): Promise<{ name: string; isSeen: boolean }> =>
  page.evaluate(() => {
    const one = document.activeElement;
    if (one === null) return { name: "nothing", isSeen: false };
    const isRing = ({ outlineStyle, outlineWidth }: CSSStyleDeclaration) =>
      outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
    const { top, bottom } = one.getBoundingClientRect();
    const isOnScreen = bottom > 0 && top < innerHeight;
    const hasRing = isRing(getComputedStyle(one)) || isRing(getComputedStyle(one, "::after"));
    return { name: `${one.tagName} ${one.textContent?.slice(0, 30)}`, isSeen: isOnScreen && hasRing };
  });
