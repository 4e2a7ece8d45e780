// The hot lists: which articles readers open, of the whole site and of each section, in each language.
//
// score = Σ over the last 7 days of reads × weight (7 today, 6 yesterday … 1) + 5 × ln(1 + all reads). The logarithm only
// parts articles that are read alike: a million old reads weigh as much as 10 of today's. A list that fewer articles than
// its length were read for is filled up with the newest.

import { localDay } from "../content/local-time";
import { type HotRow, hottest, newestByScope, replaceRankings, siteTimeZone } from "../db/reads";
import { dayBefore } from "./days";

const LIST_LENGTH = 10;
const RECENT_DAYS = 7;
const ALL_TIME_SHARE = 5;

/**
 * Brings the hot lists up to date. Purges `ranking` in the same batch, and only if a list changed, so it can die anywhere
 * and run twice. Three waits; rows read grow with the articles read in a week.
 */
export async function rank(db: D1Database, now: number): Promise<{ changed: boolean }> {
  const site = await siteTimeZone(db).first<{ timeZone: string | null }>();
  const weights = dayWeights(localDay(now, site?.timeZone ?? "UTC"));
  const [hot, newest] = await db.batch<HotRow & { ids: string }>([
    hottest(db, { now, weights, allTimeShare: ALL_TIME_SHARE, length: LIST_LENGTH }),
    newestByScope(db, { now, length: LIST_LENGTH }),
  ]);
  const lists = mergeLists(hot?.results ?? [], newest?.results ?? []);
  const [ledger] = await db.batch(replaceRankings(db, lists, now));
  return { changed: (ledger?.meta.changes ?? 0) > 0 };
}

/** The last days' weights: today's is RECENT_DAYS, the oldest one's 1. */
function dayWeights(today: string): Record<string, number> {
  const days = Array.from({ length: RECENT_DAYS }, (_, ago) => [dayBefore(today, ago), RECENT_DAYS - ago] as const);
  return Object.fromEntries(days);
}

/** Each scope's list as JSON: the hottest first, filled up with the newest. */
function mergeLists(hot: HotRow[], newest: { scope: string; ids: string }[]): Record<string, string> {
  const byScope = Map.groupBy(hot, ({ scope }) => scope);
  return Object.fromEntries(
    newest.map(({ scope, ids }) => {
      const hottestIds = byScope.get(scope)?.map(({ articleId }) => articleId) ?? [];
      const list = new Set([...hottestIds, ...parseIds(ids)]);
      return [scope, JSON.stringify([...list].slice(0, LIST_LENGTH))];
    }),
  );
}

function parseIds(json: string): number[] {
  const ids: unknown = JSON.parse(json);
  return Array.isArray(ids) ? ids.filter((id) => typeof id === "number") : [];
}
