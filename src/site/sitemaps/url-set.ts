// Sitemaps as sitemaps.org 0.9 has them, with Google's extensions for translations, images and news.

import type { Rendering } from "../../pages/render";
import type { SiteView } from "../site-view";
import { renderingOf, type Visit } from "../visit";
import { element, type Xml, xmlDocument } from "../xml";

const SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9";
const EXTENSIONS = {
  "xmlns:xhtml": "http://www.w3.org/1999/xhtml",
  "xmlns:image": "http://www.google.com/schemas/sitemap-image/1.1",
  "xmlns:news": "http://www.google.com/schemas/sitemap-news/0.9",
};

export interface SitemapUrl {
  loc: string;
  /** Ms since the epoch. */
  lastmod?: number;
  /** The same page in each language that it is in, itself among them; none when it is in one. */
  translations?: readonly { lang: string; href: string }[];
  imageUrl?: string | null;
  news?: { publication: string; lang: string; publishedAt: number; title: string };
}

/** At most 50,000 URLs and 50 MiB: 5,000 in 20 languages are far below. */
export const urlSet = (urls: readonly SitemapUrl[]): string =>
  xmlDocument(element("urlset", { xmlns: SITEMAP, ...EXTENSIONS }, ...urls.map(urlElement)));

export const sitemapIndex = (urls: readonly string[]): string =>
  xmlDocument(
    element("sitemapindex", { xmlns: SITEMAP }, ...urls.map((loc) => element("sitemap", {}, element("loc", {}, loc)))),
  );

/** A sitemap is no page of its own: search engines need not list it. */
export const sitemapRendering = (
  visit: Visit,
  site: SiteView,
  parts: { body: string; tags?: readonly string[]; until?: number | null; keep: Rendering["keep"] },
): Rendering => {
  const headers = { "content-type": "application/xml; charset=utf-8", "x-robots-tag": "noindex" };
  return renderingOf(visit, site, { headers, ...parts });
};

/** The elements of one URL, in the order that the schema asks for: its own first. */
const urlElement = ({ loc, lastmod, translations = [], imageUrl = null, news }: SitemapUrl): Xml =>
  element(
    "url",
    {},
    element("loc", {}, loc),
    lastmod === undefined ? null : element("lastmod", {}, time(lastmod)),
    ...translations.map(({ lang, href }) => element("xhtml:link", { rel: "alternate", hreflang: lang, href })),
    imageUrl === null ? null : element("image:image", {}, element("image:loc", {}, imageUrl)),
    news === undefined
      ? null
      : element(
          "news:news",
          {},
          element(
            "news:publication",
            {},
            element("news:name", {}, news.publication),
            element("news:language", {}, newsLanguage(news.lang)),
          ),
          element("news:publication_date", {}, time(news.publishedAt)),
          element("news:title", {}, news.title),
        ),
  );

/** W3C Datetime. */
const time = (ms: number): string => new Date(ms).toISOString();

/** Google wants ISO 639, but for Chinese, which it tells apart by script. */
function newsLanguage(lang: string): string {
  const { language, script } = new Intl.Locale(lang).maximize();
  if (language !== "zh") return language;
  return script === "Hant" ? "zh-tw" : "zh-cn";
}
