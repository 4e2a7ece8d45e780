// A section's months from the archive's kept counts.

import { localDay } from "../content/local-time";
import type { SiteView } from "./site-view";

/** Months that hold articles, newest first; one that is still to come is not shown yet. */
export function monthsUntil(counts: Record<string, number>, now: number, { settings }: SiteView) {
  const thisMonth = localDay(now, settings.timeZone).slice(0, 7);
  return Object.entries(counts)
    .filter(([month, articles]) => articles > 0 && month <= thisMonth)
    .map(([month, articles]) => ({ month, articles }))
    .toSorted((a, b) => (a.month < b.month ? 1 : -1));
}
