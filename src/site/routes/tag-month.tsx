// A tag's articles of a month: an old list never shifts.

import { nextTagged } from "../../db/next-change";
import { siteAndVersion } from "../../db/site";
import { monthBeside, taggedInMonth } from "../../db/tagged";
import { cardTags, toCards } from "../cards";
import { htmlRendering } from "../html";
import { TagPage } from "../pages/tag";
import { homeCard } from "../share-card";
import { firstCover, shareImage } from "../share-image";
import { shellOf } from "../shell";
import { siteView } from "../site-view";
import { earliest, type Visit } from "../visit";
import { formatPeriod } from "../words/format";
import { renderMissing } from "./missing";
import { tagMonthLink } from "./tag";

/** A month of more shows its newest; all are in their sections' archives. */
const SHOWN = 100;

export async function renderTagMonth(visit: Visit, { tag, month }: { tag: string; month: string }) {
  const { db } = visit;
  const [[row], tagged, [older], [newer], [next]] = await db.batch([
    siteAndVersion(db),
    taggedInMonth(db, tag, { ...visit, month, limit: SHOWN }),
    monthBeside(db, tag, { ...visit, month, side: "older" }),
    monthBeside(db, tag, { ...visit, month, side: "newer" }),
    nextTagged(db, tag, visit),
  ]);
  if (tagged.length === 0) return renderMissing(visit);
  const site = siteView(row, visit.lang);
  const shell = shellOf(site, visit);
  const cards = toCards(tagged, site);
  const link = (other: { month: string } | undefined) => (other ? tagMonthLink(site, tag, other.month) : null);
  const name = formatPeriod(month, site.lang);
  const head = {
    title: `${site.words.tagTitle(tag)} ${name} · ${shell.brand}`,
    description: tagged[0]?.title ?? "",
    canonical: visit.origin + site.addresses.tagMonth(tag, month),
    feed: null,
    ogType: "website" as const,
    image: await shareImage(visit, { picture: firstCover(cards), drawn: homeCard(site, visit.origin) }),
    jsonLd: [],
  };
  const view = { tag, month: name, cards, older: link(older), newer: link(newer) };
  return htmlRendering(visit, site, {
    shell,
    head,
    content: <TagPage shell={shell} words={site.words} view={view} />,
    tags: [site.tags.tag(tag), ...cardTags(tagged)],
    until: earliest(next?.at, older?.expireAt, newer?.expireAt, ...tagged.map(({ expireAt }) => expireAt)),
    keep: "page",
  });
}
