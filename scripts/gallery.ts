// Pictures of the visitor's pages, to look at: every kind, in each language, at three widths, in both schemes, of the demo's
// content and of empty, long and broken content; and sheets that show them side by side. Says what scrolls sideways.
//   npm run gallery [-- part of a name, such as zh-article]

import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { chromium } from "playwright-core";
import { executablePath } from "../test/browser/browser.ts";
import { pageKinds, withdrawnPage } from "../test/browser/page-kinds.ts";
import { ask, npmStart, type Site } from "../test/process/npm-start.ts";
import { contactSheets, type Shot } from "./contact-sheets.ts";
import { fixturePages } from "./fixture-pages.ts";
import { pictureOf } from "./stand-in-picture.ts";

const OUT = join(import.meta.dirname, "../.edgewise/gallery");
const WIDTHS = [360, 768, 1280];
const SCHEMES = ["light", "dark"] as const;
const AT_ONCE = 2;

/** Of the API's description. */
const DOCS = ["/api/docs", "/api/docs/articles", "/api/docs/site", "/problems/in-use"].map((path) => ({ path }));

interface ToShoot {
  name: string;
  url: string;
}

/** The demo's pages, by names such as "demo-en-guides-ph-calibration". */
async function demoPages(site: Site): Promise<ToShoot[]> {
  const { body } = await ask(site, "GET", "/articles?limit=100");
  const articleAt = (path: string) => body.items.find(({ url }: { url: string }) => new URL(url).pathname === path);
  return [...pageKinds({ articleAt }), await withdrawnPage({ site }), ...DOCS].map(({ path }) => ({
    name: `demo${path === "/" ? "-home" : decodeURIComponent(path).replace(/[^\p{L}\p{N}]+/gu, "-")}`,
    url: site.origin + path,
  }));
}

/** Serves the tests' pages, and a picture wherever one is asked for. */
async function servePages(pages: ReadonlyMap<string, string>): Promise<{ origin: string; close: () => void }> {
  const server = createServer((request, response) => {
    const name = basename(new URL(request.url ?? "/", "http://localhost").pathname);
    const html = pages.get(name);
    if (name.endsWith(".svg")) response.setHeader("content-type", "image/svg+xml").end(pictureOf(name));
    else if (html === undefined) response.writeHead(404).end();
    else response.setHeader("content-type", "text/html; charset=utf-8").end(html);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() };
}

const stateDir = await mkdtemp(join(tmpdir(), "edgewise-gallery-"));
const [site, made, browser] = await Promise.all([
  npmStart({ stateDir }),
  fixturePages(),
  chromium.launch({ executablePath: executablePath ?? "", args: ["--no-sandbox"] }),
]);
const fixtures = await servePages(new Map(made));
const [part = ""] = process.argv.slice(2);
const waiting = [
  ...(await demoPages(site)),
  ...made.map(([name]) => ({ name, url: `${fixtures.origin}/${encodeURIComponent(name)}` })),
].filter(({ name }) => name.includes(part));
const shots: Shot[] = [];

async function shootWaiting(): Promise<void> {
  const page = await browser.newPage();
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    await page.goto(next.url);
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: 900 });
      const needed = Number(await page.evaluate("document.scrollingElement.scrollWidth"));
      if (needed > width) console.log(`${next.name} scrolls sideways at ${width} px: it is ${needed} px wide`);
      for (const scheme of SCHEMES) {
        await page.emulateMedia({ colorScheme: scheme });
        const path = join(OUT, `${next.name}-${width}-${scheme}.png`);
        await page.screenshot({ path, fullPage: true });
        shots.push({ ...next, width, scheme, path });
      }
    }
  }
}

try {
  await rm(OUT, { recursive: true, force: true });
  await mkdir(OUT, { recursive: true });
  await Promise.all(Array.from({ length: AT_ONCE }, shootWaiting));
  const sheets = await contactSheets(browser, { shots, out: OUT });
  console.log(`${shots.length} pictures and ${sheets} sheets are in ${OUT}`);
} finally {
  await browser.close();
  fixtures.close();
  await site.kill();
  await rm(stateDir, { recursive: true, force: true });
}
