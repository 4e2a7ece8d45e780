// What a feed tells, whatever its format: absolute URLs, and ids that never change.

import type { FeedFormat } from "../../content/addresses";
import type { EntryRow } from "../../db/feed";
import { type SiteView, sectionById } from "../site-view";
import type { Visit } from "../visit";
import { withAbsoluteUrls } from "./absolute-urls";

export interface Feed {
  id: string;
  title: string;
  description: string;
  lang: string;
  /** The page that lists the same articles. */
  pageUrl: string;
  urls: Record<FeedFormat, string>;
  iconUrl: string;
  /** Who speaks where an article names nobody. */
  author: string;
  /** Ms since the epoch; that of the newest change, and 0 of a feed without entries. */
  updatedAt: number;
  entries: FeedEntry[];
}

export interface FeedEntry {
  /** The article's permanent link: the same whatever becomes of slug, section and language. */
  id: string;
  url: string;
  title: string;
  summary: string;
  /** Safe HTML; null: too long for a feed. */
  html: string | null;
  publishedAt: number;
  updatedAt: number;
  author: string | null;
  source: { name: string; url: string | null } | null;
  tags: readonly string[];
  imageUrl: string | null;
}

/** The feed of the site (null) or of a section, of rows that are newest first. */
export async function feedOf(
  { origin }: Visit,
  site: SiteView,
  { section, rows }: { section: { id: number; slug: string } | null; rows: readonly EntryRow[] },
): Promise<Feed> {
  const { addresses, lang, settings, text } = site;
  const brand = text(settings.name);
  const known = section === null ? undefined : sectionById(site, section.id);
  const entries = await Promise.all(rows.map((row) => entryOf(row, site, origin)));
  const slug = section?.slug ?? null;
  return {
    // Of what never changes, as RFC 4287 §4.2.6 asks: sections get other slugs, and languages other prefixes.
    id: `${origin}/#feed-${section === null ? "" : `${section.id}-`}${lang}`,
    title: known === undefined ? brand : `${text(known.name)} · ${brand}`,
    description: known === undefined ? text(settings.description) || text(settings.tagline) : text(known.description),
    lang,
    pageUrl: origin + (slug === null ? addresses.home : addresses.section(slug)),
    urls: { atom: origin + addresses.feed(slug, "atom"), json: origin + addresses.feed(slug, "json") },
    iconUrl: `${origin}/favicon.svg`,
    author: brand,
    updatedAt: Math.max(0, ...entries.map(({ updatedAt }) => updatedAt)),
    entries,
  };
}

async function entryOf(row: EntryRow, site: SiteView, origin: string): Promise<FeedEntry> {
  const { id, title, author, sourceName, sourceUrl, tags, cover } = row;
  const url = origin + site.addresses.article(sectionById(site, row.sectionId)?.slug ?? "", row.slug);
  const publishedAt = row.publishedAt ?? row.updatedAt;
  return {
    ...{ title, author, tags, url, publishedAt },
    id: `${origin}/a/${id}`,
    summary: row.summary ?? row.excerpt,
    html: row.html === null ? null : await withAbsoluteUrls(row.html, url),
    // What was written ahead of its publication is new on that day.
    updatedAt: Math.max(publishedAt, row.updatedAt),
    source: sourceName === null ? null : { name: sourceName, url: sourceUrl },
    imageUrl: cover === null ? null : new URL(cover.url, url).href,
  };
}
