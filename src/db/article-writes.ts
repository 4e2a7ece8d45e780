// The statements of which a change of an article is made. An article is named by its guid, which is known before its id.

import { type SQL, sql } from "drizzle-orm";
import type { Database } from "./client";
import {
  articleHtml,
  articleSlugs,
  articleSources,
  articles,
  articleTags,
  articleTexts,
  audit,
  deferredPurges,
  revisions,
} from "./schema";
import { searchKey, searchLang } from "./search";
import { searchWaiting } from "./search-schema";

export interface ArticleValues {
  sectionId: number;
  lang: string;
  title: string;
  kind: string | null;
  summary: string | null;
  excerpt: string;
  author: string | null;
  sourceName: string | null;
  sourceUrl: string | null;
  cover: { url: string; alt: string; width: number | null; height: number | null } | null;
  tags: string[];
  state: "draft" | "live" | "withdrawn";
  publishedAt: number | null;
  day: string | null;
  expireAt: number | null;
  translationOf: number | null;
}

export interface ArticleBody {
  format: "markdown" | "html";
  source: string;
  html: string;
  text: string;
}

/** What search finds: words of the title and of all beside it, and their grams (src/content/words.ts). */
export interface SearchRow {
  title: string;
  body: string;
  titleRuns: string;
  bodyRuns: string;
}

/** The article's id, as an SQL value. One row, by `articles_guid`. */
export const idOf = (guid: string): SQL => sql`(select id from ${articles} where guid = ${guid})`;

/** So much of a slug stays before its suffix: with it, the slug is no longer than one may be that is sent. */
const SUFFIXED_LENGTH = 110;

/** The wished slug, or with the first free suffix from -2 on: free is what no other article has or had here. */
export function freeSlug({ sectionId, lang }: ArticleValues, wished: string, guid: string): SQL<string> {
  const stem = sql`rtrim(substr(${wished}, 1, ${SUFFIXED_LENGTH}), '-')`;
  const candidate = sql`case when i = 1 then ${wished} else ${stem} || '-' || i end`;
  return sql<string>`(with recursive tried(i) as (
    select 1 union all select i + 1 from tried where exists (
      select 1 from ${articleSlugs} where section_id = ${sectionId} and lang = ${lang} and slug = ${candidate}
        and article_id is not ${idOf(guid)}))
    select ${candidate} from (select max(i) as i from tried))`;
}

const savedColumns = { id: articles.id, slug: articles.slug, version: articles.version };

export const insertArticle = (
  db: Database,
  { guid, values, wishedSlug, now }: { guid: string; values: ArticleValues; wishedSlug: string; now: number },
) =>
  db
    .insert(articles)
    .values({ ...values, guid, slug: freeSlug(values, wishedSlug, guid), related: [], createdAt: now, updatedAt: now })
    .returning(savedColumns);

export const updateArticle = (
  db: Database,
  { guid, values, wishedSlug, now }: { guid: string; values: ArticleValues; wishedSlug: string; now: number },
) =>
  db
    .update(articles)
    .set({ ...values, slug: freeSlug(values, wishedSlug, guid), updatedAt: now, version: sql`version + 1` })
    .where(sql`guid = ${guid}`)
    .returning(savedColumns);

/** Takes the article out of every list; its texts stay. */
export const setWithdrawn = (db: Database, guid: string, now: number) => [
  db.run(
    sql`update ${articles} set state = 'withdrawn', updated_at = ${now}, version = version + 1 where guid = ${guid}`,
  ),
  db.run(sql`delete from ${articleTags} where article_id = ${idOf(guid)}`),
];

/** Takes the article's slug for good. */
export const keepSlug = (db: Database, guid: string) =>
  db.run(sql`insert into ${articleSlugs} (section_id, lang, slug, article_id)
    select section_id, lang, slug, id from ${articles} where guid = ${guid} on conflict do nothing`);

/** The article's source, the HTML that pages show, and its plain text. */
export const saveBody = (db: Database, guid: string, { format, source, html, text }: ArticleBody) => [
  db.run(sql`insert or replace into ${articleSources} (article_id, format, source)
    values (${idOf(guid)}, ${format}, ${source})`),
  db.run(sql`insert or replace into ${articleHtml} (article_id, html) values (${idOf(guid)}, ${html})`),
  db.run(sql`insert or replace into ${articleTexts} (article_id, text) values (${idOf(guid)}, ${text})`),
];

