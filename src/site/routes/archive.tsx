// A month or a day of a section. A crowded month lists its days instead of its articles.

import { localDay } from "../../content/local-time";
import { archiveDaysOf, archiveMonths } from "../../db/archive-pages";
import { filedUnder } from "../../db/cards";
import { nextChange } from "../../db/next-change";
import { sectionOfSlug } from "../../db/sections";
import { siteAndVersion } from "../../db/site";
import { sectionTag } from "../../pages/tags";
import { monthsUntil } from "../archive-months";
import { cardTags, toCards } from "../cards";
import { htmlRendering } from "../html";
import { breadcrumbLd } from "../json-ld";
import { ArchivePage } from "../pages/archive";
import { hreflangs, inEachLang, shellOf } from "../shell";
import { type SiteView, sectionById, sectionLink, siteView } from "../site-view";
import type { ArchiveView, PageLink } from "../views";
import { redirectTo, type Visit } from "../visit";
import { formatPeriod } from "../words/format";
import { renderError } from "./error";

/** A month of more articles links its days. */
const CROWDED = 60;
const DAY_MS = 86_400_000;

/** `period` is `yyyy-mm` or `yyyy-mm-dd`, and a date that exists. */
export async function renderArchive(visit: Visit, slug: string, period: string) {
  const { db } = visit;
  const month = period.slice(0, 7);
  const from = Date.parse(`${period}${period === month ? "-01" : ""}T00:00:00Z`) - DAY_MS;
  const to = from + (period === month ? 33 : 3) * DAY_MS;
  const [[row], [known], filed, [archive], [ofMonth], [change]] = await db.batch([
    siteAndVersion(db),
    sectionOfSlug(db, slug),
    filedUnder(db, slug, { ...visit, period, from, to, limit: period === month ? CROWDED + 1 : 1000 }),
    archiveMonths(db, slug, visit),
    archiveDaysOf(db, slug, month, visit),
    nextChange(db, visit, slug),
  ]);
  const site = siteView(row, visit.lang);
  const section = known === undefined ? undefined : sectionById(site, known.id);
  if (section === undefined) return renderError(visit, 404);
  const own = sectionTag(section.slug);
  if (section.slug !== slug) {
    return redirectTo(visit, site, { path: site.addresses.archive(section.slug, period), tags: [own] });
  }

  const isCrowded = period === month && filed.length > CROWDED;
  const shown = isCrowded ? [] : filed;
  const link = sectionLink(site, section);
  const view: ArchiveView = {
    section: link,
    period,
    cards: toCards(shown, site),
    days: isCrowded ? daysOf(ofMonth?.days ?? {}, { slug, month, now: visit.now, site }) : [],
    ...turns(monthsUntil(archive?.months ?? {}, visit.now, site), { slug, month, site }),
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
    image: null,
    jsonLd: [breadcrumbLd(shell, [link, { name, href: path }])],
  };
  return htmlRendering(visit, site, {
    shell,
    head,
    content: <ArchivePage shell={shell} words={site.words} view={view} />,
    tags: [own, site.tags.list(slug, month), site.tags.months(slug), ...cardTags(shown)],
    until: change?.at ?? null,
    // An empty archive would be one more address to keep for every month that anybody types (P7).
    keep: filed.length === 0 ? "no" : "page",
  });
}

interface At {
  slug: string;
  month: string;
  site: SiteView;
}

function daysOf(counts: Record<string, number>, { slug, month, now, site }: At & { now: number }): ArchiveView["days"] {
  const today = localDay(now, site.settings.timeZone);
  return Object.entries(counts)
    .map(([day, articles]) => ({ day: `${month}-${day}`, articles }))
    .filter(({ day, articles }) => articles > 0 && day <= today)
    .toSorted((a, b) => (a.day < b.day ? 1 : -1))
    .map(({ day, articles }) => ({ day, articles, href: site.addresses.archive(slug, day) }));
}

/** The nearest months before and after that hold articles. */
function turns(months: { month: string }[], { slug, month, site }: At): Pick<ArchiveView, "newer" | "older"> {
  const link = (found: { month: string } | undefined): PageLink | null =>
    found === undefined
      ? null
      : { name: formatPeriod(found.month, site.lang), href: site.addresses.archive(slug, found.month) };
  return {
    newer: link(months.findLast((other) => other.month > month)),
    older: link(months.find((other) => other.month < month)),
  };
}
