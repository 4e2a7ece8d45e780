// What Lighthouse says of accessibility, best practices, search engines and layout shift. Its performance score depends on the
// machine: `npm run lighthouse` tells it.

import { describe, expect, it } from "vitest";
import { DemoSite } from "./demo-site.ts";
import { hasLighthouse, judge } from "./lighthouse.ts";

describe.skipIf(!hasLighthouse())("Lighthouse, as a phone", () => {
  const demo = new DemoSite();

  it.each([
    ["the home page", () => "/"],
    ["an article with pictures", () => demo.articles.find(({ lang }) => lang === "zh-CN")?.path ?? ""],
    ["an English section", () => "/en/news"],
  ])("finds no fault in %s", async (_, path) => {
    const { scores, faults, shift } = await judge(demo.origin + path());

    expect({ ...scores, faults, shift }).toMatchObject({
      ...{ accessibility: 100, "best-practices": 100, seo: 100 },
      ...{ faults: [], shift: 0 },
    });
  });
});
