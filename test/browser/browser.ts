// Chromium, where there is one; the tests that need it are skipped loudly where there is none.

import { existsSync } from "node:fs";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";

const PLACES = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

export const executablePath = PLACES.find((place) => place !== undefined && place !== "" && existsSync(place)) ?? null;

if (executablePath === null) {
  console.warn(
    "\n*** BROWSER TESTS ARE SKIPPED: no Chromium. Install it (Debian: apt-get install chromium), or set CHROMIUM. ***\n",
  );
}

/** `keepsPages`: for the back and forward buttons, as browsers of readers do; Playwright's wait for a load that never comes. */
export const launch = ({ keepsPages = false } = {}): Promise<Browser> =>
  chromium.launch({
    executablePath: executablePath ?? "",
    ignoreDefaultArgs: keepsPages ? ["--disable-back-forward-cache"] : [],
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--no-first-run"],
  });

/** What went wrong in a page: errors in the console, exceptions, requests to other hosts. */
export interface Trouble {
  page: Page;
  trouble: string[];
  close: () => Promise<void>;
}

/** A page of a reader with a plain browser's name: headless ones count as bots. */
export async function openPage(
  browser: Browser,
  origin: string,
  options: BrowserContextOptions = {},
): Promise<Trouble> {
  const context = await browser.newContext({
    baseURL: origin,
    viewport: { width: 1280, height: 900 },
    userAgent: "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0 Safari/537.36",
    ...options,
  });
  const page = await context.newPage();
  const trouble: string[] = [];
  page.on("console", (message) => message.type() === "error" && trouble.push(message.text()));
  page.on("pageerror", (error) => trouble.push(error.message));
  page.on("request", (request) => {
    const url = new URL(request.url());
    if (url.protocol.startsWith("http") && url.origin !== origin) trouble.push(`asked ${request.url()}`);
  });
  return { page, trouble, close: () => context.close() };
}
