// The README's pictures, taken anew of the demo after readers have come: docs/*.png, each under 200 KB.
//   npm run readme-pictures

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Browser, chromium } from "playwright-core";
// It comes with miniflare, and makes a quarter of a browser's PNG.
import sharp from "sharp";
import { executablePath } from "../test/browser/browser.ts";
import { ask, npmStart, READER, type Site } from "../test/process/npm-start.ts";

const DOCS = join(import.meta.dirname, "../docs");
const MAX_BYTES = 200_000;
/** Counters tell D1 of their reads every five minutes. */
const READS_ARRIVE_MS = 5.5 * 60_000;

interface View {
  path: string;
  width: number;
  height: number;
  scheme: "light" | "dark";
  /** What is scrolled to the top. */
  from?: string;
}

const DESK = { width: 1280, height: 860, scheme: "light" } as const;
const PHONE = { width: 390, height: 800, scheme: "light" } as const;

/** Each picture's views, side by side. */
const PICTURES: Readonly<Record<string, readonly View[]>> = {
  home: [{ ...DESK, path: "/" }],
  article: [{ ...DESK, path: "/industry/how-river-data-earns-trust" }],
  "article-body": [{ ...DESK, path: "/guides/lorawan-in-the-field", from: "h2:nth-of-type(3)" }],
  dark: [{ ...DESK, path: "/cases", scheme: "dark" }],
  search: [{ ...DESK, path: `/search?q=${encodeURIComponent("溶解氧")}` }],
  phones: [
    { ...PHONE, path: "/" },
    { ...PHONE, path: "/news/dl-8-released", scheme: "dark" },
    { ...PHONE, path: "/en/guides/ph-calibration" },
  ],
};

/** Each article is read, some more than others, by readers of addresses of their own. */
async function readAll(site: Site): Promise<void> {
  const { body } = await ask(site, "GET", "/articles?limit=100");
  for (const { id } of body.items as { id: number }[]) {
    const reads = 20 + ((id * 7919) % 180);
    for (let reader = 0; reader < reads; reader++) {
      const headers = {
        "user-agent": READER,
        "cf-connecting-ip": `10.${id}.${reader >> 8}.${reader & 255}`,
        origin: site.origin,
      };
      await fetch(`${site.origin}/reads/${id}`, { method: "POST", headers });
    }
  }
  console.log(`Waiting ${READS_ARRIVE_MS / 1000} s for the reads to come into the lists.`);
  await sleep(READS_ARRIVE_MS);
  await ask(site, "POST", "/jobs/rank");
  await ask(site, "POST", "/purges", { everything: true });
}

async function shoot(browser: Browser, origin: string, view: View): Promise<Buffer> {
  const { width, height, scheme, path, from } = view;
  const page = await browser.newPage({ viewport: { width, height }, colorScheme: scheme, userAgent: READER });
  await page.goto(origin + path, { waitUntil: "networkidle" });
  if (from !== undefined)
    await page
      .locator(from)
      .first()
      .evaluate((one) => one.scrollIntoView());
  const picture = await page.screenshot();
  await page.close();
  return picture;
}

const GAP = 24;

/** Views of one height in a row, in no more colours than flat pictures have. */
async function inARow(pictures: readonly Buffer[], views: readonly View[]): Promise<Buffer> {
  let width = -GAP;
  const layers = pictures.map((input, place) => {
    const left = width + GAP;
    width = left + (views[place]?.width ?? 0);
    return { input, left, top: 0 };
  });
  const row = { width, height: views[0]?.height ?? 1, channels: 4, background: "#0000" } as const;
  return sharp({ create: row }).composite(layers).png({ palette: true, quality: 90, effort: 10 }).toBuffer();
}

const stateDir = await mkdtemp(join(tmpdir(), "edgewise-pictures-"));
const site = await npmStart({ stateDir });
const browser = await chromium.launch({ executablePath: executablePath ?? "", args: ["--no-sandbox"] });
try {
  await readAll(site);
  for (const [name, views] of Object.entries(PICTURES)) {
    const pictures = [];
    for (const view of views) pictures.push(await shoot(browser, site.origin, view));
    const png = await inARow(pictures, views);
    await writeFile(join(DOCS, `${name}.png`), png);
    console.log(`docs/${name}.png  ${png.length} bytes`);
    if (png.length > MAX_BYTES) process.exitCode = 1;
  }
} finally {
  await browser.close();
  await site.kill();
  await rm(stateDir, { recursive: true, force: true });
}
