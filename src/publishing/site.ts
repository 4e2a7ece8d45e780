// The commands that change what every page shows: settings, sections, friend links, hot searches. Each purges everything.

import { fold } from "../content/fold";
import type { Database } from "../db/client";
import type { Frame, Settings } from "../db/settings";
import {
  type SectionInput,
  saveLinks,
  saveRecurringPurges,
  saveSearches,
  saveSections,
  saveSettings,
  sectionsInUse,
} from "../db/site-writes";
import { slugsOfStandingPages } from "../db/standing-pages";
import { hotSearchList, saveHotSearches } from "../db/typed-searches";
import { isBlocked } from "../searches/term";
import type { Desk, IfVersions } from "./desk";
import { failed, invalid } from "./failure";
import { MAX_SECTIONS } from "./limits";
import { changeSite, purgingAll, type SiteOutcome, type SitePlan } from "./site-change";

export const changeSettings = (desk: Desk, ifVersions: IfVersions, settings: Settings): SiteOutcome =>
  changeSite(desk, { ifVersions, target: "site" }, (db) =>
    purgingAll([saveSettings(db, settings), ...saveRecurringPurges(db, settings.purges, desk)]),
  );

export const changeLinks = (desk: Desk, ifVersions: IfVersions, list: { name: string; url: string }[]): SiteOutcome =>
  changeSite(desk, { ifVersions, target: "links" }, (db) => purgingAll(saveLinks(db, list)));

/** Replaces the pinned and the blocked hot searches; what is blocked leaves every page with this change. */
export const changeSearches = (
  desk: Desk,
  ifVersions: IfVersions,
  searches: { pinned: string[]; blocked: string[] },
): SiteOutcome =>
  changeSite(desk, { ifVersions, target: "searches" }, async (db) => {
    const pinned = new Set(searches.pinned.map(fold));
    const shown = await hotSearchList(db);
    const kept = shown.filter(({ term }) => !pinned.has(fold(term)) && !isBlocked(fold(term), searches.blocked));
    return purgingAll([...saveSearches(db, searches), ...saveHotSearches(db, kept)]);
  });

/** Replaces the list of sections. One that holds articles can be renamed and moved, not removed. */
export const changeSections = (desk: Desk, ifVersions: IfVersions, list: SectionInput[]): SiteOutcome =>
  changeSite(desk, { ifVersions, target: "sections" }, (db, { frame }) => planSections(db, frame, list));

/** Adds a section after the others. */
export const addSection = (desk: Desk, section: SectionInput): SiteOutcome =>
  changeSite(desk, { ifVersions: null, target: "sections" }, (db, { frame }) =>
    frame.sections.length < MAX_SECTIONS
      ? planSections(db, frame, [...frame.sections, section])
      : invalid("items", `a site has at most ${MAX_SECTIONS} sections`),
  );

async function planSections(db: Database, frame: Frame, list: SectionInput[]): Promise<SitePlan> {
  const known = new Map(frame.sections.map(({ id, slug }) => [slug, id]));
  const ids = new Set(known.values());
  const unknown = list.findIndex(({ id }) => id !== undefined && !ids.has(id));
  if (unknown >= 0) return invalid(`items/${unknown}/id`, "no section has this id; leave it out for a new one");
  const named = list.map(({ id, slug }) => id ?? known.get(slug));
  const kept = named.filter((id) => id !== undefined);
  const twice = named.findIndex((id, place) => id !== undefined && named.indexOf(id) < place);
  if (twice >= 0) return invalid(`items/${twice}`, "names a section that stands in the list already");
  const [inUse, taken] = await db.batch([
    sectionsInUse(db, kept),
    slugsOfStandingPages(
      db,
      list.map(({ slug }) => slug),
    ),
  ]);
  if (inUse.length > 0) {
    const slugs = inUse.map(({ slug }) => slug).join(", ");
    return invalid("items", `must keep the sections that hold articles: ${slugs}`);
  }
  if (taken.length > 0) return failed({ reason: "invalid", errors: takenSlugs(list, taken, "the standing page") });
  return purgingAll(saveSections(db, list));
}

/** One entry for each item whose slug is, or was, the address of something else. */
export const takenSlugs = (
  list: readonly { slug: string }[],
  taken: readonly { slug: string; owner: string }[],
  what: string,
) =>
  list.flatMap(({ slug }, place) => {
    const owner = taken.find((one) => one.slug === slug)?.owner;
    return owner === undefined ? [] : [{ field: `items/${place}/slug`, detail: takenBy(slug, owner, what) }];
  });

const takenBy = (slug: string, owner: string, what: string): string =>
  slug === owner ? `is the address of ${what} ${owner}` : `was an address of ${what} ${owner}, and still leads to it`;
