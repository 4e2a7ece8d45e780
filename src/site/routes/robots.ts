// /robots.txt (RFC 9309): everything may be crawled but what is no page, and what a search finds.

import { addressesIn, SITEMAP_INDEX, SITEMAP_NEWS } from "../../content/addresses";
import { siteAndVersion } from "../../db/site";
import { siteView } from "../site-view";
import { renderingOf, type Visit } from "../visit";

export async function renderRobots(visit: Visit) {
  const [row] = await siteAndVersion(visit.db);
  const site = siteView(row, null);
  const searches = site.settings.languages.map((lang) => addressesIn(lang, site.defaultLang).search());
  const lines = [
    "User-agent: *",
    // A rule is a prefix (§2.2.2): `$` and `?` end it, so that a section may be called `searching`.
    ...["/api$", "/api/", "/admin$", "/admin/"].map((rule) => `Disallow: ${rule}`),
    ...searches.flatMap((path) => [`Disallow: ${path}$`, `Disallow: ${path}?`]),
    "",
    ...[SITEMAP_INDEX, SITEMAP_NEWS].map((path) => `Sitemap: ${visit.origin}${path}`),
  ];
  const headers = { "content-type": "text/plain; charset=utf-8" };
  return renderingOf(visit, site, { headers, body: `${lines.join("\n")}\n`, keep: "head" });
}
