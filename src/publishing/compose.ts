// From what an editor sent to what is saved: content, place in the archive, and what search finds.

import { excerpt } from "../content/excerpt";
import { addressOn, foreignAddress } from "../content/hosts";
import { localDay } from "../content/local-time";
import { slugify } from "../content/slug";
import { indexArticle } from "../content/words";
import type { ArticleBody, ArticleValues, SearchRow } from "../db/article-writes";
import { defaultLangOf, type Frame, type Settings } from "../db/settings";
import { invalid, type Outcome } from "./failure";
import { type Images, imageOf } from "./images";
import type { ArticleInput } from "./input";
import { renderSource } from "./rendered";
import type { Visibility } from "./status";

/** What a write knows of the site. */
export interface Ground {
  siteVersion: number;
  settings: Settings;
  frame: Frame;
  images: Images;
  siteOrigin: string | null;
  /** The original that the article translates; null without one. */
  original: { id: number; lang: string } | null;
}

export interface Composition {
  values: ArticleValues;
  /** Null: the saved body stays as it is. */
  body: ArticleBody | null;
  search: SearchRow;
  /** Made from the title where none was sent. */
  wishedSlug: string;
}

/** What of a saved article may stay as it is. */
export interface Kept {
  /** The plain text of the saved body; null when another body takes its place. */
  text: string | null;
  cover: ArticleValues["cover"];
}

/** An article whole, ready to be saved, or which field is wrong. `kept` is null for a new one. */
export function compose(
  input: ArticleInput,
  visibility: Visibility,
  { ground, kept }: { ground: Ground; kept: Kept | null },
): Outcome<Composition> {
  const { settings, original } = ground;
  const placed = place(input, ground);
  if (!placed.ok) return placed;
  if (isForeignCover(input.cover, ground, kept)) {
    return invalid(
      "cover/url",
      `not of this site, nor of a host that its media.hosts name: ${settings.media.hosts?.join(", ")}`,
    );
  }
  const rendered: Outcome<{ body: ArticleBody | null; text: string }> =
    kept === null || kept.text === null ? renderInput(input, ground) : { ok: true, body: null, text: kept.text };
  if (!rendered.ok) return rendered;
  const { body, text } = rendered;
  const tags = [...new Set(input.tags ?? [])];
  const values: ArticleValues = {
    ...placed.place,
    title: input.title,
    kind: input.kind ?? null,
    summary: input.summary ?? null,
    excerpt: excerpt(text),
    author: input.author ?? null,
    sourceName: input.source?.name ?? null,
    sourceUrl: input.source?.url ?? null,
    cover: composeCover(input.cover, ground.images, kept),
    tags,
    ...visibility,
    day: visibility.publishedAt === null ? null : localDay(visibility.publishedAt, settings.timeZone),
    translationOf: original?.id ?? null,
  };
  const search = indexArticle(input.title, searchedText({ summary: values.summary, tags, text }));
  return { ok: true, values, body, search, wishedSlug: input.slug ?? (slugify(input.title) || "article") };
}

/** What is searched beside the title. */
export const searchedText = ({ summary, tags, text }: { summary: string | null; tags: string[]; text: string }) =>
  [summary ?? "", tags.join("\n"), text].join("\n");

/** The section and the language, which must be the site's. */
function place(input: ArticleInput, ground: Ground): Outcome<{ place: { sectionId: number; lang: string } }> {
  const { settings, frame, original } = ground;
  const section = frame.sections.find(({ slug }) => slug === input.section);
  if (section === undefined) {
    const known = frame.sections.map(({ slug }) => slug).join(", ");
    return invalid("section", `no such section; this site has: ${known}`);
  }
  const lang = input.lang ?? defaultLangOf(settings);
  if (!settings.languages.includes(lang)) {
    return invalid("lang", `not a language of this site; it has: ${settings.languages.join(", ")}`);
  }
  if (original !== null && original.lang === lang) {
    return invalid("translationOf", "is in the same language; a translation is in another one");
  }
  return { ok: true, place: { sectionId: section.id, lang } };
}

function renderInput({ body, format }: ArticleInput, ground: Ground): Outcome<{ body: ArticleBody; text: string }> {
  const { images, siteOrigin, settings } = ground;
  const { embeds, media } = settings;
  const rendered = renderSource({ format, text: body }, { images, siteOrigin, embeds, media, field: "body" });
  if (!rendered.ok) return rendered;
  const { html, text } = rendered;
  return { ok: true, body: { format, source: body, html, text }, text };
}

/** One that no page may show. The cover that the article has already may stay, unseen. */
function isForeignCover(cover: ArticleInput["cover"], { settings, siteOrigin }: Ground, kept: Kept | null): boolean {
  const { hosts } = settings.media;
  if (hosts === null || !cover || cover.url === kept?.cover?.url) return false;
  const url = foreignAddress(cover.url, siteOrigin);
  return url !== null && !addressOn(hosts).test(url.href);
}

function composeCover(cover: ArticleInput["cover"], images: Images, kept: Kept | null): ArticleValues["cover"] {
  if (cover === undefined || cover === null) return null;
  const size = imageOf(images, cover.url) ?? (kept?.cover?.url === cover.url ? kept.cover : undefined);
  return { url: cover.url, alt: cover.alt ?? "", width: size?.width ?? null, height: size?.height ?? null };
}
