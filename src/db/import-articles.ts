// The statements by which an import of an export writes articles as they were: ids, versions, times and reads.

import { sql } from "drizzle-orm";
import { type ArticleValues, freeSlug, idOf } from "./article-writes";
import type { Database } from "./client";
import { articleReads, readDays, readHosts } from "./reads-schema";
import { articleSlugs, articles, revisions } from "./schema";

/**
 * The ids that articles have here, in the order in which they are asked for: by guid; else the same id where no article has it, for
 * one that is yet to come; else null. Two rows each, by keys.
 */
export const idsHere = (db: Database, references: readonly { id: number; guid: string | null }[]) =>
  db.all<{
    id: number | null;
  }>(sql`select coalesce((select a.id from ${articles} a where a.guid = r.value ->> '$.guid'),
      case when not exists (select 1 from ${articles} a where a.id = r.value ->> '$.id') then r.value ->> '$.id' end) as id
    from json_each(${JSON.stringify(references)}) r order by r.key`);

export interface ImportedArticle {
  guid: string;
  values: ArticleValues;
  wishedSlug: string;
  version: number;
  createdAt: number;
  updatedAt: number;
}

/** A new article under its old id; null: under the next one. */
export const insertImported = (
  db: Database,
  { values, wishedSlug, ...facts }: ImportedArticle,
  articleId: number | null,
) =>
  db.insert(articles).values({
    ...(articleId !== null && { id: articleId }),
    ...{ ...values, ...facts, slug: freeSlug(values, wishedSlug, facts.guid), related: [] },
  });

export const updateImported = (db: Database, { guid, values, wishedSlug, ...facts }: ImportedArticle) =>
  db
    .update(articles)
    .set({ ...values, ...facts, slug: freeSlug(values, wishedSlug, guid) })
    .where(sql`guid = ${guid}`);

/** An original that names itself. */
export const nameItself = (db: Database, guid: string) =>
  db.run(sql`update ${articles} set translation_of = id where guid = ${guid}`);

export const saveRelated = (db: Database, guid: string, ids: readonly number[]) =>
  db.run(sql`update ${articles} set related = ${JSON.stringify(ids)} where guid = ${guid}`);

/** Slugs that the article had, unless they lead to another. */
export const addOldSlugs = (
  db: Database,
  guid: string,
  slugs: readonly { sectionId: number; lang: string; slug: string }[],
) =>
  db.run(sql`insert into ${articleSlugs} (section_id, lang, slug, article_id)
    select value ->> '$.sectionId', value ->> '$.lang', value ->> '$.slug', ${idOf(guid)}
    from json_each(${JSON.stringify(slugs)}) where true on conflict do nothing`);

/**
 * The article has at least so many reads: those that its counter counts here are among them where it was here before (R7). Nothing
 * is ever lowered.
 */
export const raiseReads = (db: Database, guid: string, reads: number) =>
  db.run(sql`insert into ${articleReads} (article_id, base) select id, ${reads} from ${articles} where guid = ${guid}
    on conflict (article_id) do update set base = max(base, excluded.base - counted)`);

/** A version that an article had, as `fields` has it in JSON. Changes nothing where there is one of this number. */
export const addRevision = (
  db: Database,
  revision: {
    guid: string;
    version: number;
    at: number;
    by: string;
    action: string;
    fields: string;
    format: string;
    source: string;
  },
) => {
  const { guid, version, at, by, action, fields, format, source } = revision;
  return db.run(sql`insert into ${revisions} (article_id, version, at, by, action, fields, format, source)
    select id, ${version}, ${at}, ${by}, ${action}, ${fields}, ${format}, ${source} from ${articles}
    where guid = ${guid} and version > ${version} on conflict do nothing`);
};

/** Which of these guids articles have here. A row each, by `articles_guid`. */
export const guidsHere = (db: Database, guids: readonly string[]) =>
  db.all<{ guid: string }>(sql`select a.guid from json_each(${JSON.stringify(guids)}) asked
    cross join ${articles} a on a.guid = asked.value`);

/** Reads of a day that came to articles, by their guids, with their hosts. Nothing is ever lowered. */
export function raiseReadsOfDay(
  db: Database,
  day: string,
  items: readonly { article: string; reads: number; hosts: Record<string, number> }[],
) {
  const here = sql`json_each(${JSON.stringify(items)}) i cross join ${articles} a on a.guid = i.value ->> '$.article'`;
  return [
    db.run(sql`insert into ${readDays} (day, article_id, reads) select ${day}, a.id, i.value ->> '$.reads' from ${here}
      where true on conflict (day, article_id) do update set reads = excluded.reads where excluded.reads > read_days.reads`),
    db.run(sql`insert into ${readHosts} (day, article_id, host, reads) select ${day}, a.id, h.key, h.value
      from ${here} cross join json_each(i.value, '$.hosts') h where true
      on conflict (day, article_id, host) do update set reads = excluded.reads where excluded.reads > read_hosts.reads`),
  ] as const;
}
