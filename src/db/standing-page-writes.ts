// The statements that replace the standing pages. They belong in a batch that is guarded on the site's version.

import { sql } from "drizzle-orm";
import type { Database } from "./client";
import { standingPageSlugs, standingPages, standingPageTexts } from "./schema";

export interface StandingPageValues {
  /** Null: a new page. */
  id: number | null;
  slug: string;
  place: "menu" | "foot" | null;
  format: "markdown" | "html";
  /** The languages that it has a text in. */
  langs: readonly string[];
}

/** A text that is new, or not what it was. */
export interface StandingPageText {
  /** Its page's slug. */
  slug: string;
  lang: string;
  title: string;
  source: string;
  html: string;
  excerpt: string;
}

interface Pages {
  /** In their order. */
  list: readonly StandingPageValues[];
  texts: readonly StandingPageText[];
  now: number;
}

/** Replaces the standing pages by a list, and writes the texts that are not as they were: a statement each. */
export function saveStandingPages(db: Database, { list, texts, now }: Pages) {
  const items = JSON.stringify(list);
  const ids = sql`(select json_extract(value, '$.id') from json_each(${items}))`;
  return [
    db.run(sql`delete from ${standingPages} where id not in
      (select json_extract(value, '$.id') from json_each(${items}) where json_extract(value, '$.id') is not null)`),
    // Two pages may swap their slugs: each is out of the other's way for a moment.
    db.run(sql`update ${standingPages} set slug = '~' || id where id in ${ids}`),
    db.run(sql`insert into ${standingPages} (id, slug, place, position, format)
      select json_extract(value, '$.id'), json_extract(value, '$.slug'), json_extract(value, '$.place'), key,
        json_extract(value, '$.format')
      from json_each(${items}) where true
      on conflict (id) do update set slug = excluded.slug, place = excluded.place, position = excluded.position,
        format = excluded.format`),
    // A page that is gone leaves its addresses to others.
    db.run(sql`delete from ${standingPageSlugs} where page_id not in (select id from ${standingPages})`),
    // A slug now in use leads to its user, whichever page had it before.
    db.run(sql`insert into ${standingPageSlugs} (slug, page_id) select slug, id from ${standingPages} where true
      on conflict (slug) do update set page_id = excluded.page_id`),
    db.run(sql`delete from ${standingPageTexts} where (page_id, lang) not in (
      select ${standingPages}.id, lang.value from json_each(${items}) as item
      cross join json_each(item.value, '$.langs') as lang
      cross join ${standingPages} on ${standingPages}.slug = json_extract(item.value, '$.slug'))`),
    ...texts.map((text) => saveStandingPageText(db, text, now)),
  ];
}

/** Adds or replaces a text of a page. */
export const saveStandingPageText = (
  db: Database,
  { slug, lang, title, source, html, excerpt }: StandingPageText,
  now: number,
) =>
  db.run(sql`insert into ${standingPageTexts} (page_id, lang, title, source, html, excerpt, updated_at)
    select id, ${lang}, ${title}, ${source}, ${html}, ${excerpt}, ${now} from ${standingPages} where slug = ${slug}
    on conflict (page_id, lang) do update set title = excluded.title, source = excluded.source, html = excluded.html,
      excerpt = excluded.excerpt, updated_at = excluded.updated_at`);
