// What a write must know before it: read in one batch.

import { asc, eq, inArray, type SQL, sql } from "drizzle-orm";
import type { Database } from "./client";
import { media } from "./media-schema";
import { articleSlugs, articles, articleTexts, revisions, sectionSlugs } from "./schema";
import { defaultLang } from "./site";

/** How another article is named: by id, by the address of its page, or as the original of one that translates it. */
export type ArticleReference =
  | { id: number }
  | { originalOf: number }
  | { lang: string | null; section: string; slug: string };

/** The article that a reference means, with the original that it translates itself. Two or three rows, by keys. */
export const referredArticle = (db: Database, reference: ArticleReference) =>
  db
    .select({ id: articles.id, lang: articles.lang, translationOf: articles.translationOf })
    .from(articles)
    .where(sql`${articles.id} = ${idOfReference(reference)}`);

function idOfReference(reference: ArticleReference): SQL {
  if ("id" in reference) return sql`${reference.id}`;
  if ("originalOf" in reference)
    return sql`(select translation_of from ${articles} where id = ${reference.originalOf})`;
  const { lang, section, slug } = reference;
  return sql`(select article_id from ${articleSlugs}
    where section_id = (select section_id from ${sectionSlugs} where slug = ${section}) and slug = ${slug}
    and lang = coalesce(${lang}, ${defaultLang}))`;
}

/** A translation of the article. One row, by `articles_translating`. */
export const anyTranslationOf = (db: Database, id: number) =>
  db
    .select({ id: articles.id })
    .from(articles)
    .where(sql`${articles.translationOf} = ${id} and ${articles.id} <> ${id}`)
    .limit(1);

/** Who wrote an article's first version. One row, by primary key. */
export const firstRevision = (db: Database, articleId: number) =>
  db
    .select({ by: revisions.by })
    .from(revisions)
    .where(eq(revisions.articleId, articleId))
    .orderBy(asc(revisions.version))
    .limit(1);

/** The sizes of images, by their hashes. A row each, by primary key. */
export const imageSizes = (db: Database, hashes: readonly string[]) =>
  db
    .select({ hash: media.hash, name: media.name, width: media.width, height: media.height })
    .from(media)
    .where(inArray(media.hash, sql`(select value from json_each(${JSON.stringify(hashes)}))`));

/** An article's plain text. One row, by primary key. */
export const textOf = (db: Database, articleId: number) =>
  db.select({ text: articleTexts.text }).from(articleTexts).where(eq(articleTexts.articleId, articleId));
