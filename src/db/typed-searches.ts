// What readers searched for, by day, and the terms that pages show of it.

import { type SQL, sql } from "drizzle-orm";
import type { Database } from "./client";
import { site } from "./schema";
import { hotSearches, typedSearches } from "./search-schema";

export interface TypedSearch {
  day: string;
  lang: string;
  term: string;
  shown: string;
  searches: number;
  visitors: number;
}

/** Adds searches to their days. A row written each. */
export const addTypedSearches = (db: Database, searches: readonly TypedSearch[]) =>
  db.run(sql`insert into ${typedSearches} (day, lang, term, shown, searches, visitors)
    select value ->> '$.day', value ->> '$.lang', value ->> '$.term', value ->> '$.shown', value ->> '$.searches', value ->> '$.visitors'
    from json_each(${JSON.stringify(searches)}) where true
    on conflict (day, lang, term) do update
      set searches = ${typedSearches}.searches + excluded.searches, visitors = ${typedSearches}.visitors | excluded.visitors`);

/** The searches of a day, the most frequent first. As many rows as the day has terms, by primary key. */
export const typedOn = (db: Database, day: string, limit: number) =>
  db.select().from(typedSearches).where(sql`day = ${day}`).orderBy(sql`searches desc, term`).limit(limit);

/** The typed searches that pages show, in order. */
export const hotSearchList = (db: Database) =>
  db
    .select({ lang: hotSearches.lang, term: hotSearches.term })
    .from(hotSearches)
    .orderBy(hotSearches.lang, hotSearches.position);

/** The typed searches that pages show, as the frame has them: `{lang: [term]}`, an SQL value. */
export const hotSearchesByLang: SQL = sql`(select coalesce(json_group_object(lang, json(terms)), json('{}')) from (
  select lang, json_group_array(term) as terms from (select * from ${hotSearches} order by lang, position) group by lang))`;

/** Replaces the typed searches that pages show. */
export const saveHotSearches = (db: Database, terms: readonly { lang: string; term: string }[]) => [
  db.run(sql`delete from ${hotSearches}`),
  db.run(sql`insert into ${hotSearches} (lang, position, term)
    select value ->> '$.lang', key, value ->> '$.term' from json_each(${JSON.stringify(terms)})`),
];

/** Puts them into the frame. The site's version stays: to editors nothing changed. */
export const showHotSearches = (db: Database) =>
  db.run(sql`update ${site} set frame = json_set(frame, '$.typed', json(${hotSearchesByLang})) where id = 1`);

/** Forgets the searches of days before `day`. */
export const forgetTypedSearches = (db: Database, day: string) =>
  db.run(sql`delete from ${typedSearches} where day < ${day}`);
