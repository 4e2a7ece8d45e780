// The visitor's pages, to look at. `fixtures OUT` writes every kind of page as HTML; `shots URL-or-folder OUT` takes
// pictures at three widths in both schemes, says what scrolls sideways at 320 px, and what a page weighs.
//   node scripts/gallery.ts fixtures /tmp/pages && node scripts/gallery.ts shots /tmp/pages /tmp/shots [name part]

import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { basename, join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { type Browser, chromium } from "playwright-core";

const WIDTHS = [360, 768, 1280];
const NARROWEST = 320;
const SCHEMES = ["light", "dark"] as const;

async function writeFixtures(out: string): Promise<void> {
  await mkdir(out, { recursive: true });
  const bundle = join(out, "every-page.mjs");
  await build({
    entryPoints: [join(import.meta.dirname, "../test/site/pages/every-page.tsx")],
    outfile: bundle,
    bundle: true,
    format: "esm",
    platform: "node",
    jsx: "automatic",
    jsxImportSource: "hono/jsx",
  });
  const { everyPage }: { everyPage: [string, string][] } = await import(pathToFileURL(bundle).href);
  for (const [name, html] of everyPage) {
    await writeFile(join(out, `${name}.html`), html);
    console.log(`${name}.html  ${Buffer.byteLength(html)} bytes, ${gzipSync(html).length} gzip`);
  }
}

/** Stands in for photographs: a horizon in the colours of `name`. */
function picture(name: string): string {
  const hue = (Number(name.replace(/\D/g, "")) * 97 + 200) % 360;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 800"><defs><linearGradient id="s" x2="0" y2="1"><stop stop-color="hsl(${hue} 45% 32%)"/>` +
    `<stop offset="1" stop-color="hsl(${hue + 30} 60% 78%)"/></linearGradient></defs><path fill="url(#s)" d="M0 0h1200v800H0z"/><circle cx="860" cy="430" r="90" fill="#fff8"/>` +
    `<path fill="hsl(${hue} 40% 22%)" d="M0 560l240-120 180 90 260-170 300 200 220-90v330H0z"/><path fill="hsl(${hue} 45% 14%)" d="M0 690l400-70 500 60 300-40v160H0z"/></svg>`
  );
}

/** Serves a folder's pages, and a picture wherever one is asked for. */
async function serveFolder(folder: string): Promise<{ origin: string; close: () => void }> {
  const server = createServer(async (request, response) => {
    const name = basename(new URL(request.url ?? "/", "http://localhost").pathname);
    if (name.endsWith(".svg")) response.setHeader("content-type", "image/svg+xml").end(picture(name));
    else if (!name.endsWith(".html")) response.writeHead(404).end();
    else response.setHeader("content-type", "text/html; charset=utf-8").end(await readFile(join(folder, name)));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, close: () => server.close() };
}

async function shoot(browser: Browser, { url, name, out }: { url: string; name: string; out: string }): Promise<void> {
  const page = await browser.newPage();
  for (const width of WIDTHS) {
    for (const colorScheme of SCHEMES) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 900 });
      await page.goto(url);
      await page.screenshot({ path: join(out, `${name}-${width}-${colorScheme}.png`), fullPage: true });
    }
  }
  await page.setViewportSize({ width: NARROWEST, height: 700 });
  const width = await page.evaluate("document.scrollingElement.scrollWidth");
  if (Number(width) > NARROWEST) console.log(`${name} scrolls sideways at ${NARROWEST} px: ${width} px wide`);
  await page.close();
}

async function takeShots(target: string, out: string, part: string): Promise<void> {
  await mkdir(out, { recursive: true });
  const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: ["--no-sandbox"] });
  try {
    if (URL.canParse(target)) return await shoot(browser, { url: target, name: new URL(target).hostname, out });
    const { origin, close } = await serveFolder(target);
    const files = (await readdir(target)).filter((file) => file.endsWith(".html") && file.includes(part));
    await Promise.all(
      files.map((file) => shoot(browser, { url: `${origin}/${file}`, name: basename(file, ".html"), out })),
    );
    close();
  } finally {
    await browser.close();
  }
}

const [mode, first, second, part = ""] = process.argv.slice(2);
if (mode === "fixtures" && first) await writeFixtures(first);
else if (mode === "shots" && first && second) await takeShots(first, second, part);
else {
  console.error("usage: gallery.ts fixtures OUT | gallery.ts shots URL-or-folder OUT [name part]");
  process.exitCode = 2;
}
