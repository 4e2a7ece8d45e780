// An article of another system as the input of a command: within our limits, in a section and a language of the site.

import type { ArticleInput } from "../../publishing/input";
import { MAX_ALT, MAX_AUTHOR, MAX_KIND, MAX_SOURCE_NAME, MAX_SUMMARY, MAX_TITLE } from "../../publishing/limits";
import type { SiteState } from "../../publishing/site-change";
import type { IncomingArticle } from "../incoming";
import type { ImportOptions } from "../options";
import { fitAddress, fitLine, fitSlug, fitTags, fitText, fitTime } from "./fit";
import { langFor } from "./place";
import { replaceUrls } from "./replace-urls";
import { isUnseen, noteUnseen } from "./unseen";

export interface Surroundings {
  site: SiteState;
  options: ImportOptions;
  /** Ms since the epoch. */
  now: number;
  /** The section's slug, which the site has. */
  section: string;
  /** The paths of the files that are here. */
  paths: ReadonlyMap<string, string>;
  /** The id and language of the article that it translates, where that is here. */
  original: { id: number; lang: string } | null;
  notes: string[];
}

/** Every optional field is there, null for none, so that a change takes away what is gone; but a slug only where one was sent. */
export function articleInput(item: IncomingArticle, around: Surroundings): ArticleInput {
  const { notes, paths, section } = around;
  const line = (text: string | null, field: string, max: number) => fitLine(text, { max, field, notes });
  const slug = fitSlug(item.slug, notes);
  const lang = langFor(item.lang, around);
  const body = fitText(replaceUrls(item.body, paths), notes);
  noteUnseen(body, notes);
  return {
    title: line(item.title, "title", MAX_TITLE) ?? titleless(slug, notes),
    body,
    format: item.format,
    section,
    ...(slug !== null && { slug }),
    kind: line(item.articleKind, "kind", MAX_KIND),
    summary: line(item.summary, "summary", MAX_SUMMARY),
    tags: fitTags(item.tags, notes),
    source: sourceOf(item, notes),
    author: line(item.author, "author", MAX_AUTHOR),
    lang,
    translationOf: translationOf(item, lang, around),
    cover: coverOf(item, paths, notes),
    ...visibilityOf(item, around),
  };
}

/** The name of a text that has none. */
export function titleless(slug: string | null, notes: string[]): string {
  notes.push("it had no title");
  return slug ?? "Untitled";
}

function sourceOf({ source }: IncomingArticle, notes: string[]): ArticleInput["source"] {
  const name = fitLine(source?.name ?? null, { max: MAX_SOURCE_NAME, field: "source", notes });
  if (source === null || name === null) return null;
  const url = source.url === null ? null : fitAddress(source.url);
  if (url === null && source.url !== null) notes.push("its source's address is no URL, and is left out");
  return { name, url };
}

function coverOf(
  { cover }: IncomingArticle,
  paths: ReadonlyMap<string, string>,
  notes: string[],
): ArticleInput["cover"] {
  if (cover === null) return null;
  const url = paths.get(cover.url) ?? fitAddress(cover.url);
  if (url !== null && isUnseen(url)) {
    notes.push(`its cover is left out until it is fetched: pages show pictures over https only, and it is ${url}`);
    return null;
  }
  if (url !== null) return { url, alt: fitLine(cover.alt, { max: MAX_ALT, field: "cover's text", notes }) };
  notes.push("its cover is left out: it is no file here, and no URL");
  return null;
}

function translationOf(
  { translationOf: key }: IncomingArticle,
  lang: string,
  { original, notes }: Surroundings,
): number | null {
  if (key === null) return null;
  if (original === null) notes.push(`the article that it translates, ${key}, is not here`);
  else if (original.lang === lang) notes.push(`the article that it translates, ${key}, is in the same language here`);
  else return original.id;
  return null;
}

/** What is published with a date ahead is scheduled; what was to come at a time that has passed is published. */
function visibilityOf(
  item: IncomingArticle,
  { site, options, now, notes }: Surroundings,
): Pick<ArticleInput, "status" | "publishAt" | "expireAt"> {
  const { timeZone } = site.settings;
  const at = fitTime(item.publishedAt, { timeZone, field: "date", notes });
  const end = fitTime(item.expireAt, { timeZone, field: "end", notes });
  const isLate = end !== null && end <= (at ?? now);
  if (isLate) notes.push("its end, which comes before its beginning, is left out");
  const expireAt = isLate ? null : end;
  const dated = { ...(at !== null && { publishAt: at }), expireAt };
  if (options.status === "draft" || item.status === "draft") return { status: "draft", ...dated };
  if (at !== null && at > now) return { status: "scheduled", ...dated };
  if (item.status === "scheduled" && at === null) {
    notes.push("it was to come at a time that is not told: it is a draft");
    return { status: "draft", ...dated };
  }
  return { status: "published", ...dated };
}
