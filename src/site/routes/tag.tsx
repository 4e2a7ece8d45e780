// A tag's newest articles.

import { localDay } from "../../content/local-time";
import { nextTagged } from "../../db/next-change";
import { siteAndVersion } from "../../db/site";
import { taggedWith } from "../../db/tagged";
import { cardTags, toCards } from "../cards";
import { htmlRendering } from "../html";
import { TagPage } from "../pages/tag";
import { homeCard } from "../share-card";
import { firstCover, shareImage } from "../share-image";
import { shellOf } from "../shell";
import { type SiteView, siteView } from "../site-view";
import type { PageLink } from "../views";
import { earliest, type Visit } from "../visit";
import { formatPeriod } from "../words/format";
import { renderMissing } from "./missing";

/** Three rows each (the tag's, the article's, its reads'): a list has 120 in all. */
const SHOWN = 36;

export async function renderTag(visit: Visit, tag: string) {
  const { db } = visit;
  const [[row], tagged, [next]] = await db.batch([
    siteAndVersion(db),
    taggedWith(db, tag, visit, SHOWN),
    nextTagged(db, tag, visit),
  ]);
  if (tagged.length === 0) return renderMissing(visit);
  const site = siteView(row, visit.lang);
  const shell = shellOf(site, visit);
  const cards = toCards(tagged, site);
  const title = site.words.tagTitle(tag);
  const older =
    tagged.length < SHOWN
      ? null
      : tagMonthLink(site, tag, localDay(cards.at(-1)?.publishedAt ?? 0, site.settings.timeZone));
  const head = {
    title: `${title} · ${shell.brand}`,
    description: tagged[0]?.title ?? "",
    canonical: visit.origin + site.addresses.tag(tag),
    feed: null,
    ogType: "website" as const,
    image: await shareImage(visit, { picture: firstCover(cards), drawn: homeCard(site, visit.origin) }),
    jsonLd: [],
  };
  return htmlRendering(visit, site, {
    shell,
    head,
    content: <TagPage shell={shell} words={site.words} view={{ tag, month: null, cards, older, newer: null }} />,
    tags: [site.tags.tag(tag), ...cardTags(tagged)],
    until: earliest(next?.at, ...tagged.map(({ expireAt }) => expireAt)),
    keep: "page",
  });
}

/** The month of a day or a month, `yyyy-mm…`, in a tag's archive. */
export function tagMonthLink(site: SiteView, tag: string, day: string): PageLink {
  const month = day.slice(0, 7);
  return { name: formatPeriod(month, site.lang), href: site.addresses.tagMonth(tag, month) };
}
