// What a search found, with its words marked. Never kept (P7).

import { highlight } from "../../content/highlight";
import { MAX_QUERY_LENGTH } from "../../content/limits";
import { searchQuery } from "../../content/query";
import { articlesMatching, pageOfMatches } from "../../db/search";
import { siteAndVersion } from "../../db/site";
import { toCard } from "../cards";
import { htmlRendering } from "../html";
import { SearchPage } from "../pages/search";
import { placeParameter } from "../search-asked";
import { shellOf } from "../shell";
import { siteView } from "../site-view";
import type { SearchView } from "../views";
import type { SearchAsked, Visit } from "../visit";

const SHOWN = 20;
const EXCERPT_CHARACTERS = 140;

export async function renderSearch(visit: Visit, { query: typed, after, onFound }: SearchAsked) {
  const { db } = visit;
  const query = [...typed.trim()].slice(0, MAX_QUERY_LENGTH).join("");
  const search = searchQuery(query);
  const [[row], rows] =
    search === null
      ? [await siteAndVersion(db), []]
      : await db.batch([
          siteAndVersion(db),
          articlesMatching(db, { ...visit, ...search, after, around: search.spellings, limit: SHOWN }),
        ]);
  const site = siteView(row, visit.lang);
  const parts = search?.parts ?? [];
  const { shown, next } = pageOfMatches(rows, SHOWN);
  const view: SearchView = {
    query,
    results: shown.map((article) => ({
      card: toCard(article, site),
      title: highlight(article.title, parts, Number.MAX_SAFE_INTEGER),
      excerpt: excerptOf(article, parts),
    })),
    empty: search === null,
    isFurther: after !== null,
    older: next && { name: query, href: `${site.addresses.search(query)}&after=${placeParameter(next)}` },
  };
  if (row !== undefined && after === null && shown.length > 0) {
    onFound({ query, lang: site.lang, timeZone: site.settings.timeZone, siteGuid: row.guid });
  }
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

/** The text around what was found; the summary where that alone holds it. */
function excerptOf({ text, summary }: { text: string; summary: string | null }, parts: readonly string[]) {
  const ofText = highlight(text, parts, EXCERPT_CHARACTERS);
  if (summary === null || ofText.some(({ match }) => match)) return ofText;
  const ofSummary = highlight(summary, parts, EXCERPT_CHARACTERS);
  return ofSummary.some(({ match }) => match) ? ofSummary : ofText;
}
