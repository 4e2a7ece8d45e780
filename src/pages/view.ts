// An isolate's view of the ledger's tail: which tags were purged last, and how far back it knows (P8).

import type { TailRow } from "../db/ledger";
import { VIEW_ROWS } from "./limits";

export interface LedgerView {
  /** Names the database's counters. */
  guid: string;
  incarnation: string;
  /** When the reading of this view began: its age is counted from here. */
  began: number;
  /** The newest version of which every row at or below is known, down to `reach`. */
  head: number;
  /** All rows above it are known; of older pages the view can say nothing. */
  reach: number;
  /** The last version at which a tag was purged. */
  purgedAt: ReadonlyMap<string, number>;
  /** What D1 had seen when this was read: renders must not read from a replica that is further behind (P13). */
  bookmark: string | null;
}

/** What an isolate knows of purges, even before it has a view: then of its own ones only, and of no incarnation. */
export interface Known {
  incarnation: string | null;
  purgedAt: ReadonlyMap<string, number>;
}

/** What one reading of the tail brought. */
export interface Tail {
  guid: string;
  incarnation: string;
  began: number;
  head: number;
  oldest: number;
  rows: readonly TailRow[];
  /** There were more rows than were read. */
  cut: boolean;
  bookmark: string | null;
}

/**
 * A view of one reading, to be merged into the view whose head it was asked to continue (or to stand alone, `since` 0).
 * What lies at or below `since` is that view's to know; rows pruned before this reading, or beyond its limit, are not.
 */
export function viewOf(tail: Tail): LedgerView {
  const { guid, incarnation, began, head, bookmark, rows } = tail;
  const lowest = rows.at(-1)?.id ?? 0;
  const reach = Math.max(tail.oldest - 1, tail.cut ? lowest - 1 : 0);
  return { guid, incarnation, began, head, reach, purgedAt: lastById(rows), bookmark };
}

/** Two views as one: whatever either knows (P8). Of two incarnations the later one counts; it must stand alone. */
export function mergeViews(a: LedgerView, b: LedgerView): LedgerView {
  const [older, newer] = a.began <= b.began ? [a, b] : [b, a];
  if (older.incarnation !== newer.incarnation) return newer;
  const purgedAt = new Map(older.purgedAt);
  for (const [tag, id] of newer.purgedAt) purgedAt.set(tag, Math.max(id, purgedAt.get(tag) ?? 0));
  return forgetOldest({
    guid: newer.guid,
    incarnation: newer.incarnation,
    began: newer.began,
    head: Math.max(a.head, b.head),
    reach: Math.max(a.reach, b.reach),
    purgedAt,
    bookmark: laterBookmark(a.bookmark, b.bookmark),
  });
}

/** The view with rows that this isolate has just written. The head stays: rows of others may lie between (P8). */
export function addOwnRows(view: LedgerView, rows: readonly TailRow[], bookmark: string | null): LedgerView {
  const purgedAt = new Map(view.purgedAt);
  for (const { tag, id } of rows) purgedAt.set(tag, Math.max(id, purgedAt.get(tag) ?? 0));
  return { ...view, purgedAt, bookmark: laterBookmark(view.bookmark, bookmark) };
}

/** How old a view is; a clock that stepped back makes it too old to use, not young for ever (P8). */
export const viewAge = (view: LedgerView | null, now: number): number =>
  view === null || now < view.began ? Number.POSITIVE_INFINITY : now - view.began;

/** D1's bookmarks grow as text. */
export const laterBookmark = (a: string | null, b: string | null): string | null =>
  a === null || (b !== null && b > a) ? b : a;

/** The newest row of each tag. */
export function lastById(rows: readonly TailRow[]): Map<string, number> {
  const last = new Map<string, number>();
  for (const { tag, id } of rows) last.set(tag, Math.max(id, last.get(tag) ?? 0));
  return last;
}

function forgetOldest(view: LedgerView): LedgerView {
  if (view.purgedAt.size <= VIEW_ROWS) return view;
  const newestFirst = [...view.purgedAt].sort(([, a], [, b]) => b - a);
  const forgotten = newestFirst[VIEW_ROWS]?.[1] ?? 0;
  const purgedAt = new Map(newestFirst.slice(0, VIEW_ROWS));
  return { ...view, purgedAt, reach: Math.max(view.reach, forgotten) };
}
