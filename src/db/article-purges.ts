// Ledger rows for the pages that show an article, chosen inside the batch that changes it, never from an earlier read (P5).

import { sql } from "drizzle-orm";
import { isVisible } from "./article-filters";
import { idOf } from "./article-writes";
import type { Database } from "./client";
import type { PurgeNote, TailRow } from "./ledger";
import { archives, articles, ledger } from "./schema";
import { SITEMAP_IDS } from "./sitemaps";

/** The tag of the sitemap that an article of this id is in: `sitemapTag`, as an SQL value. */
const sitemapOf = sql`'sitemap:' || ((id - 1) / ${sql.raw(String(SITEMAP_IDS))} + 1)`;

/** Purges the article's own page and every page that shows its title, or its translations; and its sitemap, which dates it. */
export const purgeArticle = (db: Database, guid: string, { at, by, reason }: PurgeNote) =>
  db.all<TailRow>(sql`insert into ${ledger} (tag, at, by, reason)
    select 'article:' || id, ${at}, ${by}, ${reason} from ${articles} where guid = ${guid}
    union all
    select ${sitemapOf}, ${at}, ${by}, ${reason} from ${articles} where guid = ${guid}
    returning id, tag`);

/** Purges the pages of the article's translations, and their sitemaps, which link to it. */
export const purgeTranslations = (db: Database, guid: string, { at, by, reason }: PurgeNote) => {
  const root = sql`(select coalesce(translation_of, id) from ${articles} where guid = ${guid})`;
  return db.all<TailRow>(sql`insert into ${ledger} (tag, at, by, reason)
    with family as (
      select id from (select id from ${articles} where translation_of = ${root} union select ${root})
      where id <> ${idOf(guid)})
    select 'article:' || id, ${at}, ${by}, ${reason} from family
    union
    select ${sitemapOf}, ${at}, ${by}, ${reason} from family
    returning id, tag`);
};

/** A place in a section's order: where an article stands, stood, or will stand. */
export interface Place {
  sectionId: number;
  lang: string;
  publishedAt: number;
}

/** Purges the visible neighbours of a place: their pages link to what stands there. One row each way, by `articles_in_section`. */
export function purgeNeighbours(db: Database, guid: string, { sectionId, lang, publishedAt }: Place, note: PurgeNote) {
  const inOrder = sql`${articles.sectionId} = ${sectionId} and ${articles.lang} = ${lang} and ${isVisible(note.at)}`;
  const place = sql`(${publishedAt}, ${idOf(guid)})`;
  return db.all<TailRow>(sql`insert into ${ledger} (tag, at, by, reason)
    select 'article:' || id, ${note.at}, ${note.by}, ${note.reason} from (
      select * from (select id from ${articles} where ${inOrder} and (published_at, id) < ${place}
        order by published_at desc, id desc limit 1)
      union all
      select * from (select id from ${articles} where ${inOrder} and (published_at, id) > ${place}
        order by published_at, id limit 1))
    returning id, tag`);
}

/** Purges an archive's navigation when a month has just got its first article, or lost its last. */
export const purgeMonths = (
  db: Database,
  { sectionId, lang, month, tag }: { sectionId: number; lang: string; month: string; tag: string },
  { at, by, reason }: PurgeNote,
) =>
  db.all<TailRow>(sql`insert into ${ledger} (tag, at, by, reason)
    select ${tag}, ${at}, ${by}, ${reason} from ${archives}
    where section_id = ${sectionId} and lang = ${lang}
      and coalesce(json_extract(months, ${`$."${month}"`}), 0) <= 1
    returning id, tag`);
