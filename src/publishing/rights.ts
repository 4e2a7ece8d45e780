// Who may do what to an article: with the scope `write` drafts of one's own; all that readers see, or saw, needs `publish`.

import { includes } from "../access/scopes";
import type { Desk } from "./desk";
import { failed, type Outcome } from "./failure";
import type { Target } from "./ground";
import type { Visibility } from "./status";

/**
 * Whether who stands at the desk may leave an article in this state; `target` is what it was, null for a new one. A draft
 * that stays a draft changes nothing that readers see: no page, no list, no search.
 */
export function checkRight(
  { by, scope }: Desk,
  { target, after }: { target: Target | null; after: Visibility["state"] },
): Outcome<object> {
  if (includes(scope, "publish")) return { ok: true };
  if (target === null) {
    return after === "draft" ? { ok: true } : forbidden('To make an article without "status": "draft"');
  }
  if (target.article.state !== "draft") return forbidden("To change an article that is no draft");
  if (after !== "draft") return forbidden("To publish, schedule or withdraw an article");
  return target.firstBy === by ? { ok: true } : forbidden("To change a draft that somebody else began");
}

const forbidden = (what: string) =>
  failed({ reason: "forbidden", needed: "publish", detail: `${what} needs the scope publish. Nothing was changed.` });
