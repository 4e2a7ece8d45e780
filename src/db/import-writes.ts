// The statements by which an import of an export writes what a site had: ids, versions and times as they were.

import { sql } from "drizzle-orm";
import { type ArticleValues, freeSlug, idOf } from "./article-writes";
import type { Database } from "./client";
import { media } from "./media-schema";
import { type PersonRow, personByHandle } from "./people";
import { people } from "./people-schema";
import { articleReads, readDays, readHosts } from "./reads-schema";
import {
  articleSlugs,
  articles,
  audit,
  redirects,
  revisions,
  sectionSlugs,
  sections,
  standingPageSlugs,
  standingPages,
  standingPageTexts,
} from "./schema";

/** Whether the site has any article. One row. */
export const anyArticle = (db: Database) => db.select({ id: articles.id }).from(articles).limit(1);

export const isWithoutArticles = sql`not exists (select 1 from ${articles})`;

/** No id up to this one is given out any more. */
export const reserveIds = (db: Database, table: "articles" | "sections" | "standing_pages", last: number) => [
  db.run(sql`update sqlite_sequence set seq = ${last} where name = ${table} and seq < ${last}`),
  db.run(sql`insert into sqlite_sequence (name, seq)
    select ${table}, ${last} where not exists (select 1 from sqlite_sequence where name = ${table})`),
];

/** What has slugs: each item with those that lead to it. `id`: null for whichever is free. */
interface Named {
  id: number | null;
  slug: string;
  slugs: readonly string[];
}

export interface NamedSection extends Named {
  name: Record<string, string>;
  description: Record<string, string>;
}

/** Takes all sections and standing pages away. */
export const clearFrame = (db: Database) =>
  [sections, sectionSlugs, standingPages, standingPageSlugs, standingPageTexts].map((table) => db.delete(table));

/** Takes all standing pages away. */
export const clearStandingPages = (db: Database) =>
  [standingPages, standingPageSlugs, standingPageTexts].map((table) => db.delete(table));

/** Adds sections after those that there are. */
export const addSections = (db: Database, items: readonly NamedSection[]) => [
  db.run(sql`insert into ${sections} (id, slug, name, description, position)
    select value ->> '$.id', value ->> '$.slug', json_extract(value, '$.name'), json_extract(value, '$.description'),
      (select count(*) from ${sections}) + key from json_each(${JSON.stringify(items)})`),
  addSectionSlugs(db, items),
];

/** Old slugs lead to the section of a slug, unless they lead elsewhere. */
export const addSectionSlugs = (db: Database, items: readonly Pick<Named, "slug" | "slugs">[]) =>
  db.run(sql`insert into ${sectionSlugs} (slug, section_id) select s.value, c.id
    from json_each(${JSON.stringify(items)}) i cross join json_each(i.value, '$.slugs') s
    cross join ${sections} c on c.slug = i.value ->> '$.slug' where true on conflict do nothing`);

/** Slugs of sections that are gone. */
export const addFormerSlugs = (db: Database, former: readonly { id: number; slugs: readonly string[] }[]) =>
  db.run(sql`insert into ${sectionSlugs} (slug, section_id) select s.value, i.value ->> '$.id'
    from json_each(${JSON.stringify(former)}) i cross join json_each(i.value, '$.slugs') s where true on conflict do nothing`);

export interface NamedPage extends Named {
  place: "menu" | "foot" | null;
  format: "markdown" | "html";
}

/** Adds standing pages after those that there are. */
export const addStandingPages = (db: Database, items: readonly NamedPage[]) => [
  db.run(sql`insert into ${standingPages} (id, slug, place, position, format)
    select value ->> '$.id', value ->> '$.slug', value ->> '$.place', (select count(*) from ${standingPages}) + key,
      value ->> '$.format' from json_each(${JSON.stringify(items)})`),
  db.run(sql`insert into ${standingPageSlugs} (slug, page_id) select s.value, p.id
    from json_each(${JSON.stringify(items)}) i cross join json_each(i.value, '$.slugs') s
    cross join ${standingPages} p on p.slug = i.value ->> '$.slug' where true on conflict do nothing`),
];

/** A text of the page that has a slug, with the page's format; none without the page. Two rows, by keys. */
export const standingPageTextOf = (db: Database, slug: string, lang: string) =>
  db
    .select({
      format: standingPages.format,
      lang: standingPageTexts.lang,
      title: standingPageTexts.title,
      source: standingPageTexts.source,
      updatedAt: standingPageTexts.updatedAt,
    })
    .from(standingPages)
    .leftJoin(
      standingPageTexts,
      sql`${standingPageTexts.pageId} = ${standingPages.id} and ${standingPageTexts.lang} = ${lang}`,
    )
    .where(sql`${standingPages.slug} = ${slug}`);

/** Where these old addresses lead, those of them that there are. A row each, by primary key. */
export const redirectsFrom = (db: Database, froms: readonly string[]) =>
  db.all<{ from: string; to: string }>(sql`select r."from", r."to" from json_each(${JSON.stringify(froms)}) asked
    cross join ${redirects} r on r."from" = asked.value`);

/**
 * Adds a person as they were, under the next id where theirs is another's, with an audit line. Nothing where someone has the
 * handle; the person who has it comes last.
 */
export const addImportedPerson = (db: Database, person: PersonRow, { now, by }: { now: number; by: string }) => {
  const { id, handle, name, email, role, createdAt, disabledAt } = person;
  const isNew = sql`not exists (select 1 from ${people} where handle = ${handle})`;
  return [
    db.run(sql`insert into ${audit} (at, by, action, target)
      select ${now}, ${by}, ${`import as ${role}`}, ${`person:${handle}`} where ${isNew}`),
    db.run(sql`insert into ${people} (id, handle, name, email, role, created_at, disabled_at)
      select case when not exists (select 1 from ${people} where id = ${id}) then cast(${id} as integer) end,
        ${handle}, ${name}, ${email}, ${role}, ${createdAt}, ${disabledAt} where ${isNew}`),
    personByHandle(db, handle),
  ] as const;
};

/** Lists a file as the site had it that knew it first. */
export const knowFileSince = (
  db: Database,
  { hash, name, createdAt, by }: { hash: string; name: string; createdAt: number; by: string },
) =>
  db.run(sql`update ${media} set name = ${name}, created_at = ${createdAt}, by = ${by}
    where hash = ${hash} and created_at > ${createdAt}`);

/** Sections by the slugs that they have or had. A row each, by primary key. */
export const sectionIdsOf = (db: Database, slugs: readonly string[]) =>
  db.all<{
    slug: string;
    id: number;
  }>(sql`select s.slug, s.section_id as id from json_each(${JSON.stringify(slugs)}) asked
    cross join ${sectionSlugs} s on s.slug = asked.value`);

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
