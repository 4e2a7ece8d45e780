// The site's addresses: how each is written, always percent-encoded, and how a path is read.

/** Where a language's pages begin: "" for the site's first language, "/en" for another. */
export const langPrefix = (lang: string, defaultLang: string): string =>
  lang === defaultLang ? "" : `/${lang.toLowerCase()}`;

/** Atom (RFC 4287), or JSON Feed 1.1. */
export type FeedFormat = "atom" | "json";

export interface Addresses {
  home: string;
  section: (slug: string) => string;
  /** A standing page, and the same as Markdown. */
  page: (slug: string) => string;
  pageMarkdown: (slug: string) => string;
  /** `period` is `yyyy-mm` or `yyyy-mm-dd`. */
  archive: (section: string, period: string) => string;
  article: (section: string, slug: string) => string;
  /** The article as Markdown. */
  markdown: (section: string, slug: string) => string;
  tag: (name: string) => string;
  /** `month` is `yyyy-mm`. */
  tagMonth: (name: string, month: string) => string;
  search: (query?: string) => string;
  /** The site's feed (null), or a section's. */
  feed: (section: string | null, format: FeedFormat) => string;
}

/** What the whole site has one of, whatever its languages. */
export const SITEMAP_INDEX = "/sitemap.xml";
export const SITEMAP_NEWS = "/sitemap-news.xml";
export const SITEMAP_PAGES = "/sitemaps/pages.xml";
export const sitemapPath = (number: number): string => `/sitemaps/${number}.xml`;

/** Where writing apps post … */
export const MICROPUB = "/micropub";
/** … and where they come to a token. */
const INDIEAUTH = "/indieauth";
export const AUTHORIZE = `${INDIEAUTH}/authorize`;
export const TOKEN = `${INDIEAUTH}/token`;
export const REVOKE = `${INDIEAUTH}/revoke`;
export const INDIEAUTH_METADATA = "/.well-known/oauth-authorization-server";

/** What apps look for in a page's head or headers (Micropub §5.3, IndieAuth §4.1); the second and third are those of older apps. */
export const APP_LINKS = [
  { rel: "micropub", href: MICROPUB },
  { rel: "authorization_endpoint", href: AUTHORIZE },
  { rel: "token_endpoint", href: TOKEN },
  { rel: "indieauth-metadata", href: INDIEAUTH_METADATA },
] as const;

/** Where articles are shown to whoever was given a link. */
export const PREVIEWS = "/preview";
export const previewPath = (token: string): string => `${PREVIEWS}/${token}`;

/** Where share images are, under names that change with what they say (src/site/share-card.ts). */
export const SHARE_IMAGES = "/share";

/** The addresses of one language. */
export function addressesIn(lang: string, defaultLang: string): Addresses {
  const prefix = langPrefix(lang, defaultLang);
  const section = (slug: string) => `${prefix}/${encodeURIComponent(slug)}`;
  const tag = (name: string) => `${prefix}/tag/${encodeURIComponent(name)}`;
  return {
    home: prefix === "" ? "/" : prefix,
    section,
    page: section,
    pageMarkdown: (slug) => `${section(slug)}.md`,
    archive: (slug, period) => `${section(slug)}/${period.replaceAll("-", "/")}`,
    article: (slug, article) => `${section(slug)}/${encodeURIComponent(article)}`,
    markdown: (slug, article) => `${section(slug)}/${encodeURIComponent(article)}.md`,
    tag,
    tagMonth: (name, month) => `${tag(name)}/${month.replace("-", "/")}`,
    search: (query) => `${prefix}/search${query === undefined ? "" : `?q=${encodeURIComponent(query)}`}`,
    feed: (slug, format) => `${slug === null ? prefix : section(slug)}/feed.${format === "atom" ? "xml" : "json"}`,
  };
}

/**
 * Two letters, and a region (two) or a script (four) at most, which are always a language tag that can be canonicalised:
 * a path that begins so speaks that language, and no section or standing page may be called so.
 */
const LANG_SEGMENT = /^[a-z]{2}(?:-(?:[a-z]{2}|[a-z]{4}))?$/;

export const looksLikeLang = (segment: string): boolean => LANG_SEGMENT.test(segment.toLowerCase());

export interface LocalPath {
  /** Canonical BCP 47; null: the site's first language. */
  lang: string | null;
  /** Decoded, in NFC. */
  segments: string[];
}

/** Reads a path's language and segments; null when its percent-encoding is broken. */
export function parsePath(path: string): LocalPath | null {
  const segments = path.split("/").filter((segment) => segment !== "");
  try {
    const decoded = segments.map((segment) => decodeURIComponent(segment).normalize("NFC"));
    const [first, ...rest] = decoded;
    const lang = first === undefined || !looksLikeLang(first) ? null : (Intl.getCanonicalLocales(first)[0] ?? null);
    // A few tags are longer in their canonical form ("tl" is "fil"), in which they are no address's language.
    return lang !== null && looksLikeLang(lang) ? { lang, segments: rest } : { lang: null, segments: decoded };
  } catch (error) {
    if (error instanceof URIError) return null;
    throw error;
  }
}

/** Names that the site's own addresses take: no section or standing page may be called so. */
const RESERVED = new Set([
  "a",
  "admin",
  "api",
  "feed",
  "indieauth",
  "media",
  "micropub",
  "page",
  "preview",
  "problems",
  "reads",
  "search",
  "share",
  "sitemaps",
  "tag",
]);

/** Names under which other doors answer: no page of the site is ever looked for there. */
const DOORS = new Set(["admin", "api", "indieauth", "media", "micropub", "preview", "problems", "reads"]);

/** Whether a path belongs to another door than the visitors'. */
export const isDoor = (path: string): boolean => DOORS.has(path.split("/")[1] ?? "");

export const isReserved = (slug: string): boolean => RESERVED.has(slug.toLowerCase()) || looksLikeLang(slug);
