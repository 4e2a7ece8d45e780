// A month or a day of a section. A crowded month lists its days instead of its articles.

import { archiveDaysOf, archiveMonths } from "../../db/archive-pages";
import { filedUnder } from "../../db/cards";
import { nextChange } from "../../db/next-change";
import { sectionOfSlug } from "../../db/sections";
import { siteAndVersion } from "../../db/site";
import { sectionTag } from "../../pages/tags";
import { nextPeriodBegins, periodsUntil } from "../archive-periods";
import { cardTags, toCards } from "../cards";
import { htmlRendering } from "../html";
import { breadcrumbLd } from "../json-ld";
import { ArchivePage } from "../pages/archive";
import { sectionCard } from "../share-card";
import { firstCover, shareImage } from "../share-image";
import { hreflangs, inEachLang, shellOf } from "../shell";
import { type SiteView, sectionById, sectionLink, siteView } from "../site-view";
import type { ArchiveView, PageLink } from "../views";
import { earliest, redirectTo, type Visit } from "../visit";
import { formatPeriod } from "../words/format";
import { renderMissing } from "./missing";

/** A month of more articles links its days. */
const CROWDED = 60;

/** `period` is `yyyy-mm` or `yyyy-mm-dd`, and a date that exists. */
export async function renderArchive(visit: Visit, slug: string, period: string) {
  const { db } = visit;
  const month = period.slice(0, 7);
  const [[row], [known], filed, [archive], [ofMonth], [change]] = await db.batch([
    siteAndVersion(db),
    sectionOfSlug(db, slug),
    filedUnder(db, slug, { ...visit, period, limit: period === month ? CROWDED + 1 : 1000 }),
    archiveMonths(db, slug, visit),
    archiveDaysOf(db, slug, month, visit),
    nextChange(db, visit, slug),
  ]);
  const site = siteView(row, visit.lang);
  const section = known === undefined ? undefined : sectionById(site, known.id);
  if (section === undefined) return renderMissing(visit);
  const own = sectionTag(section.slug);
  if (section.slug !== slug) {
    return redirectTo(visit, site, { path: site.addresses.archive(section.slug, period), tags: [own] });
  }

  const isCrowded = period === month && filed.length > CROWDED;
  const shown = isCrowded ? [] : filed;
  const months = archive?.months ?? {};
  const days = isCrowded ? wholeDays(ofMonth?.days ?? {}, month) : {};
  const link = sectionLink(site, section);
  const view: ArchiveView = {
    section: link,
    period,
    cards: toCards(shown, site),
    days: periodsUntil(days, visit.now, site).map(({ period: day, articles }) => ({
      day,
      articles,
      href: site.addresses.archive(slug, day),
    })),
    ...turns(
      periodsUntil(months, visit.now, site).map(({ period: held }) => held),
      { slug, month, site },
    ),
  };
  const path = site.addresses.archive(slug, period);
  const translations = inEachLang(site, (addresses) => addresses.archive(slug, period));
  const shell = shellOf(site, visit, { section: slug, translations });
  const name = formatPeriod(period, site.lang);
  const head = {
    title: `${link.name} ${name} · ${shell.brand}`,
    description: view.cards[0]?.title ?? site.text(section.description),
    canonical: shown.length + view.days.length > 0 ? visit.origin + path : null,
    alternates: hreflangs(translations, visit),
    feed: null,
    ogType: "website" as const,
    image: await shareImage(visit, {
      picture: firstCover(view.cards),
      drawn: sectionCard(site, visit.origin, section),
    }),
    jsonLd: [breadcrumbLd(shell, [link, { name, href: path }])],
  };
  return htmlRendering(visit, site, {
    shell,
    head,
    content: <ArchivePage shell={shell} words={site.words} view={view} />,
    tags: [own, site.tags.list(slug, month), site.tags.months(slug), ...cardTags(shown)],
    until: earliest(change?.at, nextPeriodBegins(months, visit.now, site), nextPeriodBegins(days, visit.now, site)),
    // An empty archive would be one more address to keep for every month that anybody types (P7).
    keep: filed.length === 0 ? "no" : "page",
  });
}

/** A month's counts by whole days. */
const wholeDays = (counts: Record<string, number>, month: string): Record<string, number> =>
  Object.fromEntries(Object.entries(counts).map(([day, articles]) => [`${month}-${day}`, articles]));

interface At {
  slug: string;
  month: string;
  site: SiteView;
}

/** The nearest months before and after that hold articles; `months` are newest first. */
function turns(months: readonly string[], { slug, month, site }: At): Pick<ArchiveView, "newer" | "older"> {
  const link = (found: string | undefined): PageLink | null =>
    found === undefined ? null : { name: formatPeriod(found, site.lang), href: site.addresses.archive(slug, found) };
  return {
    newer: link(months.findLast((other) => other > month)),
    older: link(months.find((other) => other < month)),
  };
}