/** What search finds of the article. After it is saved: its key follows from it (the trigger `article_search_moved` took the old one). */
export const saveSearchRow = (db: Database, guid: string, { title, body, titleRuns, bodyRuns }: SearchRow) => [
  db.run(sql`delete from article_search where rowid = (select ${searchKey} from ${articles} where guid = ${guid})`),
  db.run(sql`insert into article_search (rowid, title, body, title_runs, body_runs, lang)
    select ${searchKey}, ${title}, ${body}, ${titleRuns}, ${bodyRuns}, ${searchLang} from ${articles} where guid = ${guid}`),
  db.run(sql`delete from ${searchWaiting} where article_id = ${idOf(guid)}`),
];

/** A tag is worth so many of its newest articles when related ones are chosen. */
const RELATED_PER_TAG = 20;
const RELATED = 8;

/** The article's tags as tag pages find them. */
export const saveTags = (db: Database, guid: string) => [
  db.run(sql`delete from ${articleTags} where article_id = ${idOf(guid)}`),
  db.run(sql`insert into ${articleTags} (article_id, tag, lang, published_at)
    select a.id, t.value, a.lang, a.published_at from ${articles} a, json_each(a.tags) as t
    where a.guid = ${guid} and a.state = 'live' on conflict do nothing`),
];

/** The article's tags, and the related articles: those that share most tags, newest first. */
export function fileTags(db: Database, guid: string, { lang, tags }: ArticleValues) {
  const sharing = tags.slice(0, 5).map(
    (tag) => sql`select * from (select article_id, published_at from ${articleTags}
      where tag = ${tag} and lang = ${lang} order by published_at desc limit ${RELATED_PER_TAG})`,
  );
  const related =
    sharing.length === 0
      ? sql`'[]'`
      : sql`(select json_group_array(article_id) from (
          select article_id from (${sql.join(sharing, sql` union all `)}) where article_id <> ${idOf(guid)}
          group by article_id order by count(*) desc, max(published_at) desc limit ${RELATED}))`;
  return [...saveTags(db, guid), db.run(sql`update ${articles} set related = ${related} where guid = ${guid}`)];
}

/** What this version says, whole. */
export const keepRevision = (
  db: Database,
  guid: string,
  { at, by, action }: { at: number; by: string; action: string },
) =>
  db.run(sql`insert into ${revisions} (article_id, version, at, by, action, fields, format, source)
    select a.id, a.version, ${at}, ${by}, ${action}, json_object(
      'sectionId', a.section_id, 'lang', a.lang, 'slug', a.slug, 'title', a.title, 'kind', a.kind, 'summary', a.summary,
      'author', a.author, 'sourceName', a.source_name, 'sourceUrl', a.source_url, 'cover', json(a.cover), 'tags', json(a.tags),
      'state', a.state, 'publishedAt', a.published_at, 'expireAt', a.expire_at, 'translationOf', a.translation_of),
      s.format, s.source
    from ${articles} a join ${articleSources} s on s.article_id = a.id where a.guid = ${guid}`);

export const auditArticle = (
  db: Database,
  guid: string,
  { at, by, action }: { at: number; by: string; action: string },
) =>
  db.run(sql`insert into ${audit} (at, by, action, target)
    select ${at}, ${by}, ${action}, 'article:' || id from ${articles} where guid = ${guid}`);

/** Replaces the purges that wait for the article's own times: when it goes live and when it expires. */
export function awaitClock(
  db: Database,
  guid: string,
  {
    times,
    tags,
    at,
    by,
  }: { times: { name: "publish" | "expire"; dueAt: number }[]; tags: string[]; at: number; by: string },
) {
  const owner = (name: string) => sql`'article:' || ${idOf(guid)} || ${`:${name}`}`;
  return [
    db.run(sql`delete from ${deferredPurges} where owner in (${owner("publish")}, ${owner("expire")})`),
    ...times.map(({ name, dueAt }) =>
      db.run(sql`insert into ${deferredPurges} (owner, tags, due_at, asked_at, by, reason)
        values (${owner(name)}, json_insert(${JSON.stringify(tags)}, '$[#]', 'article:' || ${idOf(guid)}),
          ${dueAt}, ${at}, ${by}, ${`${name} on time`})`),
    ),
  ];
}
