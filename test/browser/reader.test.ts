// What a reader meets in a browser, found by role and name, in both languages of the demo.

import { describe, expect, it } from "vitest";
import { executablePath } from "./browser.ts";
import { DemoSite } from "./demo-site.ts";
import { factOf } from "./facts.ts";
import { LANGUAGES } from "./languages.ts";

const SLUG = "dl-8-released";

describe.skipIf(executablePath === null)("a reader", () => {
  const demo = new DemoSite();

  describe.each(LANGUAGES)("of $lang", (words) => {
    const path = `${words.prefix}/news/${SLUG}`;

    it("sees an article's kind, title, place, time in the site's zone, source and reads", async () => {
      const { page, close } = await demo.reader();
      await page.goto(path);
      const { title, kind, source, publishedAt } = demo.articleAt(path);

      expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(`${words.kind(kind)} ${title}`);
      const trail = page.getByRole("navigation", { name: words.youAreHere }).getByRole("link");
      expect(await trail.allInnerTexts()).toEqual([words.home, words.section]);
      expect(await factOf(page, words.published)).toBe(inShanghai(publishedAt));
      expect(await factOf(page, words.source)).toBe(source.name);
      expect(await factOf(page, words.reads)).toMatch(/^\d+$/);
      await close();
    });

    it("reaches the previous and the next article, and comes back", async () => {
      const { page, close } = await demo.reader();
      const inSection = demo.articles
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
      const { page, close } = await demo.reader();
      await page.goto(path);
      const { title, tags } = demo.articleAt(path);
      const tag = tags[0] ?? "";

      await page.getByRole("navigation", { name: words.tags, exact: true }).getByRole("link", { name: tag }).click();

      await page.waitForURL((url) => decodeURIComponent(url.pathname) === `${words.prefix}/tag/${tag}`);
      expect(await page.getByRole("main").getByRole("link", { name: title }).count()).toBeGreaterThan(0);
      await close();
    });

    it("searches by the box and the button or the Enter key, and is told when nothing matches", async () => {
      const { page, close } = await demo.reader();
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
      const { page, close } = await demo.reader();
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
      const { page, close } = await demo.reader();
      await page.goto(`${words.prefix}/`);
      const line = page.getByRole("banner").getByText(words.hotline);

      expect(await line.getByRole("link").getAttribute("href")).toMatch(/^tel:\d+$/);
      await close();
    });

    it("is told that an address leads nowhere, with a way on", async () => {
      const { page, close } = await demo.reader();
      const answer = await page.goto(`${words.prefix}/news/nowhere-at-all`);

      expect(answer?.status()).toBe(404);
      expect(await page.getByRole("heading", { level: 1 }).textContent()).toBe(words.missing);
      expect(await page.getByRole("main").getByRole("searchbox").count()).toBe(1);
      await close();
    });
  });
});

/** `2026-07-02 09:00:00`, in the demo's zone. */
const inShanghai = (time: string): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai", dateStyle: "short", timeStyle: "medium" }).format(
    new Date(time),
  );
