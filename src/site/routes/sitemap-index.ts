// /sitemap.xml, which names all sitemaps, and /sitemaps/pages.xml, which holds the home page, the sections and the standing pages.

import { type Addresses, addressesIn, SITEMAP_PAGES, sitemapPath } from "../../content/addresses";
import type { FramePage } from "../../db/settings";
import { siteAndVersion } from "../../db/site";
import { nextChangeAnywhere, sitemapNumbers } from "../../db/sitemaps";
import { standingPageDates } from "../../db/standing-pages";
import { listTags, pageTag } from "../../pages/tags";
import { hreflangs, inEachLang, pageInEachLang } from "../shell";
import { type SiteView, siteView } from "../site-view";
import { type SitemapUrl, sitemapIndex, sitemapRendering, urlSet } from "../sitemaps/url-set";
import type { Visit } from "../visit";

export async function renderSitemapIndex(visit: Visit) {
  const { db, now, origin } = visit;
  const [[row], numbers, [change]] = await db.batch([
    siteAndVersion(db),
    sitemapNumbers(db, now),
    nextChangeAnywhere(db, now),
  ]);
  const site = siteView(row, null);
  return sitemapRendering(visit, site, {
    body: sitemapIndex(
      [SITEMAP_PAGES, ...numbers.map(({ number }) => sitemapPath(number))].map((path) => origin + path),
    ),
    tags: feedTags(site),
    until: change?.at ?? null,
    keep: "head",
  });
}

/** The tags of what every publication in any language changes. */
export const feedTags = ({ settings, defaultLang }: SiteView): string[] =>
  settings.languages.map((lang) => listTags(lang, defaultLang).feed);

/** Which sections and pages there are is part of the frame, whose tag it carries; a page's own tells when its text changed. */
export async function renderPagesSitemap(visit: Visit) {
  const { db } = visit;
  const [[row], dates] = await db.batch([siteAndVersion(db), standingPageDates(db)]);
  const site = siteView(row, null);
  const urls = [
    urlsOf(visit, site, ({ home }) => home),
    ...site.frame.sections.map(({ slug }) => urlsOf(visit, site, ({ section }) => section(slug))),
    ...site.frame.pages.map((page) => pageUrls(visit, site, { page, dates })),
  ];
  const tags = site.frame.pages.map(({ slug }) => pageTag(slug));
  return sitemapRendering(visit, site, { body: urlSet(urls.flat()), tags, keep: "page" });
}

interface DatedPage {
  page: FramePage;
  dates: readonly { pageId: number; lang: string; updatedAt: number }[];
}

/** A standing page in each language of the site that it has a text in, with the time of that text. */
function pageUrls(visit: Visit, site: SiteView, { page, dates }: DatedPage): SitemapUrl[] {
  const translations = hreflangs(pageInEachLang(site, page), visit);
  return site.settings.languages.flatMap((lang) => {
    const date = dates.find((one) => one.pageId === page.id && one.lang === lang);
    if (date === undefined) return [];
    const loc = visit.origin + addressesIn(lang, site.defaultLang).page(page.slug);
    return { loc, lastmod: date.updatedAt, translations };
  });
}

/** A list in each language of the site, each naming all. */
function urlsOf(visit: Visit, site: SiteView, pathIn: (addresses: Addresses) => string): SitemapUrl[] {
  const translations = hreflangs(inEachLang(site, pathIn), visit);
  if (translations.length === 0) return [{ loc: visit.origin + pathIn(site.addresses) }];
  return translations.map(({ href }) => ({ loc: href, translations }));
}
