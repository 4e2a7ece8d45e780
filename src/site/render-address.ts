// From an address to what its page's renderer makes of it.

import type { ReadAddress } from "../content/read-address";
import { siteAndVersion } from "../db/site";
import type { Rendering } from "../pages/render";
import { renderArchive } from "./routes/archive";
import { renderArticle } from "./routes/article";
import { renderFavicon } from "./routes/favicon";
import { renderFeed } from "./routes/feed";
import { renderHome } from "./routes/home";
import { renderMarkdown } from "./routes/markdown";
import { renderMissing } from "./routes/missing";
import { renderNewsSitemap } from "./routes/news-sitemap";
import { renderOutline } from "./routes/outline";
import { renderPageMarkdown } from "./routes/page-markdown";
import { renderRobots } from "./routes/robots";
import { renderSearch } from "./routes/search";
import { renderSection } from "./routes/section";
import { renderShortLink } from "./routes/short-link";
import { renderSitemap } from "./routes/sitemap";
import { renderPagesSitemap, renderSitemapIndex } from "./routes/sitemap-index";
import { renderTag } from "./routes/tag";
import { renderTagMonth } from "./routes/tag-month";
import { MisplacedLanguage, siteView } from "./site-view";
import { redirectTo, type SearchAsked, type Visit } from "./visit";

/** Renders the page of an address. One wait; two for what is not there and for misplaced languages. */
export async function renderAddress(visit: Visit, { address }: ReadAddress, search: SearchAsked): Promise<Rendering> {
  try {
    switch (address.kind) {
      case "home":
        return await renderHome(visit);
      case "section":
        return await renderSection(visit, address.section);
      case "archive":
        return await renderArchive(visit, address.section, address.period);
      case "article":
        return await renderArticle(visit, address);
      case "tag":
        return await renderTag(visit, address.tag);
      case "tag-month":
        return await renderTagMonth(visit, address);
      case "search":
        return await renderSearch(visit, search);
      case "short":
        return await renderShortLink(visit, address.id);
      case "favicon":
        return await renderFavicon(visit);
      case "feed":
        return await renderFeed(visit, address);
      case "robots":
        return await renderRobots(visit);
      case "sitemap-index":
        return await renderSitemapIndex(visit);
      case "sitemap-pages":
        return await renderPagesSitemap(visit);
      case "sitemap-news":
        return await renderNewsSitemap(visit);
      case "sitemap":
        return await renderSitemap(visit, address.number);
      case "markdown":
        return await renderMarkdown(visit, address);
      case "page-markdown":
        return await renderPageMarkdown(visit, address.page);
      case "outline":
        return await renderOutline(visit);
      case "bytes":
      case "none":
        return await renderMissing(visit);
    }
  } catch (error) {
    if (!(error instanceof MisplacedLanguage)) throw error;
    return renderMisplaced({ ...visit, lang: null }, error, search.query);
  }
}

/** The site's first language has no prefix, and its pages are where they are without one; other languages are not the site's. */
async function renderMisplaced(visit: Visit, { isDefault }: MisplacedLanguage, query: string): Promise<Rendering> {
  if (!isDefault) return renderMissing(visit);
  const [row] = await siteAndVersion(visit.db);
  const path = visit.path.replace(/^\/[^/]+/, "") || "/";
  const search = path === "/search" && query !== "" ? `?q=${encodeURIComponent(query)}` : "";
  const rendering = redirectTo(visit, siteView(row, null), { path: path + search, tags: [] });
  return search === "" ? rendering : { ...rendering, keep: "no" };
}
