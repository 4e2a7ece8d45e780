// /feed.xml and /feed.json, of the site or of a section: the newest articles with their text.

import type { FeedFormat } from "../../content/addresses";
import { newestWithText } from "../../db/feed";
import { nextChange } from "../../db/next-change";
import { sectionOfSlug } from "../../db/sections";
import { siteAndVersion } from "../../db/site";
import { sectionTag } from "../../pages/tags";
import { cardTags } from "../cards";
import { atomOf } from "../feeds/atom";
import { feedOf } from "../feeds/feed";
import { jsonFeedOf } from "../feeds/json-feed";
import { type SiteView, sectionById, siteView } from "../site-view";
import { redirectTo, renderingOf, type Visit } from "../visit";
import { renderMissing } from "./missing";

const NEWEST = 20;

const TYPES: Record<FeedFormat, string> = {
  atom: "application/atom+xml; charset=utf-8",
  json: "application/feed+json; charset=utf-8",
};

export async function renderFeed(visit: Visit, { section, format }: { section: string | null; format: FeedFormat }) {
  const { db } = visit;
  const [[row], [known], rows, [change]] = await db.batch([
    siteAndVersion(db),
    // No section's slug is empty.
    sectionOfSlug(db, section ?? ""),
    newestWithText(db, visit, section, NEWEST),
    nextChange(db, visit, section),
  ]);
  const site = siteView(row, visit.lang);
  const found = known === undefined ? undefined : sectionById(site, known.id);
  if (section !== null && found === undefined) return renderMissing(visit);
  if (found !== undefined && found.slug !== section) {
    const path = site.addresses.feed(found.slug, format);
    return redirectTo(visit, site, { path, tags: [sectionTag(found.slug)] });
  }
  const feed = await feedOf(visit, site, { section: found ?? null, rows });
  return renderingOf(visit, site, {
    headers: { "content-type": TYPES[format], "content-language": site.lang },
    body: format === "atom" ? atomOf(feed) : jsonFeedOf(feed),
    tags: [...listTagsOf(site, found?.slug), ...cardTags(rows)],
    until: change?.at ?? null,
    keep: "head",
  });
}

const listTagsOf = (site: SiteView, section: string | undefined): string[] =>
  section === undefined ? [site.tags.feed] : [sectionTag(section), site.tags.latest(section)];
