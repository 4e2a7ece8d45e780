// The site's row: which database this is, and what every page shows around its content.

import { sql } from "drizzle-orm";
import type { Database } from "./client";
import { ledger, links, searchTerms, sections, site, standingPages, standingPageTexts } from "./schema";
import { hotSearchesByLang } from "./typed-searches";

/** The site's row and the ledger's newest version, of one snapshot. Two rows, by primary key. */
export const siteAndVersion = (db: Database) =>
  db
    .select({
      guid: site.guid,
      incarnation: site.incarnation,
      settings: site.settings,
      frame: site.frame,
      siteVersion: site.version,
      ledgerVersion: sql<number>`(select max(${ledger.id}) from ${ledger})`,
    })
    .from(site)
    .where(sql`${site.id} = 1`);

/** The language that a page without a prefix speaks, as an SQL value. One row, by primary key. */
export const defaultLang = sql`(select json_extract(${site.settings}, '$.languages[0]') from ${site} where ${site.id} = 1)`;

/** Builds the frame anew from sections, standing pages, links and hot searches; belongs at the end of the batch that changed one. */
export const rebuildFrame = (db: Database) =>
  db.run(sql`update ${site} set version = version + 1, frame = json_object(
    'sections', (select coalesce(json_group_array(json_object('id', id, 'slug', slug, 'name', json(name), 'description', json(description))), json('[]'))
      from (select * from ${sections} order by position, id)),
    'pages', (select coalesce(json_group_array(json_object('id', id, 'slug', slug, 'place', place, 'title', json(title))), json('[]'))
      from (select id, slug, place, (select json_group_object(lang, title) from
        (select lang, title from ${standingPageTexts} where page_id = ${standingPages}.id order by lang)) as title
        from ${standingPages} order by position, id)),
    'links', (select coalesce(json_group_array(json_object('name', name, 'url', url)), json('[]'))
      from (select * from ${links} order by position, id)),
    'searches', (select coalesce(json_group_array(term), json('[]'))
      from (select term from ${searchTerms} where list = 'pinned' order by position)),
    'typed', json(${hotSearchesByLang}))
    where id = 1`);
