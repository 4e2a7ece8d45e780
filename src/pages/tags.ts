// The tags that pages carry and changes purge (P4). Lists of a language other than the site's first end in `@{lang}`.

export const HOME = "home";
export const FEED = "feed";
/** The frame, on every page: to purge it is to purge everything. */
export const SITE = "site";
/** The redirects of an older site's addresses: on all that was looked up among them. */
export const REDIRECTS = "redirects";
export const RANKING = "ranking";

export const articleTag = (id: number): string => `article:${id}`;
export const sectionTag = (slug: string): string => `section:${slug}`;
/** A standing page, in all its languages. */
export const pageTag = (slug: string): string => `page:${slug}`;
export const urlTag = (path: string): string => `url:${path}`;

/**
 * A sitemap of articles, by its number. What it tells of an article changes with each save of it (its date does), so every
 * change of one purges it, as it purges the article's page: no page holds the tags of 5,000 articles.
 */
export const sitemapTag = (number: number): string => `sitemap:${number}`;

/** Names the lists of one language. */
export interface ListTags {
  home: string;
  feed: string;
  latest: (section: string) => string;
  /** `month` is `yyyy-mm`. */
  list: (section: string, month: string) => string;
  /** Which months a section has: the archive's own navigation. */
  months: (section: string) => string;
  tag: (name: string) => string;
}

export function listTags(lang: string, defaultLang: string): ListTags {
  const suffix = lang === defaultLang ? "" : `@${lang}`;
  return {
    home: `${HOME}${suffix}`,
    feed: `${FEED}${suffix}`,
    latest: (section) => `latest:${section}${suffix}`,
    list: (section, month) => `list:${section}:${month}${suffix}`,
    months: (section) => `months:${section}${suffix}`,
    tag: (name) => `tag:${name}${suffix}`,
  };
}
