// A saved article as the input that would save it again, and a change laid over it.

import type { ArticleRow } from "../db/articles";
import { invalid, type Outcome } from "./failure";
import type { ArticleChange, ArticleInput } from "./input";

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

/** What an input becomes by a JSON Merge Patch: objects are merged too, and must be whole then (RFC 7396 §2). */
export function mergeChange(saved: ArticleInput, change: ArticleChange): Outcome<{ input: ArticleInput }> {
  const { source, cover, ...rest } = change;
  const { name, ...sourceRest } = merge<NonNullable<ArticleChange["source"]>>(saved.source, source) ?? {};
  const { url, ...coverRest } = merge<NonNullable<ArticleChange["cover"]>>(saved.cover, cover) ?? {};
  if (source && name === undefined) return invalid("source/name", "is required: string");
  if (cover && url === undefined) return invalid("cover/url", "is required: string");
  const input = {
    ...saved,
    ...withoutUndefined(rest),
    source: name === undefined ? null : { ...sourceRest, name },
    cover: url === undefined ? null : { ...coverRest, url },
  };
  return { ok: true, input };
}

function merge<T extends object>(saved: T | null | undefined, change: T | null | undefined): T | null | undefined {
  if (change === undefined) return saved;
  return change === null ? null : { ...saved, ...change };
}

const withoutUndefined = (change: ArticleChange): Partial<ArticleInput> =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
