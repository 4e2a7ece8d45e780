// How long an article's fields may be, and how many there may be of what the site has lists of. Characters are code points.

export const MAX_TITLE = 200;
/** Such as 【新闻】. */
export const MAX_KIND = 20;
export const MAX_SUMMARY = 500;
export const MAX_AUTHOR = 100;
export const MAX_SOURCE_NAME = 100;
export const MAX_ALT = 300;
export const MAX_TAG = 50;
export const MAX_TAGS = 50;
/** In UTF-16 units. */
export const MAX_ADDRESS = 2000;

/** In a section's or a standing page's slug, in UTF-16 units. */
export const MAX_TOP_SLUG = 40;
export const MAX_SECTIONS = 40;
export const MAX_PAGES = 50;
