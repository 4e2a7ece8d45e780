// Whose reads count: R9, one row a case.

import { describe, expect, it } from "vitest";
import { floodKey, judgeReader, type ReaderVerdict } from "../../src/reads/who-counts";

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:148.0) Gecko/20100101 Firefox/148.0";

interface Case {
  reader: string;
  verdict: ReaderVerdict;
  method?: string;
  headers?: Record<string, string>;
  signedIn?: boolean;
  preview?: boolean;
}

const CASES: Case[] = [
  { reader: "a browser on our page", headers: { "Sec-Fetch-Site": "same-origin" }, verdict: "counts" },
  { reader: "an older browser, which says nothing of the page", verdict: "counts" },
  { reader: "HEAD", method: "HEAD", verdict: "head" },
  { reader: "the signed-in editor", signedIn: true, verdict: "signed_in" },
  { reader: "a preview", preview: true, verdict: "preview" },
  { reader: "another site's page", headers: { "Sec-Fetch-Site": "cross-site" }, verdict: "other_site" },
  { reader: "a sibling domain's page", headers: { "Sec-Fetch-Site": "same-site" }, verdict: "other_site" },
  { reader: "an address typed by hand", headers: { "Sec-Fetch-Site": "none" }, verdict: "other_site" },
  { reader: "a page prefetched", headers: { "Sec-Purpose": "prefetch;prerender" }, verdict: "prefetch" },
  { reader: "a search engine", headers: { "User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)" }, verdict: "bot" },
  { reader: "Baidu's", headers: { "User-Agent": "Mozilla/5.0 (compatible; Baiduspider/2.0)" }, verdict: "bot" },
  { reader: "curl", headers: { "User-Agent": "curl/8.16.0" }, verdict: "bot" },
  { reader: "a browser without a head", headers: { "User-Agent": "Mozilla/5.0 HeadlessChrome/148.0" }, verdict: "bot" },
  { reader: "a client without a name", headers: { "User-Agent": "" }, verdict: "bot" },
];

describe("a reader's verdict (R9)", () => {
  it.each(CASES)("$reader: $verdict", ({ verdict, method = "POST", headers, signedIn = false, preview = false }) => {
    const reader = { method, headers: new Headers({ "User-Agent": FIREFOX, ...headers }), signedIn, preview };

    expect(judgeReader(reader)).toBe(verdict);
  });

  it("limits floods by article and address", () => {
    const headers = new Headers({ "CF-Connecting-IP": "2001:db8::7" });

    expect(floodKey(42, headers)).toBe("42:2001:db8::7");
  });
});
