// One visitor's request for a page, and what a page's renderer makes of it.

import type { Database } from "../db/client";
import type { SearchPlace } from "../db/search";
import type { Rendering } from "../pages/render";
import { SITE, urlTag } from "../pages/tags";
import type { SiteView } from "./site-view";

export interface Visit {
  /** Of a session that sees at least what this isolate's view of the ledger saw. */
  db: Database;
  /** Scheme and host, without a slash at the end. */
  origin: string;
  /** Percent-encoded, as the canonical address has it. */
  path: string;
  /** The query as it was sent, `?a=b` or "": only redirects of old addresses depend on it. */
  search: string;
  /** The language that the path names; null: the site's first. */
  lang: string | null;
  /** Ms since the epoch. */
  now: number;
}

/** What a search is asked. No other page depends on it. */
export interface SearchAsked {
  query: string;
  /** Goes on after this match. */
  after: SearchPlace | null;
  /** Told when a first page of results is made. */
  onFound: (found: FoundSearch) => void;
}

/** A search that found something. */
export interface FoundSearch {
  query: string;
  lang: string;
  timeZone: string;
  siteGuid: string;
}

interface PageParts {
  status?: number;
  headers: Record<string, string>;
  body: string;
  tags?: readonly string[];
  until?: number | null;
  keep: Rendering["keep"];
}

/** A rendering of this visit's page: every page carries the frame's tag and its own address's (P4). */
export const renderingOf = ({ path }: Visit, site: SiteView, parts: PageParts): Rendering => ({
  status: parts.status ?? 200,
  headers: parts.headers,
  body: parts.body,
  tags: [SITE, urlTag(path), ...(parts.tags ?? [])],
  until: parts.until ?? null,
  version: site.version,
  incarnation: site.incarnation,
  keep: parts.keep,
});

/** A redirect for ever, kept as a page is (P7). */
export const redirectTo = (visit: Visit, site: SiteView, { path, tags }: { path: string; tags: readonly string[] }) =>
  renderingOf(visit, site, { status: 301, headers: { location: path }, body: "", tags, keep: "page" });

/** The earliest of times, of which any may be none. */
export function earliest(...times: (number | null | undefined)[]): number | null {
  const known = times.filter((time) => time !== null && time !== undefined);
  return known.length === 0 ? null : Math.min(...known);
}
