// What is known of an item and of what it names, before it is taken: in one read.

import { readOldAddress } from "../../content/old-addresses";
import { openDatabase } from "../../db/client";
import { type ItemKnown, itemsKnown } from "../../db/import-keys";
import { redirectsAt } from "../../db/redirects";
import { defaultLangOf } from "../../db/settings";
import type { SiteState } from "../../publishing/site-change";
import type { Taken } from "../format";
import type { ForeignPlace } from "./place";

export interface Known {
  site: SiteState;
  items: ReadonlyMap<string, ItemKnown>;
  /** The old addresses that lead somewhere already, and where to. */
  redirects: ReadonlyMap<string, string>;
}

/** Looks up keys, and which of these old URLs lead on already. One call, and one more where the site isn't known yet. */
export async function lookUp(
  place: ForeignPlace,
  { keys, oldUrls }: { keys: readonly string[]; oldUrls: readonly string[] },
): Promise<Known> {
  const { d1 } = place.desk;
  const site = await place.site.read(place);
  place.spend(1);
  const db = openDatabase(d1.withSession("first-primary"));
  const addresses = oldUrls.map((url) => readOldAddress(pathOfUrl(url), defaultLangOf(site.settings)));
  const froms = addresses.flatMap((address) => (address.ok ? [address.from] : []));
  const [items, redirects] = await db.batch([itemsKnown(db, keys), redirectsAt(db, froms)]);
  return {
    site,
    items: new Map(items.map((item) => [item.key, item])),
    redirects: new Map(redirects.map(({ from, to }) => [from, to])),
  };
}

/** The path and query of a URL of the old site, or of what is a path already. */
export function pathOfUrl(url: string): string {
  const parsed = URL.parse(url);
  return parsed === null ? url : parsed.pathname + parsed.search;
}

/** What a taking under this name did before it was cut off from its report; else that all is there. */
export const outcomeOf = ({ turn, outcome }: ItemKnown, { turn: own }: ForeignPlace): Taken["outcome"] =>
  turn === own ? outcome : "unchanged";

/** Whether it was written in the run of the import that works now. */
export const isOfThisRun = ({ turn }: ItemKnown, { turn: own }: ForeignPlace): boolean => runOf(turn) === runOf(own);

const runOf = (turn: string): string => turn.slice(0, turn.lastIndexOf("."));
