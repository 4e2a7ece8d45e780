// What Lighthouse says of accessibility, best practices and search engines. Its performance score depends on the machine:
// `npm run lighthouse` tells it.

import { describe, expect, it } from "vitest";
import { DemoSite } from "./demo-site.ts";
import { hasLighthouse, judge, STEADY } from "./lighthouse.ts";

describe.skipIf(!hasLighthouse())("Lighthouse, as a phone", () => {
  const demo = new DemoSite();

  it.each([
    ["the home page", () => "/"],
    ["an article with pictures", () => demo.articles.find(({ lang }) => lang === "zh-CN")?.path ?? ""],
    ["an English section", () => "/en/news"],
  ])("finds no fault in %s", async (_, path) => {
    const judged = await judge(demo.origin + path(), STEADY);

    expect(Object.fromEntries(judged)).toEqual({
      accessibility: { score: 100, faults: [] },
      "best-practices": { score: 100, faults: [] },
      seo: { score: 100, faults: [] },
    });
  });
});
