// An article as the API shows it.

import { addressesIn } from "../content/addresses";
import { toRfc3339 } from "../content/local-time";
import type { ArticleRow } from "../db/articles";
import { statusOf } from "../publishing/status";

export interface Place {
  origin: string;
  defaultLang: string;
  now: number;
}

type Listed = Omit<ArticleRow, "body" | "format">;

/** An article without its text, as in lists. Times are RFC 3339 in UTC. */
export function articleSummary(article: Listed, { origin, defaultLang, now }: Place) {
  const { id, title, section, slug, lang, kind, summary, tags, author, translationOf, version } = article;
  const { sourceName, sourceUrl, cover, publishedAt, expireAt } = article;
  return {
    ...{ id, url: `${origin}${addressesIn(lang, defaultLang).article(section, slug)}`, title, section, slug, lang },
    status: statusOf(article, now),
    ...{ kind, summary, tags, author },
    source: sourceName === null ? null : { name: sourceName, url: sourceUrl },
    cover: cover === null ? null : { url: cover.url, alt: cover.alt },
    translationOf,
    publishedAt: publishedAt === null ? null : toRfc3339(publishedAt),
    expireAt: expireAt === null ? null : toRfc3339(expireAt),
    createdAt: toRfc3339(article.createdAt),
    updatedAt: toRfc3339(article.updatedAt),
    version,
  };
}

/** An article with its source text. */
export const articleJson = (article: ArticleRow, place: Place) => ({
  ...articleSummary(article, place),
  format: article.format,
  body: article.body,
});
