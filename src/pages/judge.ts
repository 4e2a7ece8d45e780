// Whether a stored page may be served: pure, so that it can be tested with any history (P2, P12).

import { STALE_IF_ERROR_MS } from "./limits";
import type { PageHeader } from "./page";
import type { LedgerView } from "./view";

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
export function mayStandIn(page: PageHeader, view: LedgerView | null, { since, now }: { since: number; now: number }) {
  if (hasEnded(page, now) || now - since > STALE_IF_ERROR_MS) return false;
  return view === null || (page.incarnation === view.incarnation && !isPurged(page, view));
}

const hasEnded = (page: PageHeader, now: number): boolean => page.until !== null && page.until <= now;

const isPurged = (page: PageHeader, view: LedgerView): boolean =>
  page.tags.some((tag) => (view.purgedAt.get(tag) ?? 0) > page.version);
