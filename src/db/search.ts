// Full-text search: the best kind of match first, the newest first in each, and no more of them than a page shows.

import { eq, type SQL, sql } from "drizzle-orm";
import { isVisible } from "./article-filters";
import { cardColumns, langOf, titleColumns, type Where } from "./cards";
import type { Database } from "./client";
import { articleReads } from "./reads-schema";
import { articles, articleTexts } from "./schema";

/** `article_search` is ordered by its keys: the second of publication, above so many bits for the article's id. */
const ID_SPAN = sql.raw(String(2 ** 24));

/** An article's key in the index, as an SQL value; drafts that were never published come last. */
export const searchKey: SQL = sql`(coalesce(${articles.publishedAt}, 0) / 1000 * ${ID_SPAN} + ${articles.id})`;

/** The id of the article that a key of the index stands for, as an SQL value. */
export const idOfKey = (key: SQL): SQL => sql`(${key} & (${ID_SPAN} - 1))`;

/** A language as the index has it: one word. */
const asWord = (lang: SQL): SQL => sql`replace(lower(${lang}), '-', '')`;

/** The article's language as the index has it, as an SQL value. */
export const searchLang: SQL = asWord(sql`${articles.lang}`);

/** Matches that are looked at for one page: those that are not visible fall away, and a further page goes on from there. */
const LOOKED_AT = 100;
/** Likewise for suggestions, which are no search. */
const LOOKED_AT_FOR_TITLES = 20;
/** Of a text so much is read for its excerpt: around the first match where that is found, else its beginning. */
const EXCERPT_FROM = 8_000;
const AROUND_MATCH = 1_000;
const BEFORE_MATCH = 200;

/** Where a list of matches goes on. */
export interface SearchPlace {
  /** Which of the expressions. */
  tier: number;
  /** In decimal; too large for a JavaScript number. */
  key: string;
}

interface SearchAsked extends Where {
  /** FTS5 expressions, of which no article matches two; the best first (src/content/query.ts). */
  tiers: readonly string[];
  /** Goes on after this match. */
  after: SearchPlace | null;
  limit: number;
}

/** Matches as (key, tier), in order. The key bounds what is read: nothing that lies ahead, nothing before `after`. */
function found({ tiers, lang, now, after }: SearchAsked, lookedAt: number): SQL {
  const ahead = sql`(cast(${now / 1000} as integer) + 1) * ${ID_SPAN}`;
  const ofTiers = tiers.flatMap((tier, place) => {
    if (after !== null && place < after.tier) return [];
    const below = after?.tier === place ? sql`min(${ahead}, cast(${after.key} as integer))` : ahead;
    const match = sql`'lang : "' || ${asWord(langOf(lang))} || '" AND (' || ${tier} || ')'`;
    return [
      sql`select * from (select rowid as key, ${sql.raw(String(place))} as tier from article_search
        where article_search match ${match} and rowid < ${below} order by rowid desc)`,
    ];
  });
  if (ofTiers.length === 0) return sql`select 0 as key, 0 as tier where false`;
  return sql`select * from (${sql.join(ofTiers, sql` union all `)}) limit ${lookedAt}`;
}

/** The same, and after them the place where the looking stopped, if it did. */
const foundAndStop = (asked: SearchAsked): SQL => sql`(with found as not materialized (${found(asked, LOOKED_AT)})
  select key, tier, 0 as is_stop from found union all
  select * from (select key, tier, 1 from found limit 1 offset ${LOOKED_AT - 1})) as hits`;

const hitColumns = {
  tier: sql<number>`hits.tier`.as("tier"),
  key: sql<string>`cast(hits.key as text)`.as("key"),
  isStop: sql<number>`hits.is_stop`.as("is_stop"),
};

const isHit = sql`${articles.id} = ${idOfKey(sql`hits.key`)}`;

const isShown = ({ lang, now }: Where): SQL => sql`(${articles.lang} = ${langOf(lang)} and ${isVisible(now)})`;

/**
 * Visible articles that match, in order, one more than `limit` if there are more. `around` are spellings of what the
 * excerpt is to show. Rows: one a match looked at, and three a match shown. `union all` and `cross join` take matches one by
 * one from the index, expression after expression, and stop when the page is full: no other match is read, or ranked.
 */
export const articlesMatching = (db: Database, asked: SearchAsked & { around: readonly [string, string] }) =>
  db
    .select({ ...cardColumns, ...hitColumns, text: textAround(asked.around).as("text") })
    .from(foundAndStop(asked))
    .crossJoin(articles)
    .innerJoin(articleTexts, eq(articleTexts.articleId, articles.id))
    .leftJoin(articleReads, eq(articleReads.articleId, articles.id))
    .where(sql`${isHit} and (hits.is_stop or ${isShown(asked)})`)
    .limit(asked.limit + 1);

/** The same for suggestions: titles alone. Rows: one a match looked at, and one a match shown. */
export const titlesMatching = (db: Database, asked: Omit<SearchAsked, "after">) =>
  db
    .select(titleColumns)
    .from(sql`(${found({ ...asked, after: null }, LOOKED_AT_FOR_TITLES)}) as hits`)
    .crossJoin(articles)
    .where(sql`${isHit} and ${isShown(asked)}`)
    .limit(asked.limit);

/** A text from shortly before the first of these spellings; from its beginning where neither is found as it stands. */
function textAround([first, second]: readonly [string, string]): SQL<string> {
  const lower = sql`lower(${articleTexts.text})`;
  const place = sql`coalesce(nullif(instr(${lower}, ${first}), 0), instr(${lower}, ${second}))`;
  return sql<string>`substr(${articleTexts.text}, max(1, ${place} - ${BEFORE_MATCH}),
    iif(${place} > 0, ${AROUND_MATCH}, ${EXCERPT_FROM}))`;
}

type Match = Awaited<ReturnType<typeof articlesMatching>>[number];

/** A page of matches, and where the next one goes on; null: these were the last. */
export function pageOfMatches(rows: readonly Match[], limit: number): { shown: Match[]; next: SearchPlace | null } {
  const matches = rows.filter(({ isStop }) => isStop === 0);
  const shown = matches.slice(0, limit);
  const last = matches.length > limit ? shown.at(-1) : rows.find(({ isStop }) => isStop === 1);
  return { shown, next: last === undefined ? null : { tier: last.tier, key: last.key } };
}
