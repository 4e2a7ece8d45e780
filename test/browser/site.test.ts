// What every page of the demo must hold in a browser, and the editor at /admin.

import { describe, expect, it } from "vitest";
import { APP_LINKS } from "../../src/content/addresses.ts";
import { ask } from "../process/npm-start.ts";
import { executablePath } from "./browser.ts";
import { DemoSite } from "./demo-site.ts";
import { bytesOf, contrast } from "./measures.ts";
import { pageKinds, withdrawnPage } from "./page-kinds.ts";

const PICTURES = "/guides/ph-calibration";
const MAX_PAGE_BYTES = 14 * 1024;
/** Of source: a page and a half of print. */
const NORMAL_ARTICLE_BYTES = 6_000;

describe.skipIf(executablePath === null)("a page", () => {
  const demo = new DemoSite();

  it("meets no error, no breach of the policy and no other host on any kind of page", async () => {
    const { page, trouble, close } = await demo.reader();
    await page.addInitScript(() => {
      addEventListener("securitypolicyviolation", (breach) =>
        console.error(`CSP ${breach.violatedDirective} ${breach.blockedURI}`),
      );
    });

    for (const { path, status } of [...pageKinds(demo), await withdrawnPage(demo)]) {
      const answer = await page.goto(path, { waitUntil: "networkidle" });
      expect([path, answer?.status()]).toEqual([path, status]);
      // Chromium reports the page's own status as an error.
      const own = `the server responded with a status of ${status}`;
      expect([path, ...trouble.splice(0).filter((line) => status === 200 || !line.includes(own))]).toEqual([path]);
    }
    await close();
  });

  it("scrolls no page sideways at 320 px", async () => {
    const { page, close } = await demo.reader({ viewport: { width: 320, height: 640 } });
    const wide: string[] = [];
    const kinds = pageKinds(demo).map((kind) => kind.path);
    const everyArticle = demo.articles.map((article) => article.path);
    for (const path of [...kinds, ...everyArticle, "/admin", `/search?q=${"很".repeat(90)}`]) {
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
      const { page, close } = await demo.reader({ colorScheme });
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

  it("asks once for a page, pictures apart, and gets a normal article in 14 KiB", async () => {
    const { page, close } = await demo.reader();
    const asked: string[] = [];
    page.on("request", (request) => {
      const { pathname } = new URL(request.url());
      if (request.resourceType() !== "image" && !pathname.startsWith("/favicon"))
        asked.push(`${request.method()} ${pathname}`);
    });
    await page.goto(PICTURES, { waitUntil: "networkidle" });
    await close();
    const sizes = [];
    for (const { id, path } of demo.articles) {
      const { body } = await ask(demo.site, "GET", `/articles/${id}`);
      if (Buffer.byteLength(body.body) <= NORMAL_ARTICLE_BYTES)
        sizes.push({ path, bytes: await bytesOf(demo.origin + path) });
    }
    const largest = sizes.toSorted((a, b) => b.bytes - a.bytes)[0];
    console.log(`The largest of ${sizes.length} normal articles takes ${largest?.bytes} bytes: ${largest?.path}`);

    expect(asked).toEqual([`GET ${PICTURES}`, `POST /reads/${demo.articleAt(PICTURES).id}`]);
    expect(sizes.length).toBeGreaterThan(20);
    expect(sizes.filter(({ bytes }) => bytes > MAX_PAGE_BYTES)).toEqual([]);
  });

  it("every link of every page kind leads somewhere", async () => {
    const seen = new Set<string>();
    const broken: string[] = [];
    for (const start of ["/", "/en", "/news", PICTURES, "/search?q=pH"]) {
      const html = await (await fetch(demo.origin + start)).text();
      for (const [, href = ""] of html.matchAll(/(?:href|src)="(\/[^"]*)"/g)) seen.add(href.replaceAll("&amp;", "&"));
    }
    // Where apps post, not readers.
    for (const { href } of APP_LINKS) seen.delete(href);
    for (const path of seen) {
      const { status } = await fetch(demo.origin + path);
      if (status !== 200) broken.push(`${status} ${path}`);
    }

    expect(seen.size).toBeGreaterThan(60);
    expect(broken).toEqual([]);
  });

  it("the editor sees the reads of the last 30 days as a chart", async () => {
    const { page, close } = await demo.reader({ locale: "en-GB" });
    await page.goto("/admin");
    await page.getByLabel("Token").fill(demo.site.token);
    await page.getByRole("button", { name: "Enter" }).click();

    const chart = page.getByRole("img", { name: /^Reads in the last 30 days: \d/ });
    await expect.poll(() => chart.locator("rect").count()).toBe(30);
    const { body } = await ask(demo.site, "GET", "/stats?by=day");
    const last = body.items.at(-1);
    expect(await chart.locator("rect title").last().textContent()).toBe(`${last.day}: ${last.reads}`);
    await close();
  });

  it("the editor's list tells the day that readers see, of the site's time zone", async () => {
    const article = { title: "At midnight", section: "news", body: "x", publishAt: "2021-02-03T00:30:00+08:00" };
    const { body } = await ask(demo.site, "POST", "/articles", article);
    const { page, close } = await demo.reader({ locale: "en-GB" });
    await page.goto("/admin");
    await page.getByLabel("Token").fill(demo.site.token);
    await page.getByRole("button", { name: "Enter" }).click();

    expect(await page.getByRole("button", { name: /^At midnight/ }).textContent()).toContain("2021-02-03");
    await ask(demo.site, "DELETE", `/articles/${body.id}`);
    await close();
  });

  it("the editor publishes, corrects and withdraws", async () => {
    const { page, close } = await demo.reader({ locale: "en-GB" });
    page.on("dialog", (dialog) => dialog.accept());
    await page.goto("/admin");
    await page.getByLabel("Token").fill(demo.site.token);
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
