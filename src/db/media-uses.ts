// Where files are used: by articles, whatever state they are in, and by standing pages.

import { type SQL, sql } from "drizzle-orm";
import { idOf } from "./article-writes";
import type { Database } from "./client";
import { mediaUses } from "./media-schema";
import { articles, sections, standingPages, standingPageTexts } from "./schema";

/** The hashes that an article names; `body` is null where it stays as it is. */
export interface NamedMedia {
  cover: readonly string[];
  body: readonly string[] | null;
}

/** Notes what the article names. Belongs in the batch that saves it; rows are written only where that changed. */
export const saveMediaUses = (db: Database, guid: string, { cover, body }: NamedMedia) => [
  ...saveUsesAt(db, guid, { place: "cover", hashes: cover }),
  ...(body === null ? [] : saveUsesAt(db, guid, { place: "body", hashes: body })),
];

function saveUsesAt(db: Database, guid: string, { place, hashes }: { place: string; hashes: readonly string[] }) {
  const named = JSON.stringify(hashes);
  return [
    db.run(sql`delete from ${mediaUses} where article_id = ${idOf(guid)} and place = ${place}
      and hash not in (select value from json_each(${named}))`),
    db.run(sql`insert into ${mediaUses} (hash, article_id, place)
      select value, ${idOf(guid)}, ${place} from json_each(${named}) where true on conflict do nothing`),
  ];
}

/** Texts of standing pages that name the file: there are fifty pages at most, so all are looked through. */
const namingTexts = (hash: string): SQL => sql`${standingPageTexts} where instr(source, ${hash}) > 0`;

/** Whether no article and no standing page names the file, as an SQL condition. */
export const isUnused = (hash: string): SQL =>
  sql`not exists (select 1 from ${mediaUses} where hash = ${hash}) and not exists (select 1 from ${namingTexts(hash)})`;

export interface ArticleUse {
  id: number;
  title: string;
  section: string;
  slug: string;
  lang: string;
  /** As JSON: `["body", "cover"]`, in any order. */
  places: string;
}

/** The newest articles that name the file. Three or four rows each, by primary keys. */
export const articlesUsing = (db: Database, hash: string, limit: number) =>
  db.all<ArticleUse>(sql`select a.id, a.title, s.slug as section, a.slug, a.lang, json_group_array(u.place) as places
    from ${mediaUses} u join ${articles} a on a.id = u.article_id join ${sections} s on s.id = a.section_id
    where u.hash = ${hash} group by a.id order by a.id desc limit ${limit}`);

export interface PageUse {
  id: number;
  slug: string;
  lang: string;
  title: string;
}

/** The standing pages that name the file, a row a language. */
export const pagesUsing = (db: Database, hash: string, limit: number) =>
  db.all<PageUse>(sql`select p.id, p.slug, t.lang, t.title
    from (select page_id, lang, title from ${namingTexts(hash)}) t join ${standingPages} p on p.id = t.page_id
    order by p.position, t.lang limit ${limit}`);
