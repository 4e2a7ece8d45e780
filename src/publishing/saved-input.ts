// A saved article as the input that would save it again: what a change is laid over.

import type { ArticleRow } from "../db/articles";
import type { ArticleInput } from "./input";

/** Without its status and times: those follow rules of their own (status.ts). */
export function inputOf(article: ArticleRow): ArticleInput {
  const { title, body, format, section, slug, kind, summary, tags, author, lang, translationOf } = article;
  const { sourceName, sourceUrl, cover } = article;
  return {
    ...{ title, body, format, section, slug, kind, summary, tags, author, lang, translationOf },
    source: sourceName === null ? null : { name: sourceName, url: sourceUrl },
    cover: cover === null ? null : { url: cover.url, alt: cover.alt },
  };
}
