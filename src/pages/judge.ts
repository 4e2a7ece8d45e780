// Whether a stored page may be served: pure, so that it can be tested with any history (P2, P12).

import { STALE_IF_ERROR_MS } from "./limits";
import type { PageHeader } from "./page";
import type { Known, LedgerView } from "./view";

/** `unknown`: the page is older than the view reaches, and its tags must be asked for (P9). */
export type Verdict = "current" | "changed" | "unknown";

export interface Moment {
  build: string;
  now: number;
}

/** Whether a stored page still says what a render would say. The view must be young enough to ask (P8). */
export function judge(page: PageHeader, view: LedgerView, { build, now }: Moment): Verdict {
  if (page.build !== build || page.incarnation !== view.incarnation || hasEnded(page, now)) return "changed";
  if (isPurged(page, view)) return "changed";
  return page.version < view.reach ? "unknown" : "current";
}

/** Whether a page may stand in while D1 fails: of any build, but never one known to be wrong (P12). */
export function mayStandIn(page: PageHeader, known: Known, { since, now }: { since: number; now: number }): boolean {
  if (hasEnded(page, now) || now - since > STALE_IF_ERROR_MS) return false;
  return (known.incarnation === null || page.incarnation === known.incarnation) && !isPurged(page, known);
}

const hasEnded = (page: PageHeader, now: number): boolean => page.until !== null && page.until <= now;

const isPurged = (page: PageHeader, { purgedAt }: Known): boolean =>
  page.tags.some((tag) => (purgedAt.get(tag) ?? 0) > page.version);
