// The home page: the newest of all, each section's latest, and what is read most.

import { hotIds, latestInEachSection, listed } from "../../db/cards";
import { nextChange } from "../../db/next-change";
import { siteAndVersion } from "../../db/site";
import { RANKING } from "../../pages/tags";
import { cardTags, toCards } from "../cards";
import { htmlRendering } from "../html";
import { organizationLd, webSiteLd } from "../json-ld";
import { HomePage } from "../pages/home";
import { homeCard } from "../share-card";
import { firstCover, shareImage } from "../share-image";
import { feedLink, hreflangs, inEachLang, shellOf } from "../shell";
import { sectionLink, siteView } from "../site-view";
import type { Card, HomeView } from "../views";
import type { Visit } from "../visit";

const A_SECTION = 5;
const LEADS = 5;
/** So many of the newest are looked at for one with a picture to lead. */
const LEAD_CANDIDATES = 12;
const HOT = 6;

export async function renderHome(visit: Visit) {
  const { db } = visit;
  const [[row], latest, hot, [change]] = await db.batch([
    siteAndVersion(db),
    latestInEachSection(db, visit, A_SECTION + 1),
    listed(db, hotIds(visit, null), visit.now, HOT),
    nextChange(db, visit, null),
  ]);
  const site = siteView(row, visit.lang);
  const lead = chooseLead(toCards(latest, site));
  const leadIds = new Set(lead.map(({ id }) => id));
  const view: HomeView = {
    lead,
    sections: site.frame.sections.map((section) => ({
      link: sectionLink(site, section),
      description: site.text(section.description),
      cards: toCards(
        latest.filter(({ sectionId, id }) => sectionId === section.id && !leadIds.has(id)),
        site,
      ).slice(0, A_SECTION),
    })),
    hot: toCards(hot, site),
  };
  const translations = inEachLang(site, ({ home }) => home);
  const shell = shellOf(site, visit, { translations });
  const head = {
    title: shell.tagline ? `${shell.brand} · ${shell.tagline}` : shell.brand,
    description: shell.description || shell.tagline,
    canonical: visit.origin + site.addresses.home,
    alternates: hreflangs(translations, visit),
    feed: feedLink(site, null),
    ogType: "website" as const,
    image: await shareImage(visit, { picture: firstCover(view.lead), drawn: homeCard(site, visit.origin) }),
    jsonLd: [organizationLd(shell), webSiteLd(shell)],
  };
  return htmlRendering(visit, site, {
    shell,
    head,
    content: <HomePage shell={shell} words={site.words} view={view} />,
    tags: [site.tags.home, RANKING, ...cardTags(latest, hot)],
    until: change?.at ?? null,
    keep: "head",
  });
}

/** The newest article with a picture leads, where a recent one has a picture; the newest others stand beside it. */
function chooseLead(cards: Card[]): Card[] {
  const newest = cards.toSorted((a, b) => b.publishedAt - a.publishedAt || b.id - a.id);
  const first = newest.slice(0, LEAD_CANDIDATES).find(({ cover }) => cover !== null) ?? newest[0];
  return first === undefined ? [] : [first, ...newest.filter((card) => card !== first).slice(0, LEADS - 1)];
}
