// Reads in D1: what counters ask and write, and what the hot list is made from.

import * as z from "zod";

/** What a new counter has to know (R6). */
export interface FirstContact {
  /** Reads that imports brought. */
  base: number;
  /** Reads that this article's counter had flushed before; it carries on from there. */
  counted: number;
  /** Of those, the reads of the days around now. */
  days: Record<string, number>;
  /** And of those days' reads, how many came from which host. */
  hosts: HostsByDay;
  timeZone: string;
}

const hostsByDay = z.record(z.string(), z.record(z.string(), z.number()));

/** `{day: {host: reads}}` */
export type HostsByDay = z.infer<typeof hostsByDay>;

export interface FirstContactRow {
  base: number;
  counted: number;
  timeZone: string | null;
  first: number | null;
  second: number | null;
  third: number | null;
  /** `HostsByDay` as JSON. */
  hosts: string;
}

/** The three days on which it can be today somewhere. */
export type DaysAroundNow = readonly [string, string, string];

/** A day's reads by host, of the article `a`: `{}` without any. Day by day, since an `in` is billed a row for each of its values. */
const hostsOf = (day: string): string =>
  `(select json_group_object(host, reads) from read_hosts where day = ${day} and article_id = a.id)`;

/**
 * All that a new counter asks; no row when this site has no such article. At most 6 rows, each by primary key, and one a
 * host of those days (51 a day at most), by that of `read_hosts`.
 */
export const firstContact = (
  db: D1Database,
  { siteGuid, articleId, days }: { siteGuid: string; articleId: number; days: DaysAroundNow },
) =>
  db
    .prepare(
      `select coalesce(r.base, 0) as base, coalesce(r.counted, 0) as counted, s.settings ->> '$.timeZone' as timeZone,
         (select reads from read_days where day = ?3 and article_id = a.id) as first,
         (select reads from read_days where day = ?4 and article_id = a.id) as second,
         (select reads from read_days where day = ?5 and article_id = a.id) as third,
         json_object(?3, json(${hostsOf("?3")}), ?4, json(${hostsOf("?4")}), ?5, json(${hostsOf("?5")})) as hosts
       from site s join articles a on a.id = ?2 left join article_reads r on r.article_id = a.id
       where s.id = 1 and s.guid = ?1`,
    )
    .bind(siteGuid, articleId, ...days);

export function toFirstContact(row: FirstContactRow, days: DaysAroundNow): FirstContact {
  const reads = [row.first, row.second, row.third];
  const counts = days.flatMap((day, n) => (reads[n] ? [[day, reads[n]] as const] : []));
  const { base, counted, timeZone } = row;
  const known = Object.entries(hostsByDay.parse(JSON.parse(row.hosts)));
  const hosts = Object.fromEntries(known.filter(([, ofDay]) => Object.keys(ofDay).length > 0));
  return { base, counted, timeZone: timeZone ?? "UTC", days: Object.fromEntries(counts), hosts };
}

/** What a flush gives back: what others may have changed. */
export interface FlushRow {
  base: number;
  timeZone: string | null;
}

/**
 * One batch that writes what a counter counted, in absolute values; its first result has no row when the database is
 * another site's by now (R5). Nothing is ever lowered: a flush that timed out may land after its successor (R7).
 * One row written for the total, one for each day that grew, and one for each host of those days that grew.
 */
export const flushReads = (
  db: D1Database,
  flush: { siteGuid: string; articleId: number; counted: number; days: Record<string, number>; hosts: HostsByDay },
) => [
  db
    .prepare(
      `insert into article_reads (article_id, counted) select ?2, ?3 from site where guid = ?1
       on conflict (article_id) do update set counted = max(article_reads.counted, excluded.counted)
       returning base, (select settings ->> '$.timeZone' from site) as timeZone`,
    )
    .bind(flush.siteGuid, flush.articleId, flush.counted),
  db
    .prepare(
      `insert into read_days (day, article_id, reads) select j.key, ?2, j.value from json_each(?3) j, site
       where site.guid = ?1
       on conflict (day, article_id) do update set reads = excluded.reads where excluded.reads > read_days.reads`,
    )
    .bind(flush.siteGuid, flush.articleId, JSON.stringify(flush.days)),
  db
    .prepare(
      `insert into read_hosts (day, article_id, host, reads)
       select d.key, ?2, h.key, h.value from json_each(?3) d, json_each(d.value) h, site where site.guid = ?1
       on conflict (day, article_id, host) do update set reads = excluded.reads where excluded.reads > read_hosts.reads`,
    )
    .bind(flush.siteGuid, flush.articleId, JSON.stringify(flush.hosts)),
];

