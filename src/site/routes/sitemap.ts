// /sitemaps/{n}.xml: the articles of 5,000 ids, of all languages. The ids are fixed, so what stands in an old one stays there.

import { addressesIn } from "../../content/addresses";
import { siteAndVersion } from "../../db/site";
import { articlesOfSitemap, type SitemapRow, sitemapNumberOf } from "../../db/sitemaps";
import { sitemapTag } from "../../pages/tags";
import { type SiteView, sectionById, siteView } from "../site-view";
import { type SitemapUrl, sitemapRendering, urlSet } from "../sitemaps/url-set";
import { earliest, type Visit } from "../visit";
import { renderMissing } from "./missing";

/** Where an article stands, and when. */
interface Place {
  id: number;
  sectionId: number;
  lang: string;
  slug: string;
  publishedAt: number | null;
  expireAt: number | null;
}

export async function renderSitemap(visit: Visit, number: number) {
  const { db, now } = visit;
  const [[row], rows] = await db.batch([siteAndVersion(db), articlesOfSitemap(db, number, now)]);
  const site = siteView(row, null);
  const families = [...Map.groupBy(rows, ({ id }) => id).values()].map(familyOf).filter((family) => family !== null);
  const urls = families.map((family) => urlOf(family, site, visit)).filter((url) => url !== null);
  // Nothing there may come later: such an answer is not kept (P7).
  if (urls.length === 0) return renderMissing(visit);
  return sitemapRendering(visit, site, {
    body: urlSet(urls),
    // A translation in another sitemap may leave: that purges the one it is in. That it comes purges this one.
    tags: [number, ...families.flatMap(({ places }) => places.map(({ id }) => sitemapNumberOf(id)))].map(sitemapTag),
    until: earliest(...families.flatMap(({ places }) => places.flatMap((place) => timesAhead(place, now)))),
    keep: "page",
  });
}

interface Family {
  article: SitemapRow;
  /** The article's own first, then those of its translations. */
  places: Place[];
}

/** An article and its translations, of its rows. */
function familyOf(rows: readonly SitemapRow[]): Family | null {
  const [article] = rows;
  if (article === undefined) return null;
  const original = {
    id: article.originalId,
    sectionId: article.originalSectionId,
    lang: article.originalLang,
    slug: article.originalSlug,
    publishedAt: article.originalPublishedAt,
    expireAt: article.originalExpireAt,
  };
  const siblings = rows.map((row) => ({
    id: row.siblingId,
    sectionId: row.siblingSectionId,
    lang: row.siblingLang,
    slug: row.siblingSlug,
    publishedAt: row.siblingPublishedAt,
    expireAt: row.siblingExpireAt,
  }));
  return { article, places: [article, ...[original, ...siblings].filter(isPlace)] };
}

/** The columns of a table that is joined: null together where it has no row. */
type Joined = { [Column in keyof Place]: Place[Column] | null };

const isPlace = (joined: Joined): joined is Joined & Place =>
  joined.id !== null && joined.sectionId !== null && joined.lang !== null && joined.slug !== null;

const timesAhead = ({ publishedAt, expireAt }: Place, now: number): number[] =>
  [publishedAt, expireAt].filter((time) => time !== null).filter((time) => time > now);

/** The URL of an article; null while it is not seen. */
function urlOf({ article, places }: Family, site: SiteView, { now, origin }: Visit): SitemapUrl | null {
  const urlAt = ({ sectionId, lang, slug, publishedAt }: Place): string | null => {
    const section = sectionById(site, sectionId);
    if (publishedAt === null || publishedAt > now || section === undefined) return null;
    if (!site.settings.languages.includes(lang)) return null;
    return origin + addressesIn(lang, site.defaultLang).article(section.slug, slug);
  };
  const loc = urlAt(article);
  if (loc === null) return null;
  const translations = places.flatMap((place) => {
    const href = urlAt(place);
    return href === null ? [] : [{ lang: place.lang, href }];
  });
  return {
    loc,
    // What was written ahead of its publication is new on that day.
    lastmod: Math.max(article.updatedAt, article.publishedAt ?? 0),
    translations: translations.length > 1 ? translations : [],
    imageUrl: article.cover === null ? null : new URL(article.cover.url, loc).href,
  };
}
