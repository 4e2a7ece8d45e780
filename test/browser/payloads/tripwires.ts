// A page in Chromium, without a policy, full of tripwires: what its HTML runs, asks, hides or sends, and where it leads.

import type { BrowserContext, Page } from "playwright-core";

export const ORIGIN = "https://site.test";
const ARTICLE = `${ORIGIN}/article`;
/** Whose frames are allowed. */
export const PLAYER = "https://player.example";

/** How HTML gets into a page: as the document, or by script, as it is and as the browser writes it again. */
export type Way = "document" | "script";

/** Names that payloads would like to hide. */
const NAMES =
  "alert attributes body config cookie constructor defaultView document getElementById location self top toString url".split(
    " ",
  );
/** `:` is that of an address that no browser can read; it leads nowhere. */
const SAFE_PROTOCOLS = ["http:", "https:", "irc:", "ircs:", "mailto:", "tel:", "xmpp:", ":"];

const documentOf = (body: string) =>
  `<!DOCTYPE html><html lang="en"><head><title>x</title></head><body>${body}</body></html>`;

/** Everything that HTML did which a reader's page must not do; touches each of its elements. */
export async function breachesOf(context: BrowserContext, parts: readonly string[], way: Way): Promise<string[]> {
  const page = await context.newPage();
  const breaches: string[] = [];
  await page.exposeBinding("tripped", (_, what: string) => breaches.push(`ran ${what}`));
  await page.addInitScript(() => {
    const report: (what: string) => void = Reflect.get(globalThis, "tripped");
    for (const name of ["alert", "confirm", "prompt", "print"]) {
      Reflect.set(globalThis, name, (what: unknown) => report(`${name}(${what})`));
    }
  });
  await page.route("**/*", async (route) => {
    const request = route.request();
    const [type, url] = [request.resourceType(), new URL(request.url())];
    const isStart = [`${ORIGIN}/before`, ARTICLE].includes(url.href);
    const isOwnMedia = /^(?:image|media)$/.test(type) && url.origin === ORIGIN;
    const isPlayer = type === "document" && url.origin === PLAYER && request.frame() !== page.mainFrame();
    if (!isStart && !isOwnMedia && !isPlayer) {
      breaches.push(`asked ${type} ${url}`);
      // No content: where it would lead away, the page stays.
      return route.fulfill({ status: 204 });
    }
    const body = url.href === ARTICLE && way === "document" ? parts.join("\n") : "";
    await route.fulfill({ contentType: "text/html; charset=utf-8", body: documentOf(body) });
  });
  await page.goto(`${ORIGIN}/before`);
  const before = await namesOf(page);
  await page.goto(ARTICLE);
  if (way === "script") await page.evaluate(insert, parts);
  await page.evaluate(touchAll, SAFE_PROTOCOLS);
  if (page.url() !== ARTICLE) breaches.push(`went to ${page.url()}`);
  breaches.push(...(await page.evaluate(looksOf, SAFE_PROTOCOLS)));
  const after = await namesOf(page);
  breaches.push(...NAMES.filter((_, place) => before[place] !== after[place]).map((name) => `hid ${name}`));
  await page.close();
  return breaches;
}

const namesOf = (page: Page): Promise<string[]> =>
  page.evaluate(
    (names) => names.map((name) => `${typeof Reflect.get(globalThis, name)} ${typeof Reflect.get(document, name)}`),
    NAMES,
  );

/** Runs in the page: as `innerHTML`, as what that reads back as, and by a range, which would run scripts. */
function insert(parts: readonly string[]): void {
  for (const part of parts) {
    const [first, second] = [document.createElement("div"), document.createElement("div")];
    document.body.append(first, second);
    first.innerHTML = part;
    second.innerHTML = first.innerHTML;
    document.body.append(document.createRange().createContextualFragment(part));
  }
}

/** Runs in the page: hover, focus and click everything. Links are followed only where a script would run. */
async function touchAll(safe: readonly string[]): Promise<void> {
  let isFollowed = false;
  addEventListener("click", (event) => {
    const [link] = event.composedPath().filter((one) => one instanceof HTMLAnchorElement);
    if (link && safe.includes(link.protocol)) event.preventDefault();
    else isFollowed = true;
  });
  for (const element of document.body.querySelectorAll("*")) {
    for (const type of ["mouseover", "pointerenter"]) element.dispatchEvent(new MouseEvent(type, { bubbles: true }));
    if (element instanceof HTMLElement || element instanceof SVGElement) element.focus();
    isFollowed = false;
    element.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true, composed: true }));
    // What leads somewhere else would put an end to the script that a link runs.
    if (isFollowed && /^(?:a|area|button|input)$/.test(element.localName))
      await new Promise((done) => setTimeout(done));
  }
  // For what was begun to happen.
  await new Promise((done) => setTimeout(done, 400));
}

/** Runs in the page: handlers, styles, forms, ids and addresses, as the browser reads them. */
function looksOf(safe: readonly string[]): string[] {
  const found: string[] = [];
  for (const element of document.body.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      if (/^on|^style$|^srcdoc$|^formaction$/.test(name)) found.push(`holds ${name}="${value}"`);
      if (/^(?:id|name)$/.test(name) && !/^h-/.test(value)) found.push(`names ${value}`);
    }
    if (element instanceof HTMLAnchorElement && element.hasAttribute("href") && !safe.includes(element.protocol)) {
      found.push(`links ${element.protocol}`);
    }
    if (/^(?:script|style|form|base|meta|link|object|embed|svg|math)$/i.test(element.localName)) {
      found.push(`holds <${element.localName}>`);
    }
  }
  return found;
}
