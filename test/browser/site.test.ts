// What every page of the demo must hold, and the editor at /admin, in a browser.

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask, npmStart, type Site } from "../process/npm-start.ts";
import { executablePath, launch, openPage } from "./browser.ts";

const ARTICLE = "/guides/ph-calibration";

describe.skipIf(executablePath === null)("in a browser", () => {
  let stateDir: string;
  let site: Site;
  let browser: Browser;

  beforeAll(async () => {
    stateDir = await mkdtemp(join(tmpdir(), "edgewise-"));
    [site, browser] = await Promise.all([npmStart({ stateDir }), launch()]);
  });
  afterAll(async () => {
    await browser.close();
    await site.signal("SIGTERM");
    await rm(stateDir, { recursive: true, force: true });
  });

  it("every link of every page kind leads somewhere", async () => {
    const seen = new Set<string>();
    const broken: string[] = [];
    for (const start of ["/", "/en", "/news", ARTICLE, "/search?q=pH"]) {
      const html = await (await fetch(site.origin + start)).text();
      for (const [, href = ""] of html.matchAll(/(?:href|src)="(\/[^"]*)"/g)) seen.add(href.replaceAll("&amp;", "&"));
    }
    for (const path of seen) {
      const { status } = await fetch(site.origin + path);
      if (status !== 200) broken.push(`${status} ${path}`);
    }

    expect(seen.size).toBeGreaterThan(60);
    expect(broken).toEqual([]);
  });

  it("no article scrolls sideways at 320 px, asks another host or breaks its own policy", async () => {
    const { body } = await ask(site, "GET", "/articles?limit=100");
    const articles = body.items.map(({ url }: { url: string }) => new URL(url).pathname);
    const { page, trouble, close } = await openPage(browser, site.origin, { viewport: { width: 320, height: 700 } });
    const wide: string[] = [];

    for (const path of ["/news/2026/08", "/tag/pH", "/admin", ...articles]) {
      await page.goto(path, { waitUntil: "load" });
      const width = await page.evaluate(() => document.scrollingElement?.scrollWidth ?? 0);
      if (width > 320) wide.push(`${path} ${width}`);
    }

    expect(articles.length).toBeGreaterThan(30);
    expect(wide).toEqual([]);
    expect(trouble).toEqual([]);
    await close();
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
