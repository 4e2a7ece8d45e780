// The old addresses of what was taken lead to where it stands now.

import { addressesIn } from "../../content/addresses";
import { pathOfOld, readOldAddress } from "../../content/old-addresses";
import { defaultLangOf } from "../../db/settings";
import { changeRedirects } from "../../publishing/redirects";
import type { SiteState } from "../../publishing/site-change";
import { reasonOf } from "./failures";
import { type Known, pathOfUrl } from "./known";
import type { ForeignPlace } from "./place";

/** Makes redirects from an item's old URLs, unless they lead somewhere already, or are the site's own. No call where none is missing. */
export async function redirectOldUrls(
  place: ForeignPlace,
  { oldUrls, to, known, notes }: { oldUrls: readonly string[]; to: string; known: Known; notes: string[] },
): Promise<void> {
  const defaultLang = defaultLangOf(known.site.settings);
  const own = ownPaths(known.site);
  const missing = new Set<string>();
  for (const url of oldUrls) {
    const address = readOldAddress(pathOfUrl(url), defaultLang);
    if (!address.ok) {
      // The front page of the old site is the front page of this one.
      if (pathOfUrl(url) !== "/") notes.push(`no redirect from ${url}: it ${address.detail}`);
      continue;
    }
    const { from } = address;
    const there = known.redirects.get(from);
    if (there !== undefined && there !== to) notes.push(`${from} leads to ${there} already, which stays`);
    // A path that is the item's own needs none, whatever its query was.
    if (there !== undefined || pathOfOld(from) === to) continue;
    if (own.has(from)) notes.push(`no redirect from ${from}: this site has a page there`);
    else missing.add(from);
  }
  if (missing.size === 0) return;
  const items = [...missing].map((from) => ({ from, to }));
  if (items.length > 1 && (await redirect(place, items)) === null) return;
  // Each by itself: one that can't be must not keep the others away.
  for (const item of items) {
    const refusal = await redirect(place, [item]);
    if (refusal !== null) notes.push(`no redirect from ${item.from}: ${refusal}`);
  }
}

/** Where a redirect would never be followed, and would keep others from leading there. */
function ownPaths({ frame }: SiteState): ReadonlySet<string> {
  const addresses = addressesIn("", "");
  return new Set([
    ...frame.sections.map(({ slug }) => addresses.section(slug)),
    ...frame.pages.map(({ slug }) => addresses.page(slug)),
  ]);
}

/** Null: they are made. Else why not. */
async function redirect({ desk, spend }: ForeignPlace, items: { from: string; to: string }[]): Promise<string | null> {
  spend(3);
  const done = await changeRedirects(desk, null, { items, origin: desk.siteOrigin ?? "" });
  return done.ok ? null : reasonOf(done.failure);
}
