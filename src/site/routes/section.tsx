// A section: its latest articles, what is read most in it, and the way into its archive; or the standing page of that name.

import { archiveMonths } from "../../db/archive-pages";
import { hotIds, latestInSection, listed } from "../../db/cards";
import { nextChange } from "../../db/next-change";
import { sectionOfSlug } from "../../db/sections";
import { siteAndVersion } from "../../db/site";
import { standingPageAt } from "../../db/standing-pages";
import { RANKING, sectionTag } from "../../pages/tags";
import { nextPeriodBegins, periodsUntil } from "../archive-periods";
import { cardTags, toCards } from "../cards";
import { htmlRendering } from "../html";
import { breadcrumbLd } from "../json-ld";
import { SectionPage } from "../pages/section";
import { sectionCard } from "../share-card";
import { firstCover, shareImage } from "../share-image";
import { feedLink, hreflangs, inEachLang, shellOf } from "../shell";
import { sectionById, sectionLink, siteView } from "../site-view";
import type { SectionView } from "../views";
import { earliest, redirectTo, type Visit } from "../visit";
import { renderMissing } from "./missing";
import { renderStandingPage } from "./standing-page";

const LATEST = 24;
const HOT = 8;

export async function renderSection(visit: Visit, slug: string) {
  const { db } = visit;
  const [[row], [known], [standingPage], latest, hot, [archive], [change]] = await db.batch([
    siteAndVersion(db),
    sectionOfSlug(db, slug),
    standingPageAt(db, slug, visit),
    latestInSection(db, slug, visit, LATEST),
    listed(db, hotIds(visit, slug), visit.now, HOT),
    archiveMonths(db, slug, visit),
    nextChange(db, visit, slug),
  ]);
  const site = siteView(row, visit.lang);
  const section = known === undefined ? undefined : sectionById(site, known.id);
  if (section === undefined && standingPage !== undefined) return renderStandingPage(visit, site, standingPage);
  if (section === undefined) return renderMissing(visit);
  const own = sectionTag(section.slug);
  if (section.slug !== slug)
    return redirectTo(visit, site, { path: site.addresses.section(section.slug), tags: [own] });

  const link = sectionLink(site, section);
  const months = archive?.months ?? {};
  const view: SectionView = {
    section: link,
    description: site.text(section.description),
    cards: toCards(latest, site),
    hot: toCards(hot, site),
    months: periodsUntil(months, visit.now, site).map(({ period, articles }) => ({
      month: period,
      articles,
      href: site.addresses.archive(slug, period),
    })),
  };
  const translations = inEachLang(site, (addresses) => addresses.section(slug));
  const shell = shellOf(site, visit, { section: slug, translations });
  const head = {
    title: `${link.name} · ${shell.brand}`,
    description: view.description || shell.description,
    canonical: visit.origin + link.href,
    alternates: hreflangs(translations, visit),
    feed: feedLink(site, { slug, name: link.name }),
    ogType: "website" as const,
    image: await shareImage(visit, {
      picture: firstCover(view.cards),
      drawn: sectionCard(site, visit.origin, section),
    }),
    jsonLd: [breadcrumbLd(shell, [link])],
  };
  return htmlRendering(visit, site, {
    shell,
    head,
    content: <SectionPage shell={shell} words={site.words} view={view} />,
    tags: [own, site.tags.latest(section.slug), RANKING, ...cardTags(latest, hot)],
    until: earliest(change?.at, nextPeriodBegins(months, visit.now, site)),
    keep: "head",
  });
}
