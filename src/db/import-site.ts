// The statements by which an import of an export writes what a site itself had: ids and times as they were.

import { sql } from "drizzle-orm";
import type { Database } from "./client";
import { media } from "./media-schema";
import { type PersonRow, personByHandle } from "./people";
import { people } from "./people-schema";
import {
  articles,
  audit,
  redirects,
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
