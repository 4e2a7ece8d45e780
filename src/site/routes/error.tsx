// Why there is no article here, in the site's look, with what else may be of use. Never kept (P7).

import { type CardRow, hotIds, listed } from "../../db/cards";
import { siteAndVersion } from "../../db/site";
import { toCards } from "../cards";
import { htmlRendering } from "../html";
import { ErrorPage } from "../pages/error";
import { shellOf } from "../shell";
import { type SiteView, siteView } from "../site-view";
import type { ErrorView } from "../views";
import type { Visit } from "../visit";

/** So many articles are suggested instead. */
export const SUGGESTIONS = 5;

export async function renderError(visit: Visit, status: ErrorView["status"]) {
  const { db } = visit;
  const [[row], hot] = await db.batch([siteAndVersion(db), listed(db, hotIds(visit, null), visit.now, SUGGESTIONS)]);
  return errorRendering(visit, siteView(row, visit.lang), { status, hot });
}

export function errorRendering(
  visit: Visit,
  site: SiteView,
  { status, hot }: { status: ErrorView["status"]; hot: readonly CardRow[] },
) {
  const shell = shellOf(site, visit);
  const view: ErrorView = { status, suggestions: toCards(hot, site) };
  const head = {
    title: `${site.words.errors[status].title} · ${shell.brand}`,
    description: "",
    canonical: null,
    feed: null,
    ogType: "website" as const,
    image: null,
    jsonLd: [],
  };
  const content = <ErrorPage shell={shell} words={site.words} view={view} />;
  return htmlRendering(visit, site, { status, shell, head, content, keep: "no" });
}
