// Sheets of pictures side by side: of one kind of content, one width and one scheme.

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

/** Writes `sheet-{content}-{width}-{scheme}-{number}.png`, a row of pictures each, and says how many there are. */
export async function contactSheets(
  browser: Browser,
  { shots, out }: { shots: readonly Shot[]; out: string },
): Promise<number> {
  const page = await browser.newPage({ viewport: { width: SHEET_PX, height: 800 } });
  const groups = Map.groupBy(shots, ({ name, width, scheme }) => `${name.split("-")[0]}-${width}-${scheme}`);
  let sheets = 0;
  for (const [name, group] of groups) {
    const columns = COLUMNS[group[0]?.width ?? 0] ?? 4;
    const sorted = group.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    for (let start = 0; start < sorted.length; start += columns) {
      await page.setContent(await sheetOf(sorted.slice(start, start + columns), columns));
      await page.screenshot({ path: join(out, `sheet-${name}-${1 + start / columns}.png`), fullPage: true });
      sheets++;
    }
  }
  await page.close();
  return sheets;
}

async function sheetOf(shots: readonly Shot[], columns: number): Promise<string> {
  const figures = shots.map(async ({ name, path }) => {
    const image = (await readFile(path)).toString("base64");
    return `<figure><figcaption>${name}</figcaption><div><img src="data:image/png;base64,${image}"></div></figure>`;
  });
  return (
    "<style>body{display:grid;gap:12px;margin:12px;background:#888;font:14px sans-serif;" +
    `grid-template-columns:repeat(${columns},minmax(0,1fr))}figure{margin:0}` +
    `div{aspect-ratio:1/${CUT};overflow:hidden;background:#777}img{width:100%}</style>${(await Promise.all(figures)).join("")}`
  );
}
