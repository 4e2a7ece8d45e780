// What a search found, with its words marked. Never kept (P7).

import { highlight } from "../../content/highlight";
import { queryTerms, searchQuery } from "../../content/words";
import { articlesMatching } from "../../db/search";
import { siteAndVersion } from "../../db/site";
import { toCard } from "../cards";
import { htmlRendering } from "../html";
import { SearchPage } from "../pages/search";
import { shellOf } from "../shell";
import { siteView } from "../site-view";
import type { SearchView } from "../views";
import type { Visit } from "../visit";

const SHOWN = 20;
const EXCERPT_CHARACTERS = 140;
const MAX_TYPED = 100;

export async function renderSearch(visit: Visit, typed: string) {
  const { db } = visit;
  const query = [...typed.trim()].slice(0, MAX_TYPED).join("");
  const match = searchQuery(query);
  const [[row], found] =
    match === null
      ? [await siteAndVersion(db), []]
      : await db.batch([siteAndVersion(db), articlesMatching(db, match, visit, SHOWN)]);
  const site = siteView(row, visit.lang);
  const terms = queryTerms(query);
  const view: SearchView = {
    query,
    results: found.map((article) => ({
      card: toCard(article, site),
      title: highlight(article.title, terms, Number.MAX_SAFE_INTEGER),
      excerpt: highlight(article.text, terms, EXCERPT_CHARACTERS),
    })),
    empty: match === null,
    older: null,
  };
  const shell = shellOf(site, visit);
  const head = {
    title: `${query === "" ? site.words.search : site.words.searchTitle(query)} · ${shell.brand}`,
    description: "",
    canonical: null,
    feed: null,
    ogType: "website" as const,
    image: null,
    jsonLd: [],
  };
  const content = <SearchPage shell={shell} words={site.words} view={view} />;
  return htmlRendering(visit, site, { shell, head, content, keep: "no" });
}
