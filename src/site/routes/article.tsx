// An article by its address: its page, or where it went.

import { articleTag, sectionTag } from "../../pages/tags";
import { statusOf } from "../../publishing/status";
import { htmlRendering } from "../html";
import { ArticlePage } from "../pages/article";
import { sectionById, siteView } from "../site-view";
import { redirectTo, type Visit } from "../visit";
import { pageOfArticle, readForPage } from "./article-page";
import { renderError } from "./error";
import { renderMissing } from "./missing";

export async function renderArticle(visit: Visit, at: { section: string; slug: string }) {
  const { row, article, around } = await readForPage(visit, at);
  const site = siteView(row, visit.lang);
  const section = article === undefined ? undefined : sectionById(site, article.sectionId);
  if (article === undefined || section === undefined) return renderMissing(visit);
  const status = statusOf(article, visit.now);
  if (status === "draft" || status === "scheduled") return renderMissing(visit);
  const path = site.addresses.article(section.slug, article.slug);
  const own = [articleTag(article.id), sectionTag(section.slug)];
  // An old address leads on for ever, whatever became of the article: its page says so itself.
  if (path !== visit.path) return redirectTo(visit, site, { path, tags: own });
  if (status !== "published") return renderError(visit, 410);

  const { view, tags, ...page } = await pageOfArticle(visit, site, { article, section, around });
  return htmlRendering(visit, site, {
    ...page,
    content: <ArticlePage shell={page.shell} words={site.words} view={view} />,
    counts: view.counts,
    headers: { vary: "Accept" },
    tags: [...own, ...tags],
    keep: "page",
  });
}
