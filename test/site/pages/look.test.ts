import { describe, expect, it } from "vitest";
import { css } from "../../../src/look/css";
import { beaconScript, speculationRules } from "../../../src/look/scripts";
import { everyPage } from "./every-page";

const MAX_CSS_BYTES = 10 * 1024;
const MAX_BEACON_BYTES = 700;
/** What a first TCP flight carries, so that a page is there after one round trip. */
const MAX_PAGE_GZIP_BYTES = 14 * 1024;

const bytes = (text: string) => new TextEncoder().encode(text).length;

async function gzipBytes(text: string): Promise<number> {
  const compressed = new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"));
  return (await new Response(compressed).arrayBuffer()).byteLength;
}

describe("the weight of a page", () => {
  it("stays within its budget of style and script", () => {
    expect(bytes(css)).toBeLessThanOrEqual(MAX_CSS_BYTES);
    expect(bytes(beaconScript)).toBeLessThanOrEqual(MAX_BEACON_BYTES);
  });

  it.each(everyPage)("fits %s into one round trip, compressed", async (_name, html) => {
    expect(await gzipBytes(html)).toBeLessThanOrEqual(MAX_PAGE_GZIP_BYTES);
  });
});

/** WCAG 2.2, relative luminance and contrast ratio of two `#rgb` or `#rrggbb` colours. */
function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(hex: string): number {
  const digits = hex.length === 4 ? hex.slice(1).replace(/./g, "$&$&") : hex.slice(1);
  const channel = (at: number) => {
    const value = Number.parseInt(digits.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * channel(0) + 0.7152 * channel(2) + 0.0722 * channel(4);
}

describe("colours", () => {
  const [light = "", dark = ""] = css.split("@media screen and (prefers-color-scheme:dark)");
  const colour = (scheme: string, name: string) => new RegExp(`--${name}:(#\\w+)`).exec(scheme)?.[1] ?? "";

  it.each(["ink", "soft", "accent", "word", "text", "name"])(
    "%s reads well on either ground, light and dark",
    (name) => {
      for (const scheme of [light, dark]) {
        expect(contrast(colour(scheme, name), colour(scheme, "paper"))).toBeGreaterThan(4.5);
        expect(contrast(colour(scheme, name), colour(scheme, "wash"))).toBeGreaterThan(4.5);
      }
    },
  );

  it("marks what was searched for without hiding it", () => {
    for (const scheme of [light, dark]) {
      expect(contrast(colour(scheme, "ink"), colour(scheme, "mark"))).toBeGreaterThan(4.5);
    }
  });
});

it("leaves pages alone that aren't pages when it fetches ahead", () => {
  for (const path of ["/api/*", "/admin*", "/reads/*", "/search*", "/media/*"]) {
    expect(speculationRules).toContain(`"${path}"`);
  }
});

it("moves nothing by itself, for readers whom movement makes ill", () => {
  expect(css).not.toMatch(/transition|animation|scroll-behavior|@keyframes/);
});

describe("the script that counts a read", () => {
  /** What it asks for on a page of `site.test` that `referrer` led to. */
  function askedFrom(referrer: string): unknown[] {
    const asked: unknown[] = [];
    const text = { dataset: { reads: "/reads/42" } };
    const document = {
      referrer,
      querySelector: () => text,
      documentElement: { lang: "en" },
      visibilityState: "visible",
      addEventListener: () => {},
    };
    const fetch = async (...call: unknown[]) => {
      asked.push(call);
      return Response.json({ reads: null });
    };
    const run = new Function("document", "location", "fetch", "addEventListener", beaconScript);
    run(document, { hostname: "site.test" }, fetch, () => {});
    return asked;
  }

  const post = { method: "POST", keepalive: true };

  it.each([
    ["https://www.google.com/search?q=secret", "www.google.com"],
    ["http://forum.example:8080/thread/7#post", "forum.example"],
    ["android-app://com.google.android.gm/", "com.google.android.gm"],
  ])("names the host of the other site that led here, and nothing else of it: %s", (referrer, host) => {
    expect(askedFrom(referrer)).toEqual([[`/reads/42?from=${host}`, post]]);
  });

  it.each(["", "http://site.test/news/another", "https://site.test:8443/"])("names none of our own: %j", (referrer) => {
    expect(askedFrom(referrer)).toEqual([["/reads/42", post]]);
  });
});
