// /sitemap.xml, which names all sitemaps, and /sitemaps/pages.xml, which holds the home page and the sections.

import { type Addresses, SITEMAP_PAGES, sitemapPath } from "../../content/addresses";
import { siteAndVersion } from "../../db/site";
import { nextChangeAnywhere, sitemapNumbers } from "../../db/sitemaps";
import { listTags } from "../../pages/tags";
import { hreflangs, inEachLang } from "../shell";
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

/** The frame's tag is all that it needs: which sections there are is part of the frame. */
export async function renderPagesSitemap(visit: Visit) {
  const [row] = await siteAndVersion(visit.db);
  const site = siteView(row, null);
  const urls = [
    urlsOf(visit, site, ({ home }) => home),
    ...site.frame.sections.map(({ slug }) => urlsOf(visit, site, ({ section }) => section(slug))),
  ];
  return sitemapRendering(visit, site, { body: urlSet(urls.flat()), keep: "page" });
}

/** A list in each language of the site, each naming all. */
function urlsOf(visit: Visit, site: SiteView, pathIn: (addresses: Addresses) => string): SitemapUrl[] {
  const translations = hreflangs(inEachLang(site, pathIn), visit);
  if (translations.length === 0) return [{ loc: visit.origin + pathIn(site.addresses) }];
  return translations.map(({ href }) => ({ loc: href, translations }));
}
