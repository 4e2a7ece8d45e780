// Why there is no article here, in the site's look, with what else may be of use: articles whose titles say what the address
// says, then what is read most. Never kept (P7), so it costs the same few rows each time.

import { pathWords } from "../../content/path-words";
import { titleTiers } from "../../content/query";
import { type CardRow, hotIds, listed } from "../../db/cards";
import { titlesMatching } from "../../db/search";
import { siteAndVersion } from "../../db/site";
import { toCards } from "../cards";
import { htmlRendering } from "../html";
import { ErrorPage } from "../pages/error";
import { shellOf } from "../shell";
import { type SiteView, siteView } from "../site-view";
import type { ErrorView } from "../views";
import type { Visit } from "../visit";

/** So many articles are suggested instead. */
const SUGGESTIONS = 5;

export async function renderError(visit: Visit, status: ErrorView["status"]) {
  const { db } = visit;
  const [[row], ...suggested] = await db.batch([siteAndVersion(db), ...suggestionsFor(visit, status)]);
  return errorRendering(visit, siteView(row, visit.lang), { status, suggested });
}

/** Articles like the address, where it may have been meant; then what is read most. Without words nothing is read for the first. */
export function suggestionsFor(visit: Visit, status: ErrorView["status"]) {
  const { db, now, path } = visit;
  const tiers = status === 404 || status === 410 ? titleTiers(pathWords(path)) : null;
  return [
    titlesMatching(db, { ...visit, tiers: tiers ?? [], limit: SUGGESTIONS }),
    listed(db, hotIds(visit, null), now, SUGGESTIONS),
  ] as const;
}

/** `suggested`: what `suggestionsFor` brought. */
export function errorRendering(
  visit: Visit,
  site: SiteView,
  { status, suggested }: { status: ErrorView["status"]; suggested: readonly (readonly CardRow[])[] },
) {
  const shell = shellOf(site, visit);
  const view: ErrorView = { status, suggestions: toCards(firstOf(suggested.flat()), site) };
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

/** As many as are suggested, none twice. */
const firstOf = (rows: readonly CardRow[]): CardRow[] =>
  [...new Map(rows.map((row) => [row.id, row])).values()].slice(0, SUGGESTIONS);
