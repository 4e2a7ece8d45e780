// What a page shows, as plain typed values: routes fill them from the database, pages turn them into elements.

import type { SafeHtml } from "../content/safe-html";

/** A BCP 47 language tag of the site, such as "zh-CN" or "en". */
export type Lang = string;

export interface PageLink {
  name: string;
  /** A path of this site, percent-encoded, or an absolute URL. */
  href: string;
  /** The language of its name, where it is not the page's. */
  lang?: string | undefined;
  current?: boolean;
}

/** An image of this site, its size in CSS pixels known before it loads. */
export interface Picture {
  src: string;
  /** Its narrower versions and itself; null: there is only this one. */
  srcset: string | null;
  alt: string;
  width: number;
  height: number;
}

/** What every page shows around its content, in one language. */
export interface Shell {
  lang: Lang;
  /** Scheme and host, without a slash at the end. */
  origin: string;
  /** IANA name of the site's time zone. */
  timeZone: string;
  brand: string;
  tagline: string;
  description: string;
  homeHref: string;
  searchHref: string;
  hotline: { label: string; number: string } | null;
  /** The sections, and the standing pages that have a place there. */
  menu: PageLink[];
  /** The standing pages that have their place at the foot. */
  footPages: PageLink[];
  hotSearches: PageLink[];
  friendLinks: PageLink[];
  /** Filing numbers (ICP, public security) that a site must show; `href` null where there is nothing to open. */
  filings: { label: string; href: string | null }[];
  /** The same page, or the home page, in each language of the site. */
  languages: { lang: Lang; name: string; href: string; current: boolean }[];
}

/** The picture that stands for a page where it is shared. */
export interface ShareImage {
  /** Absolute. */
  url: string;
  width: number;
  height: number;
  alt: string;
  /** Its media type, and a square one for WeChat, where it is drawn: then the page shows no picture that could be taken. */
  drawn?: { type: string; square: { src: string; side: number } };
}

/** What goes into `<head>`. */
export interface Head {
  title: string;
  description: string;
  /** Absolute URL; null keeps the page out of indexes (`noindex`). */
  canonical: string | null;
  alternates: { lang: Lang; href: string }[];
  /** Where the articles are as Atom, and as JSON Feed. */
  feed: { title: string; href: string; jsonHref: string } | null;
  /** Where the same is as Markdown. */
  markdownHref?: string;
  ogType: "website" | "article";
  image: ShareImage | null;
  /** Objects to be written as `application/ld+json`. */
  jsonLd: readonly object[];
}

/** An article in a list. */
export interface Card {
  id: number;
  href: string;
  title: string;
  /** Its kind, such as 新闻, shown as 【新闻】; null without one. */
  kind: string | null;
  summary: string | null;
  /** Milliseconds since the epoch. */
  publishedAt: number;
  /** Null in lists that don't show them, such as a month of the archive. */
  reads: number | null;
  cover: Picture | null;
  section: PageLink | null;
}

export interface HomeView {
  lead: Card[];
  sections: { link: PageLink; description: string; cards: Card[] }[];
  hot: Card[];
}

export interface SectionView {
  section: PageLink;
  description: string;
  cards: Card[];
  hot: Card[];
  /** Months that hold articles, newest first. */
  months: { month: string; href: string; articles: number }[];
}

/** A month (or a day) of a section. */
export interface ArchiveView {
  section: PageLink;
  /** "2026-11" or "2026-11-03", in the site's time zone. */
  period: string;
  cards: Card[];
  newer: PageLink | null;
  older: PageLink | null;
  /** Days of a crowded month, which then shows no cards of its own. */
  days: { day: string; href: string; articles: number }[];
}

export interface ArticleView {
  id: number;
  section: PageLink;
  title: string;
  kind: string | null;
  summary: string | null;
  author: string | null;
  source: { name: string; url: string | null } | null;
  publishedAt: number;
  /** When its text last changed; null when that is not worth a line. */
  updatedAt: number | null;
  reads: number;
  cover: Picture | null;
  body: SafeHtml;
  tags: PageLink[];
  related: Card[];
  newer: PageLink | null;
  older: PageLink | null;
  /** Where a read is counted: `/reads/{id}`. */
  readsHref: string;
  /** Whether the page counts a read when shown; a preview doesn't. */
  counts: boolean;
}

/** A standing page, such as 关于我们. */
export interface StandingPageView {
  page: PageLink;
  body: SafeHtml;
}

export interface TagView {
  tag: string;
  /** As the language writes it; null: the tag's newest. */
  month: string | null;
  cards: Card[];
  older: PageLink | null;
  newer: PageLink | null;
}

export interface SearchView {
  query: string;
  results: { card: Card; title: Piece[]; excerpt: Piece[] }[];
  /** Nothing searchable was typed. */
  empty: boolean;
  /** Not the first page of what was found. */
  isFurther?: boolean;
  older: PageLink | null;
}

/** A run of text, marked where it matches what was searched for. */
export interface Piece {
  text: string;
  match: boolean;
}

/** A page that says why there is no article here. */
export interface ErrorView {
  status: 400 | 404 | 405 | 410 | 500 | 503;
  suggestions: Card[];
}
