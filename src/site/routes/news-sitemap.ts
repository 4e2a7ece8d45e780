// /sitemap-news.xml: the articles of the last two days, for Google News.

import { addressesIn } from "../../content/addresses";
import { inLang } from "../../db/settings";
import { siteAndVersion } from "../../db/site";
import { newsSince, nextChangeAnywhere } from "../../db/sitemaps";
import { cardTags } from "../cards";
import { sectionById, siteView } from "../site-view";
import { sitemapRendering, urlSet } from "../sitemaps/url-set";
import { earliest, type Visit } from "../visit";
import { feedTags } from "./sitemap-index";

/** Both are Google's: https://developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap */
const NEWS_MS = 48 * 3_600_000;
const MOST = 1000;

export async function renderNewsSitemap(visit: Visit) {
  const { db, now, origin } = visit;
  const [[row], articles, [change]] = await db.batch([
    siteAndVersion(db),
    newsSince(db, { since: now - NEWS_MS, now, limit: MOST }),
    nextChangeAnywhere(db, now),
  ]);
  const site = siteView(row, null);
  const urls = articles.flatMap(({ sectionId, lang, slug, title, publishedAt }) => {
    const section = sectionById(site, sectionId);
    if (section === undefined || publishedAt === null) return [];
    const loc = origin + addressesIn(lang, site.defaultLang).article(section.slug, slug);
    const publication = inLang(site.settings.name, lang, site.settings);
    return [{ loc, news: { publication, lang, publishedAt, title } }];
  });
  const oldest = articles.at(-1)?.publishedAt;
  return sitemapRendering(visit, site, {
    body: urlSet(urls),
    tags: [...feedTags(site), ...cardTags(articles)],
    until: earliest(change?.at, typeof oldest === "number" ? oldest + NEWS_MS : null),
    keep: "head",
  });
}
