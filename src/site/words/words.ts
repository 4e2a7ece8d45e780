// Every word of the visitor's interface. A language is one file of this shape, named in `index.ts`.

type ErrorStatus = 400 | 404 | 405 | 410 | 500 | 503;

export interface Words {
  skipToContent: string;
  home: string;
  /** What stands between a label and its value. */
  colon: string;
  /** An article's kind as it stands before a title. */
  kind(kind: string): string;
  untitled: string;

  menu: string;
  language: string;
  hotline: string;
  hotSearches: string;
  friendLinks: string;
  /** What the site says of itself: the standing pages at the foot. */
  footPages: string;
  filings: string;
  feed: string;
  youAreHere: string;

  search: string;
  searchFor: string;
  searchHint: string;
  searchTitle(query: string): string;
  searchEmpty: string;
  searchNothing(query: string): string;
  searchNothingAdvice: string;
  searchOlder: string;
  searchNoMore: string;

  latest: string;
  more(section: string): string;
  hotArticles: string;
  relatedArticles: string;
  archive: string;
  articleCount(count: string): string;
  days: string;
  nothingYet: string;
  nothingInSection: string;
  nothingInPeriod: string;
  nothingUnderTag: string;

  published: string;
  updated: string;
  reads: string;
  source: string;
  author: string;
  tags: string;
  tagTitle(tag: string): string;
  /** The article published before, and after, this one. */
  previousArticle: string;
  nextArticle: string;
  neighbours: string;
  older: string;
  newer: string;

  errors: Record<ErrorStatus, { title: string; advice: string }>;
  suggestions: string;
  backHome: string;
}
