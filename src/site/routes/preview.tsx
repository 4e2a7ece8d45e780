// An article as its page would look, whatever its state: for whoever was given a link to it.

import { addressOf } from "../../db/article-page";
import { siteAndVersion } from "../../db/site";
import { htmlRendering } from "../html";
import { ArticlePage } from "../pages/article";
import { sectionById, siteView } from "../site-view";
import type { Visit } from "../visit";
import { pageOfArticle, readForPage } from "./article-page";
import { renderError } from "./error";

/** Two waits: for where the article stands, then for its page. Never kept, in no index, and no read is counted. */
export async function renderPreview(visit: Visit, id: number) {
  const { db } = visit;
  const [[row], [place]] = await db.batch([siteAndVersion(db), addressOf(db, id)]);
  const home = siteView(row, null);
  const stands = place === undefined ? undefined : sectionById(home, place.sectionId);
  // In a language that the site no longer has it has no page.
  if (place === undefined || stands === undefined || !home.settings.languages.includes(place.lang)) {
    return renderError(visit, 404);
  }
  const there = { ...visit, lang: place.lang === home.defaultLang ? null : place.lang };
  const { row: rowThen, article, around } = await readForPage(there, { section: stands.slug, slug: place.slug });
  const site = siteView(rowThen, there.lang);
  const section = article === undefined ? undefined : sectionById(site, article.sectionId);
  if (article === undefined || section === undefined) return renderError(visit, 404);

  const { shell, head, ...page } = await pageOfArticle(there, site, { article, section, around });
  const view = { ...page.view, counts: false };
  const { title, description, ogType } = head;
  // Nothing is drawn of what readers may not see.
  const image = head.image.drawn ? null : head.image;
  return htmlRendering(there, site, {
    shell,
    // Without a canonical address a page keeps itself out of indexes; what else points to the article's own address would fail.
    head: { title, description, ogType, image, canonical: null, feed: null, jsonLd: [] },
    content: <ArticlePage shell={shell} words={site.words} view={view} />,
    keep: "no",
  });
}
