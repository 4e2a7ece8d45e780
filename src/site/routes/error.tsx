// Why there is no article here, in the site's look, with what else may be of use. Never kept (P7).

import { hotIds, listed } from "../../db/cards";
import { siteAndVersion } from "../../db/site";
import { toCards } from "../cards";
import { htmlRendering } from "../html";
import { ErrorPage } from "../pages/error";
import { shellOf } from "../shell";
import { siteView } from "../site-view";
import type { ErrorView } from "../views";
import type { Visit } from "../visit";

const SUGGESTIONS = 5;

export async function renderError(visit: Visit, status: ErrorView["status"]) {
  const { db } = visit;
  const [[row], hot] = await db.batch([siteAndVersion(db), listed(db, hotIds(visit, null), visit.now, SUGGESTIONS)]);
  const site = siteView(row, visit.lang);
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
