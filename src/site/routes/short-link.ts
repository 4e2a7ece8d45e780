// /a/{id}: the short, permanent link of an article.

import { addressesIn } from "../../content/addresses";
import { addressOf } from "../../db/article-page";
import { siteAndVersion } from "../../db/site";
import { articleTag } from "../../pages/tags";
import { statusOf } from "../../publishing/status";
import { sectionById, siteView } from "../site-view";
import { redirectTo, type Visit } from "../visit";
import { renderMissing } from "./missing";

/** Leads to an article that is, or was, to be seen: its page says itself whether it still is. */
export async function renderShortLink(visit: Visit, id: number) {
  const [[row], [article]] = await visit.db.batch([siteAndVersion(visit.db), addressOf(visit.db, id)]);
  const site = siteView(row, visit.lang);
  const section = article === undefined ? undefined : sectionById(site, article.sectionId);
  if (article === undefined || section === undefined) return renderMissing(visit);
  const status = statusOf(article, visit.now);
  if (status === "draft" || status === "scheduled") return renderMissing(visit);
  const path = addressesIn(article.lang, site.defaultLang).article(section.slug, article.slug);
  return redirectTo(visit, site, { path, tags: [articleTag(id)] });
}
