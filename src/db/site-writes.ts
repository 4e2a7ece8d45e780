// The statements that change what every page shows around its content.

import { type SQL, sql } from "drizzle-orm";
import type { Database } from "./client";
import { unlessStop } from "./guard";
import { articles, audit, deferredPurges, links, searchTerms, sectionSlugs, sections, site } from "./schema";
import type { Settings, Texts } from "./settings";

export const saveSettings = (db: Database, settings: Settings) =>
  db.run(sql`update ${site} set settings = ${JSON.stringify(settings)} where id = 1`);

/** Replaces the recurring purges. A new one is due after its own interval; one that was there before keeps its beat. */
export const saveRecurringPurges = (
  db: Database,
  purges: Settings["purges"],
  { now, by }: { now: number; by: string },
) => {
  const items = JSON.stringify(purges);
  const owner = sql`'recurring:' || json_extract(value, '$.every') || ':' || json_extract(value, '$.tags')`;
  return [
    db.run(sql`delete from ${deferredPurges} where owner like 'recurring:%'
      and owner not in (select ${owner} from json_each(${items}))`),
    db.run(sql`insert into ${deferredPurges} (owner, tags, due_at, every_seconds, asked_at, by, reason)
      select ${owner}, json_extract(value, '$.tags'), ${now} + 1000 * json_extract(value, '$.every'),
        json_extract(value, '$.every'), ${now}, ${by}, 'recurring purge'
      from json_each(${items}) where true on conflict (owner) do nothing`),
  ];
};

export interface SectionInput {
  /** Names a section that exists, so that its slug can change; left out: the one of this slug, or a new one. */
  id?: number | undefined;
  slug: string;
  name: Texts;
  description: Texts;
}

/** Replaces the sections by a list in its order; slugs that they had still lead to them. Stops at one that holds articles. */
export function saveSections(db: Database, list: readonly SectionInput[]) {
  const items = JSON.stringify(list);
  const idOfItem = sql`coalesce(json_extract(value, '$.id'), (select id from ${sections} where slug = json_extract(value, '$.slug')))`;
  const kept = sql`(select ${idOfItem} from json_each(${items}) where ${idOfItem} is not null)`;
  return [
    unlessStop(db, sql`not exists (select 1 from ${sections} where ${isInUseBeside(kept)})`),
    db.run(sql`delete from ${sections} where id not in ${kept}`),
    // Two sections may swap their slugs: each is out of the other's way for a moment.
    db.run(
      sql`update ${sections} set slug = '~' || id where id in (select json_extract(value, '$.id') from json_each(${items}))`,
    ),
    db.run(sql`insert into ${sections} (id, slug, name, description, position)
      select ${idOfItem}, json_extract(value, '$.slug'), json_extract(value, '$.name'), json_extract(value, '$.description'), key
      from json_each(${items}) where true
      on conflict (id) do update set slug = excluded.slug, name = excluded.name, description = excluded.description,
        position = excluded.position`),
    // A slug now in use leads to its user, whoever had it before.
    db.run(sql`insert into ${sectionSlugs} (slug, section_id) select slug, id from ${sections} where true
      on conflict (slug) do update set section_id = excluded.section_id`),
  ];
}

export const saveLinks = (db: Database, list: readonly { name: string; url: string }[]) => [
  db.run(sql`delete from ${links}`),
  db.run(sql`insert into ${links} (position, name, url)
    select key, json_extract(value, '$.name'), json_extract(value, '$.url') from json_each(${JSON.stringify(list)})`),
];

export const saveSearches = (
  db: Database,
  { pinned, blocked }: { pinned: readonly string[]; blocked: readonly string[] },
) => [
  db.run(sql`delete from ${searchTerms}`),
  db.run(sql`insert into ${searchTerms} (term, list, position)
    select value, 'pinned', key from json_each(${JSON.stringify(pinned)})
    union all select value, 'blocked', key from json_each(${JSON.stringify(blocked)})`),
];

/** Pinned and blocked hot searches, in order. */
export const allSearchTerms = (db: Database) =>
  db.select({ term: searchTerms.term, list: searchTerms.list }).from(searchTerms).orderBy(searchTerms.position);

export const auditLine = (
  db: Database,
  { at, by, action, target }: { at: number; by: string; action: string; target: string },
) => db.run(sql`insert into ${audit} (at, by, action, target) values (${at}, ${by}, ${action}, ${target})`);

/** Ids of sections that hold articles, of those that a list would remove. A row each, by `articles_section_created`. */
export const sectionsInUse = (db: Database, kept: readonly number[]) =>
  db
    .select({ id: sections.id, slug: sections.slug })
    .from(sections)
    .where(isInUseBeside(sql`(select value from json_each(${JSON.stringify(kept)}))`));

const isInUseBeside = (kept: SQL): SQL =>
  sql`${sections}.id not in ${kept} and exists (select 1 from ${articles} where section_id = ${sections}.id)`;
