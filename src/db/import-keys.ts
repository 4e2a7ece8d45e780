// What items of old sites are here: looked up by their keys, and written in the batches of the commands that take them in.

import { type SQL, sql } from "drizzle-orm";
import type { BatchItem } from "drizzle-orm/batch";
import type { Database } from "./client";
import { importKeys } from "./imports-schema";
import { media } from "./media-schema";
import { articles, sections, standingPages, standingPageTexts } from "./schema";

/** What an item is here, with what is needed to name it and to know whether it was edited since. */
export interface ItemKnown {
  key: string;
  articleId: number | null;
  pageId: number | null;
  mediaHash: string | null;
  detail: string | null;
  fingerprint: string;
  version: number;
  turn: string;
  outcome: "created" | "changed" | "unchanged" | "skipped" | "failed";
  /** The article as it stands; null: it is none. */
  articleVersion: number | null;
  articleSection: string | null;
  articleLang: string | null;
  articleSlug: string | null;
  /** The page's slug as it stands; null: it is none, or gone. */
  pageSlug: string | null;
  /** When each text of the page last changed, as JSON: `{lang: ms}`. */
  pageTexts: string | null;
  /** The file's name; null: it is none, or was taken out of the library. */
  mediaName: string | null;
}

/** The known ones of these keys. A row each, by primary key, and those of what they name. */
export const itemsKnown = (db: Database, keys: readonly string[]) =>
  db.all<ItemKnown>(sql`select k.key, k.article_id as "articleId", k.page_id as "pageId", k.media_hash as "mediaHash", k.detail,
      k.fingerprint, k.version, k.turn, k.outcome, a.version as "articleVersion", s.slug as "articleSection",
      a.lang as "articleLang", a.slug as "articleSlug", p.slug as "pageSlug", m.name as "mediaName",
      (select json_group_object(lang, updated_at) from ${standingPageTexts} where page_id = p.id) as "pageTexts"
    from json_each(${JSON.stringify(keys)}) as asked
    cross join ${importKeys} k on k.key = asked.value
    left join ${articles} a on a.id = k.article_id
    left join ${sections} s on s.id = a.section_id
    left join ${standingPages} p on p.id = k.page_id
    left join ${media} m on m.hash = k.media_hash`);

/** How a taking marks what it has taken. */
export interface Mark {
  key: string;
  fingerprint: string;
  turn: string;
}

type Statement = BatchItem<"sqlite">;

/** The item is the article of this guid, new; the batch stops where the key is someone else's already. */
export const bindNewArticle = (db: Database, guid: string, { key, fingerprint, turn }: Mark): Statement =>
  db.run(sql`insert into ${importKeys} (key, article_id, fingerprint, version, turn, outcome)
    select ${key}, id, ${fingerprint}, version, ${turn}, 'created' from ${articles} where guid = ${guid}`);

/** The item's article was changed. */
export const bindChangedArticle = (db: Database, mark: Mark): Statement =>
  rebind(db, mark, sql`(select version from ${articles} where id = article_id)`);

/** The item is a text of the page of this slug, new; the batch stops where the key is someone else's already. */
export const bindNewPage = (db: Database, { slug, lang }: PageText, { key, fingerprint, turn }: Mark): Statement =>
  db.run(sql`insert into ${importKeys} (key, page_id, fingerprint, version, turn, outcome)
    select ${key}, p.id, ${fingerprint}, t.updated_at, ${turn}, 'created'
    from ${standingPages} p join ${standingPageTexts} t on t.page_id = p.id and t.lang = ${lang} where p.slug = ${slug}`);

/** The item's text of its page was changed. */
export const bindChangedPage = (db: Database, lang: string, mark: Mark): Statement =>
  rebind(
    db,
    mark,
    sql`(select updated_at from ${standingPageTexts} where ${standingPageTexts.pageId} = ${importKeys.pageId} and lang = ${lang})`,
  );

interface PageText {
  slug: string;
  lang: string;
}

const rebind = (db: Database, { key, fingerprint, turn }: Mark, version: SQL): Statement =>
  db.run(sql`update ${importKeys} set fingerprint = ${fingerprint}, version = ${version}, turn = ${turn}, outcome = 'changed'
    where key = ${key}`);

/** The item is a section, new; the batch stops where the key is someone else's already. */
export const bindNewSection = (db: Database, { key, fingerprint, turn }: Mark): Statement =>
  db.run(sql`insert into ${importKeys} (key, fingerprint, version, turn, outcome)
    values (${key}, ${fingerprint}, 0, ${turn}, 'created')`);

/** What a file is: its hash in the library, or why there is none. */
export interface FileFound {
  hash: string | null;
  detail: string | null;
  outcome: ItemKnown["outcome"];
}

/** What a file has become. The last one stands: each says the same, or knows more. */
export const bindFile = (db: Database, { key, fingerprint, turn }: Mark, { hash, detail, outcome }: FileFound) =>
  db.run(sql`insert into ${importKeys} (key, media_hash, detail, fingerprint, version, turn, outcome)
    values (${key}, ${hash}, ${detail}, ${fingerprint}, 0, ${turn}, ${outcome})
    on conflict (key) do update set media_hash = excluded.media_hash, detail = excluded.detail,
      fingerprint = excluded.fingerprint, turn = excluded.turn, outcome = excluded.outcome`);

/** Forgets the keys that begin so. */
export const forgetKeysOf = (db: Database, prefix: string) =>
  db.run(sql`delete from ${importKeys} where key >= ${prefix} and key < ${`${prefix}\u{10ffff}`}`);

/** Whether an error says that a batch's key was bound already. */
export function isKeyBound(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause.message.includes("UNIQUE constraint failed: import_keys.key")) return true;
  }
  return false;
}
