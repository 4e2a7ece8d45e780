// What the line under an article's title says.

import type { Page } from "playwright-core";

/** What stands behind a label, such as `阅读：`. */
export const factOf = (page: Page, label: string): Promise<string | null> =>
  page
    .getByRole("article")
    .locator("dl > div")
    .filter({ has: page.getByRole("term").filter({ hasText: label }) })
    .getByRole("definition")
    .textContent();
