// Sheets of pictures side by side: one for each kind of content, width and scheme.

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser } from "playwright-core";

export interface Shot {
  name: string;
  width: number;
  scheme: string;
  path: string;
}

/** A tall page is cut after so many of its widths. */
const CUT = 3;
const COLUMNS: Readonly<Record<number, number>> = { 360: 7, 768: 5, 1280: 4 };
const SHEET_PX = 2000;

/** Writes `sheet-{content}-{width}-{scheme}.png` and says how many there are. */
export async function contactSheets(
  browser: Browser,
  { shots, out }: { shots: readonly Shot[]; out: string },
): Promise<number> {
  const sheets = Map.groupBy(shots, ({ name, width, scheme }) => `${name.split("-")[0]}-${width}-${scheme}`);
  const page = await browser.newPage({ viewport: { width: SHEET_PX, height: 800 } });
  for (const [name, on] of sheets) {
    const figures = on
      .toSorted((a, b) => (a.name < b.name ? -1 : 1))
      .map(async ({ name, path }) => {
        const image = (await readFile(path)).toString("base64");
        return `<figure><figcaption>${name}</figcaption><div><img src="data:image/png;base64,${image}"></div></figure>`;
      });
    await page.setContent(
      `<style>body{display:grid;grid-template-columns:repeat(${COLUMNS[on[0]?.width ?? 0] ?? 4},minmax(0,1fr));gap:12px;margin:12px;background:#888;font:14px sans-serif}` +
        `figure{margin:0}div{aspect-ratio:1/${CUT};max-height:100%;overflow:hidden;background:#777}img{width:100%}</style>${(await Promise.all(figures)).join("")}`,
    );
    await page.screenshot({ path: join(out, `sheet-${name}.png`), fullPage: true });
  }
  await page.close();
  return sheets.size;
}
