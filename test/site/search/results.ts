// What a visitor sees of a search.

import { visit } from "../../promises/client";

export interface Result {
  path: string;
  title: string;
  excerpt: string;
}

export interface ResultPage {
  status: number;
  results: Result[];
  /** Where "more results" leads. */
  older: string | null;
  html: string;
}

const STORY = /<article class="story">.*?<h2><a href="([^"]*)">(.*?)<\/a><\/h2>(.*?)<\/article>/gs;

/** One page of what a search finds, its marks as they stand in the HTML. */
export async function searchPage(address: string, init?: RequestInit): Promise<ResultPage> {
  const response = await visit(address, init);
  const html = await response.text();
  const results = Array.from(html.matchAll(STORY), ([, path = "", title = "", rest = ""]) => ({
    ...{ path, title, excerpt: /<p class="summary">(.*?)<\/p>/s.exec(rest)?.[1] ?? "" },
  }));
  const older = /<p class="prev">.*?<a href="([^"]*)"/s.exec(html)?.[1]?.replaceAll("&amp;", "&") ?? null;
  return { status: response.status, results, older, html };
}

export const searchFor = (query: string, prefix = ""): Promise<ResultPage> =>
  searchPage(`${prefix}/search?q=${encodeURIComponent(query)}`);

/** The paths of everything that a search finds, page after page. */
export async function pathsFor(query: string, prefix = ""): Promise<string[]> {
  const paths: string[] = [];
  for (let address: string | null = `${prefix}/search?q=${encodeURIComponent(query)}`; address !== null; ) {
    const page: ResultPage = await searchPage(address);
    paths.push(...page.results.map(({ path }) => path));
    address = page.older;
  }
  return paths;
}
