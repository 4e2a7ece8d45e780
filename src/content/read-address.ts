// What a visitor's path asks for, by its form alone: the database is not asked.

import { type FeedFormat, langPrefix, parsePath } from "./addresses";

export type Address =
  | { kind: "home" }
  | { kind: "section"; section: string }
  /** `period` is `yyyy-mm` or `yyyy-mm-dd`, and exists. */
  | { kind: "archive"; section: string; period: string }
  | { kind: "article"; section: string; slug: string }
  | { kind: "tag"; tag: string }
  /** `month` is `yyyy-mm`, and exists. */
  | { kind: "tag-month"; tag: string; month: string }
  | { kind: "search" }
  | { kind: "short"; id: number }
  | { kind: "favicon" }
  /** The newest articles with their text: the site's (null) or a section's. */
  | { kind: "feed"; section: string | null; format: FeedFormat }
  /** An article as Markdown. */
  | { kind: "markdown"; section: string; slug: string }
  /** A standing page as Markdown. */
  | { kind: "page-markdown"; page: string }
  /** The site for language models: https://llmstxt.org */
  | { kind: "outline" }
  | { kind: "robots" }
  | { kind: "sitemap-index" }
  /** The site's lists. */
  | { kind: "sitemap-pages" }
  | { kind: "sitemap-news" }
  /** Articles by their ids: so many, from a fixed one on. */
  | { kind: "sitemap"; number: number }
  /** Percent-encoded, but not as UTF-8: no address of this site, at most an older one's. */
  | { kind: "bytes" }
  | { kind: "none" };

export interface ReadAddress {
  /** Canonical BCP 47; null: the site's first language. */
  lang: string | null;
  address: Address;
  /** The one spelling of the path, percent-encoded: any other is answered by a redirect to it. */
  path: string;
}

/** Reads a path, of an older site's too; null when its percent-encoding is broken. */
export const readAnyAddress = (path: string): ReadAddress | null => readAddress(path) ?? readBytes(path);

/** `/%D0%C2%CE%C5`, as sites in GBK had it. Its letters may be parts of characters: their case stays. */
function readBytes(path: string): ReadAddress | null {
  if (/%(?![0-9a-f]{2})/i.test(path)) return null;
  const segments = path.split("/").filter((segment) => segment !== "");
  const spelt = segments.map((segment) => segment.replace(/%[0-9a-f]{2}/gi, respell));
  return { lang: null, address: { kind: "bytes" }, path: `/${spelt.join("/")}` };
}

/** In capitals, and as itself where it needs no encoding (RFC 3986 §6.2.2). */
function respell(code: string): string {
  const character = String.fromCharCode(Number.parseInt(code.slice(1), 16));
  return /[\w.~-]/.test(character) ? character : code.toUpperCase();
}

/** Reads a path; null when its percent-encoding is broken, or not of UTF-8. */
export function readAddress(path: string): ReadAddress | null {
  const local = parsePath(path);
  if (local === null) return null;
  const { lang } = local;
  const isTag = local.segments[0]?.toLowerCase() === "tag";
  // A tag is spelt as its editor spelt it; all other names are in lower case. Lower case can undo NFC: J̌ has no composed
  // form, ǰ has.
  const segments = local.segments.map((segment, i) =>
    isTag && i === 1 ? segment : segment.toLowerCase().normalize("NFC"),
  );
  const prefix = lang === null ? "" : langPrefix(lang, "");
  const canonical = prefix + segments.map((segment) => `/${encodeURIComponent(segment)}`).join("");
  return { lang, address: addressOf(segments, lang), path: canonical === "" ? "/" : canonical };
}

function addressOf(segments: readonly string[], lang: string | null): Address {
  const [first, second, third, fourth, ...rest] = segments;
  if (first === undefined) return { kind: "home" };
  if (first === "tag" && second !== undefined && third !== undefined)
    return tagMonthOf(second, [third, fourth, ...rest]);
  if (rest.length > 0) return { kind: "none" };
  if (third !== undefined) return archiveOf(first, [second ?? "", third, ...(fourth === undefined ? [] : [fourth])]);
  if (first === "search") return second === undefined ? { kind: "search" } : { kind: "none" };
  if (first === "tag") return second === undefined ? { kind: "none" } : { kind: "tag", tag: second };
  if (first === "a" && second !== undefined) return shortLink(second, lang);
  if (lang === null && second === undefined) {
    const file = FILES.get(first);
    if (file !== undefined) return file;
  }
  if (first === "sitemaps" && second !== undefined) return sitemapOf(second, lang);
  // No slug has a dot, so a file's name takes no section's or article's address.
  const format = feedFormatOf(second ?? first);
  if (format !== null) return { kind: "feed", section: second === undefined ? null : first, format };
  const [, name] = /^(.+)\.md$/.exec(second ?? first) ?? [];
  if (second === undefined) {
    if (name !== undefined) return { kind: "page-markdown", page: name };
    return first === "llms.txt" ? { kind: "outline" } : { kind: "section", section: first };
  }
  if (name !== undefined) return { kind: "markdown", section: first, slug: name };
  return { kind: "article", section: first, slug: second };
}

/** The files that the whole site has one of, whatever its languages. */
const FILES: ReadonlyMap<string, Address> = new Map([
  ["favicon.svg", { kind: "favicon" }],
  ["robots.txt", { kind: "robots" }],
  ["sitemap.xml", { kind: "sitemap-index" }],
  ["sitemap-news.xml", { kind: "sitemap-news" }],
]);

function sitemapOf(name: string, lang: string | null): Address {
  if (lang !== null) return { kind: "none" };
  if (name === "pages.xml") return { kind: "sitemap-pages" };
  const [, digits] = /^([1-9]\d{0,9})\.xml$/.exec(name) ?? [];
  return digits === undefined ? { kind: "none" } : { kind: "sitemap", number: Number(digits) };
}

function feedFormatOf(name: string): FeedFormat | null {
  if (name === "feed.xml") return "atom";
  return name === "feed.json" ? "json" : null;
}

function archiveOf(section: string, parts: readonly string[]): Address {
  const period = parts.join("-");
  return /^\d{4}-\d{2}(?:-\d{2})?$/.test(period) && exists(period)
    ? { kind: "archive", section, period }
    : { kind: "none" };
}

function tagMonthOf(tag: string, parts: readonly (string | undefined)[]): Address {
  const month = parts.join("-");
  return /^\d{4}-\d{2}$/.test(month) && exists(month) ? { kind: "tag-month", tag, month } : { kind: "none" };
}

/** Whether there is such a month, `yyyy-mm`, or day, `yyyy-mm-dd`. */
function exists(period: string): boolean {
  const first = new Date(`${`${period}-01`.slice(0, 10)}T00:00:00Z`);
  return !Number.isNaN(first.getTime()) && first.toISOString().startsWith(period);
}

const shortLink = (id: string, lang: string | null): Address =>
  lang === null && /^[1-9]\d{0,14}$/.test(id) ? { kind: "short", id: Number(id) } : { kind: "none" };
