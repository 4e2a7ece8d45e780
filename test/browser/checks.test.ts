// What checkers of others say of every kind of page, in each language: of its markup, and of who can use it.

import { beforeAll, describe, expect, it } from "vitest";
import { fixturePages } from "../../scripts/fixture-pages.ts";
import { breachesIn } from "./axe.ts";
import { executablePath } from "./browser.ts";
import { DemoSite } from "./demo-site.ts";
import { hasNu, htmlValidateFinds, nuFinds } from "./markup.ts";
import { type PageKind, pageKinds, playersPage, withdrawnPage } from "./page-kinds.ts";

describe.skipIf(executablePath === null)("every kind of page", () => {
  const demo = new DemoSite();
  let kinds: PageKind[];
  let pages: { name: string; html: string }[];
  beforeAll(async () => {
    const ofTheApi = ["/api/docs", "/api/docs/articles", "/problems/in-use"].map((path) => ({ path, status: 200 }));
    kinds = [...pageKinds(demo), await withdrawnPage(demo), await playersPage(demo), ...ofTheApi];
    const served = kinds.map(async ({ path }) => ({
      name: path,
      html: await (await fetch(demo.origin + path)).text(),
    }));
    const made = (await fixturePages()).map(([name, html]) => ({ name, html }));
    pages = [...(await Promise.all(served)), ...made];
  });

  it("meets WCAG 2.2 AA, on a phone and on a desk, in light and dark", async () => {
    const breaches: string[] = [];
    const waiting = kinds.map(({ path }) => path);
    const check = async () => {
      const { page, close } = await demo.reader();
      for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
        await page.goto(path);
        breaches.push(...(await breachesIn(page)).map((breach) => `${path}: ${breach}`));
      }
      await close();
    };
    await Promise.all([check(), check()]);

    expect(breaches).toEqual([]);
  });

  it("is written as html-validate wants it, whatever its content", async () => {
    const found: string[] = [];
    for (const { name, html } of pages) found.push(...(await htmlValidateFinds(html)).map((one) => `${name}: ${one}`));

    expect(found).toEqual([]);
  });

  it.skipIf(!hasNu)("passes the Nu checker, whatever its content", async () => {
    expect(await nuFinds(pages)).toEqual([]);
  });
});