/** The site's time zone. One row. */
export const siteTimeZone = (db: D1Database) =>
  db.prepare("select settings ->> '$.timeZone' as timeZone from site where id = 1");

export interface HotRow {
  scope: string;
  articleId: number;
}

const isShown = "a.state = 'live' and a.published_at <= ?1 and (a.expire_at is null or a.expire_at > ?1)";

/**
 * The hottest articles of each scope, best first. An article's score is its reads of each day × that day's weight
 * (`weights`: `{day: weight}`) + `allTimeShare` × ln(1 + all its reads). Rows: the reads of those days, by the primary
 * key of `read_days`, and as many articles as were read: `cross join` keeps SQLite from scanning either table instead.
 */
export const hottest = (
  db: D1Database,
  ask: { now: number; weights: Record<string, number>; allTimeShare: number; length: number },
) =>
  db
    .prepare(
      `with recent as (
         select d.article_id, sum(d.reads * w.value) as heat
         from json_each(?2) w cross join read_days d on d.day = w.key group by d.article_id
       ), scored as (
         select a.id, a.lang, a.section_id,
           recent.heat + ?3 * ln(1 + max(0, coalesce(r.base, 0) + coalesce(r.counted, 0))) as score
         from recent cross join articles a on a.id = recent.article_id left join article_reads r on r.article_id = a.id
         where recent.heat > 0 and ${isShown}
       ), ranked as (
         select id, lang, section_id,
           row_number() over (partition by lang order by score desc, id desc) as in_site,
           row_number() over (partition by section_id, lang order by score desc, id desc) as in_section
         from scored
       )
       select 'site:' || lang as scope, id as articleId, in_site as place from ranked where in_site <= ?4
       union all
       select 'section:' || section_id || ':' || lang, id, in_section from ranked where in_section <= ?4
       order by scope, place`,
    )
    .bind(ask.now, JSON.stringify(ask.weights), ask.allTimeShare, ask.length);

const newestFirst = "order by a.published_at desc, a.id desc limit ?2";

/**
 * The newest articles of every scope that the site has, one row a scope with its ids as JSON. By `articles_in_site` and
 * `articles_in_section`: about `length` rows a scope.
 */
export const newestByScope = (db: D1Database, ask: { now: number; length: number }) =>
  db
    .prepare(
      `select 'site:' || l.value as scope,
         (select json_group_array(id) from
           (select a.id from articles a where a.lang = l.value and ${isShown} ${newestFirst})) as ids
       from site s, json_each(s.settings, '$.languages') l
       union all
       select 'section:' || c.id || ':' || l.value,
         (select json_group_array(id) from
           (select a.id from articles a where a.section_id = c.id and a.lang = l.value and ${isShown} ${newestFirst}))
       from sections c, site s, json_each(s.settings, '$.languages') l`,
    )
    .bind(ask.now, ask.length);

/**
 * One batch that makes `lists` (`{scope: JSON array of ids}`) the rankings, with a ledger row if that changes any:
 * its first result's `meta.changes` says so. The ledger row compares before the lists are written, in one transaction.
 */
export function replaceRankings(db: D1Database, lists: Record<string, string>, now: number): D1PreparedStatement[] {
  const json = JSON.stringify(lists);
  return [
    db
      .prepare(
        `insert into ledger (tag, at, by, reason) select 'ranking', ?2, 'system', 'the hot lists changed'
         where exists (select 1 from json_each(?1) j left join rankings r on r.scope = j.key
                       where r.article_ids is not j.value)
            or exists (select 1 from rankings where scope not in (select key from json_each(?1)))`,
      )
      .bind(json, now),
    db
      .prepare(
        `insert into rankings (scope, article_ids, at) select j.key, j.value, ?2 from json_each(?1) j where true
         on conflict (scope) do update set article_ids = excluded.article_ids, at = excluded.at
           where rankings.article_ids is not excluded.article_ids`,
      )
      .bind(json, now),
    db.prepare("delete from rankings where scope not in (select key from json_each(?1))").bind(json),
  ];
}
