// A section's months and days from the archive's kept counts, and when the next one comes in.

import { fromLocalTime, localDay } from "../content/local-time";
import type { SiteView } from "./site-view";

/** Articles by month (`yyyy-mm`) or day (`yyyy-mm-dd`); scheduled ones are among them. */
type Counts = Record<string, number>;

/** Months or days that hold articles, newest first; what is still to come is not shown yet. */
export function periodsUntil(counts: Counts, now: number, { settings }: SiteView) {
  const today = localDay(now, settings.timeZone);
  return Object.entries(counts)
    .filter(([period, articles]) => articles > 0 && period <= today.slice(0, period.length))
    .map(([period, articles]) => ({ period, articles }))
    .toSorted((a, b) => (a.period < b.period ? 1 : -1));
}

/** When the next month or day that holds articles begins, in ms since the epoch; null: none lies ahead (P6). */
export function nextPeriodBegins(counts: Counts, now: number, { settings }: SiteView): number | null {
  const today = localDay(now, settings.timeZone);
  const [next] = Object.entries(counts)
    .filter(([period, articles]) => articles > 0 && period > today.slice(0, period.length))
    .map(([period]) => period)
    .toSorted();
  return next === undefined ? null : fromLocalTime(`${next}-01`.slice(0, 10), settings.timeZone);
}
