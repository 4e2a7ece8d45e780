// What axe-core finds against WCAG 2.2 AA, and against what it holds for good practice.

import axe from "axe-core";
import type { Page } from "playwright-core";

const ALL = { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] } as const;
/** What a colour scheme can change. */
const COLOURS = { type: "rule", values: ["color-contrast", "link-in-text-block"] } as const;

/** Each breach in a page, on a phone and on a desk, in the light scheme and in the dark one. */
export async function breachesIn(page: Page): Promise<string[]> {
  // By the debugger's protocol, to which the page's policy does not apply.
  await page.evaluate(`(() => { ${axe.source} })()`);
  const breaches: string[] = [];
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      const found = await page.evaluate(runAxe, colorScheme === "light" ? ALL : COLOURS);
      breaches.push(...found.map((breach) => `${colorScheme}, ${width} px: ${breach}`));
    }
  }
  return breaches;
}

/** Runs in the page: the rule, the element, and what is wrong with it. */
async function runAxe(runOnly: typeof ALL | typeof COLOURS): Promise<string[]> {
  const checker: typeof axe = Reflect.get(globalThis, "axe");
  const only = { type: runOnly.type, values: [...runOnly.values] };
  const { violations } = await checker.run({ runOnly: only, resultTypes: ["violations"], preload: false });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary?.replace(/\s+/g, " ")}`),
  );
}
