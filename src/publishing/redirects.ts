// The commands that change the redirects of an older site's addresses. None may lead to where another one leads on from, nor
// to itself: so no visitor goes round in a circle, whatever the rest of the site does.

import { pathHere, pathOfOld, readOldAddress, urlHere } from "../content/old-addresses";
import type { Database } from "../db/client";
import {
  addRedirects,
  oldAddressesAt,
  type Redirect,
  redirectsTo,
  removeAllRedirects,
  removeRedirects,
} from "../db/redirects";
import { defaultLangOf, type Settings } from "../db/settings";
import { REDIRECTS } from "../pages/tags";
import type { Desk, IfVersions } from "./desk";
import { type FieldError, failed, type Outcome } from "./failure";
import { changeSite, type SiteOutcome, type SitePlan } from "./site-change";

/** At once, in UTF-16 units, as they are kept: percent-encoded, Chinese takes three times its room. D1 binds 2 MB. */
const MAX_LENGTH = 1_500_000;

export interface RedirectInput {
  /** `/path` or `/path?query`, in any spelling. */
  from: string;
  /** A path of this site or an absolute URL; null takes the redirect away. */
  to: string | null;
}

interface Changes {
  items: readonly RedirectInput[];
  /** The site's own, by which an absolute URL is known to lead here. */
  origin: string;
}

/** Replaces all redirects. */
export const replaceRedirects = (desk: Desk, ifVersions: IfVersions, changes: Changes): SiteOutcome =>
  changeSite(desk, { ifVersions, target: "redirects" }, (db, { settings }) => {
    const read = readRedirects(changes, settings);
    if (!read.ok) return read;
    const errors = chainsAmong(read.items);
    if (errors.length > 0) return failed({ reason: "invalid", errors });
    const added = addRedirects(db, read.items.filter(isKept));
    return { ok: true, statements: [removeAllRedirects(db), ...added], tags: [REDIRECTS] };
  });

/** Adds, changes and takes away single redirects. */
export const changeRedirects = (desk: Desk, ifVersions: IfVersions, changes: Changes): SiteOutcome =>
  changeSite(desk, { ifVersions, target: "redirects" }, (db, { settings }) => planChange(db, changes, settings));

async function planChange(db: Database, changes: Changes, settings: Settings): Promise<SitePlan> {
  const read = readRedirects(changes, settings);
  if (!read.ok) return read;
  const { items } = read;
  const errors = [...chainsAmong(items), ...(await chainsWithOthers(db, items))];
  if (errors.length > 0) return failed({ reason: "invalid", errors });
  const gone = items.filter((item) => !isKept(item)).map(({ from }) => from);
  const statements = [...removeRedirects(db, gone), ...addRedirects(db, items.filter(isKept))];
  return { ok: true, statements, tags: [REDIRECTS] };
}

type Read = Omit<Redirect, "to"> & { to: string | null };

const isKept = (item: Read): item is Redirect => item.to !== null;

/** Redirects as they are kept, or what is wrong with each. */
export function readRedirects({ items, origin }: Changes, settings: Settings): Outcome<{ items: Read[] }> {
  const defaultLang = defaultLangOf(settings);
  const places = new Map<string, number>();
  const errors: FieldError[] = [];
  const read = items.flatMap(({ from, to }, place): Read[] => {
    const old = readOldAddress(from, defaultLang);
    const field = `items/${place}/from`;
    if (!old.ok) {
      errors.push({ field, detail: old.detail });
      return [];
    }
    const before = places.get(old.from);
    if (before !== undefined) errors.push({ field, detail: `is the same address as that of items/${before}` });
    places.set(old.from, place);
    return [{ from: old.from, ...targetOf(to, origin, defaultLang) }];
  });
  if (errors.length > 0) return failed({ reason: "invalid", errors });
  const length = read.reduce((sum, { from, to }) => sum + from.length + (to?.length ?? 0), 0);
  if (length <= MAX_LENGTH) return { ok: true, items: read };
  return failed({ reason: "too_large", what: "redirects at once, percent-encoded,", limitBytes: MAX_LENGTH });
}

/** Where a redirect leads, percent-encoded: a path where it is of this site. */
function targetOf(to: string | null, origin: string, defaultLang: string): Omit<Read, "from"> {
  if (to === null) return { to, toPath: null };
  const url = urlHere(to) ?? new URL(to);
  const isHere = to.startsWith("/") || url.origin === origin;
  if (!isHere) return { to: url.href, toPath: null };
  return { to: url.pathname + url.search + url.hash, toPath: pathHere(url, defaultLang) };
}

/** What leads on from a path: a redirect from the path alone, and one that asks for a query. */
interface OldPath {
  alone: string | null;
  withQuery: string | null;
}

/** A visit of a path alone asks for redirects of the path alone; one with a query may ask for any of the path. */
const leadsOn = (to: string, { alone, withQuery }: OldPath): string | null =>
  alone ?? (to.includes("?") ? withQuery : null);

const chain = (place: number, onward: string): FieldError => ({
  field: `items/${place}/to`,
  detail: `leads to an address that is redirected itself, ${onward}: name where that one leads`,
});

/** Redirects of a list that lead to one of the same list. */
function chainsAmong(items: readonly Read[]): FieldError[] {
  const old = new Map<string, OldPath>();
  for (const { from } of items.filter(isKept)) {
    const path = pathOfOld(from);
    const known = old.get(path) ?? { alone: null, withQuery: null };
    old.set(path, from === path ? { ...known, alone: from } : { ...known, withQuery: from });
  }
  return items.flatMap(({ to, toPath }, place) => {
    const there = toPath === null ? undefined : old.get(toPath);
    const onward = to === null || there === undefined ? null : leadsOn(to, there);
    return onward === null ? [] : [chain(place, onward)];
  });
}

/** Redirects of a list that lead to one that there is already, and those to whose addresses one leads already. */
async function chainsWithOthers(db: Database, items: readonly Read[]): Promise<FieldError[]> {
  const froms = items.map(({ from }) => from);
  const targets = items.map(({ toPath }) => toPath).filter((path) => path !== null);
  const starts = items.filter(isKept).map(({ from }) => pathOfOld(from));
  const [before, after] = await db.batch([
    oldAddressesAt(db, [...new Set(targets)], froms),
    redirectsTo(db, [...new Set(starts)], froms),
  ]);
  const [oldAt, leadingTo] = [before, after].map((rows) => new Map(rows.map((row) => [row.path, row])));
  return items.flatMap(({ from, to, toPath }, place) => {
    if (to === null) return [];
    const there = oldAt?.get(toPath ?? "");
    const onward = there === undefined ? null : leadsOn(to, there);
    if (onward !== null) return [chain(place, onward)];
    const leading = leadingTo?.get(pathOfOld(from));
    // A redirect to the path alone never asks for one with a query.
    const earlier = from.includes("?") ? leading?.withQuery : (leading?.alone ?? leading?.withQuery);
    if (!earlier) return [];
    const detail = `is where ${earlier} leads: change that one in the same request, or first`;
    return [{ field: `items/${place}/from`, detail }];
  });
}
