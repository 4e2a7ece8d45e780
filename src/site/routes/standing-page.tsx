// A standing page, such as 关于我们: what is at an address that no section has.

import { trustStoredHtml } from "../../content/safe-html";
import type { StandingPageRow } from "../../db/standing-pages";
import { pageTag } from "../../pages/tags";
import { htmlRendering } from "../html";
import { breadcrumbLd } from "../json-ld";
import { StandingPage } from "../pages/standing-page";
import { pageCard } from "../share-card";
import { shareImage } from "../share-image";
import { feedLink, hreflangs, pageInEachLang, shellOf } from "../shell";
import { pageById, type SiteView } from "../site-view";
import { redirectTo, type Visit } from "../visit";

/** The page, or the redirect to it from an address that it had. */
export async function renderStandingPage(visit: Visit, site: SiteView, row: StandingPageRow) {
  const { id, slug, title, html, excerpt } = row;
  const path = site.addresses.page(slug);
  const tags = [pageTag(slug)];
  if (path !== visit.path) return redirectTo(visit, site, { path, tags });
  const framed = pageById(site, id);
  const translations = framed === undefined ? {} : pageInEachLang(site, framed);
  const shell = shellOf(site, visit, { standingPage: id, translations });
  const view = { page: { name: title, href: path }, body: trustStoredHtml(html) };
  const head = {
    title: `${title} · ${shell.brand}`,
    description: excerpt || shell.description,
    canonical: visit.origin + path,
    alternates: hreflangs(translations, visit),
    feed: feedLink(site, null),
    markdownHref: site.addresses.pageMarkdown(slug),
    ogType: "website" as const,
    image:
      framed === undefined
        ? null
        : await shareImage(visit, { picture: null, drawn: pageCard(site, visit.origin, framed) }),
    jsonLd: [breadcrumbLd(shell, [view.page])],
  };
  const content = <StandingPage shell={shell} words={site.words} view={view} />;
  return htmlRendering(visit, site, { shell, head, content, headers: { vary: "Accept" }, tags, keep: "head" });
}
