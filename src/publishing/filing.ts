// Where an article stands: in which lists, from when and until when (P4).

import type { ArticleValues } from "../db/article-writes";
import { defaultLangOf, type Settings } from "../db/settings";
import { listTags } from "../pages/tags";

/** What decides in which lists an article stands, and where. */
export interface Filing {
  section: string;
  sectionId: number;
  lang: string;
  slug: string;
  tags: readonly string[];
  state: ArticleValues["state"];
  publishedAt: number | null;
  day: string | null;
  expireAt: number | null;
  translationOf: number | null;
}

/** Whether readers may find the article in lists at any time. */
export const isListed = (filing: Filing | null): filing is Filing & { publishedAt: number; day: string } =>
  filing !== null && filing.state === "live" && filing.publishedAt !== null && filing.day !== null;

/** Whether two filings stand at the same place in the same lists, from and until the same moment. */
export function isSameFiling(a: Filing, b: Filing): boolean {
  const keyOf = ({ sectionId, lang, slug, tags, state, publishedAt, expireAt, translationOf }: Filing) =>
    JSON.stringify([sectionId, lang, slug, tags, state, publishedAt, expireAt, translationOf]);
  return keyOf(a) === keyOf(b);
}

/** The tags of all lists that a filing stands in. */
export function listsOf(filing: Filing & { day: string }, settings: Settings): string[] {
  const tags = listTags(filing.lang, defaultLangOf(settings));
  return [
    tags.latest(filing.section),
    tags.list(filing.section, filing.day.slice(0, 7)),
    tags.home,
    tags.feed,
    ...filing.tags.map(tags.tag),
  ];
}
