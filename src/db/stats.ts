// What was read, by day, article, section and referrer's host: sums over days of the site's zone.
//
// Each query takes the range as its list of days and looks each one up in the key of `read_days` or `read_hosts`, which
// begins with the day: all of a day's rows, or, with `article`, its one row (of `read_hosts`: its hosts). So a range by
// article needs no index of its own. A filter by section reads one more row, its article, for each. `cross join` keeps the
// tables in this order. What a query sorts counts as read a second time.

import { type SQL, sql } from "drizzle-orm";
import { sectionIdOf } from "./cards";
import type { Database } from "./client";
import { readDays, readHosts } from "./reads-schema";
import { articles } from "./schema";

export interface StatsAsked {
  /** Each day of the range, `yyyy-mm-dd`. */
  days: readonly string[];
  article?: number | undefined;
  /** A slug that the section has or had. */
  section?: string | undefined;
}

/** Where a list goes on, most read first: after so many reads of this article's id, or this host. */
export interface StatsPlace {
  reads: number;
  key: number | string;
}

export interface StatsPage {
  after?: StatsPlace | undefined;
  limit: number;
}

/** A table of reads, as `d`, and what is asked of its rows on the day `w`. */
function rowsAsked(reads: typeof readDays | typeof readHosts, { article, section }: StatsAsked) {
  const ofArticle = article === undefined ? sql`` : sql`and d.article_id = ${article}`;
  if (section === undefined) return { from: sql`${reads} d`, where: sql`d.day = w.value ${ofArticle}` };
  const ofSection = sql`and f.id = d.article_id and f.section_id = ${sectionIdOf(section)}`;
  return { from: sql`${reads} d cross join ${articles} f`, where: sql`d.day = w.value ${ofArticle} ${ofSection}` };
}

const daysOf = ({ days }: StatsAsked): SQL => sql`json_each(${JSON.stringify(days)}) w`;

/** Every day of the range. Rows: those of `read_days`, and three a day. */
export function readsByDay(db: Database, ask: StatsAsked) {
  const { from, where } = rowsAsked(readDays, ask);
  return db.all<{ day: string; reads: number }>(
    sql`select w.value as day, (select coalesce(sum(d.reads), 0) from ${from} where ${where}) as reads
      from ${daysOf(ask)} order by w.key`,
  );
}

/** Sections as their articles are filed now, most read first. Rows: three for each of `read_days`: it, its article, and it sorted. */
export function readsBySection(db: Database, ask: StatsAsked) {
  const { from, where } = rowsAsked(readDays, ask);
  return db.all<{ sectionId: number; reads: number }>(
    sql`select a.section_id as sectionId, sum(d.reads) as reads
      from ${daysOf(ask)} cross join ${from} cross join ${articles} a where ${where} and a.id = d.article_id
      group by a.section_id having sum(d.reads) > 0 order by reads desc, a.section_id`,
  );
}

export interface ArticleStats {
  id: number;
  title: string;
  lang: string;
  slug: string;
  sectionId: number;
  reads: number;
}

/** A row of a page, with the reads of all that was asked for; an empty page has one row, for them alone. */
type Paged<Row, Key extends keyof Row> = { total: number } & (Row | Record<Key, null>);

/**
 * Articles of any status, most read first, the newer of two read alike. Rows: two for each of `read_days`, it and it
 * sorted; four an article that was read, for the total and the order; and the page's articles.
 */
export function readsByArticle(db: Database, ask: StatsAsked, { after, limit }: StatsPage) {
  const { from, where } = rowsAsked(readDays, ask);
  const isAfter = after === undefined ? sql`true` : sql`(reads, id) < (${after.reads}, ${after.key})`;
  return db.all<Paged<ArticleStats, "id">>(
    sql`with summed as materialized (
        select d.article_id as id, sum(d.reads) as reads from ${daysOf(ask)} cross join ${from} where ${where}
        group by d.article_id having sum(d.reads) > 0
      ), page as (
        select id, reads from summed where ${isAfter} order by reads desc, id desc limit ${limit}
      )
      select total.reads as total, a.id, a.title, a.lang, a.slug, a.section_id as sectionId, page.reads
      from (select coalesce(sum(reads), 0) as reads from summed) total left join page on true
        left join ${articles} a on a.id = page.id
      order by page.reads desc, page.id desc`,
  );
}

export interface HostStats {
  /** "" for reads that came from no other site. */
  host: string;
  reads: number;
}

/**
 * Hosts, most read first, then by name; reads that came from no other site are the rest of all reads. Rows: one for each
 * of `read_days`; two for each of `read_hosts`, it and it sorted; and a few a host, for the rest and the order.
 */
export function readsByHost(db: Database, ask: StatsAsked, { after, limit }: StatsPage) {
  const [all, ofHosts] = [rowsAsked(readDays, ask), rowsAsked(readHosts, ask)];
  const isAfter = after === undefined ? sql`true` : sql`(-reads, host) > (${-after.reads}, ${after.key})`;
  return db.all<Paged<HostStats, "host">>(
    sql`with total as materialized (
        select coalesce(sum(d.reads), 0) as reads from ${daysOf(ask)} cross join ${all.from} where ${all.where}
      ), summed as materialized (
        select d.host, sum(d.reads) as reads from ${daysOf(ask)} cross join ${ofHosts.from} where ${ofHosts.where}
        group by d.host
      ), listed as (
        select host, reads from summed
        union all select '', total.reads - (select coalesce(sum(reads), 0) from summed) from total
      ), page as (
        select host, reads from listed where reads > 0 and ${isAfter} order by reads desc, host limit ${limit}
      )
      select total.reads as total, page.host, page.reads from total left join page on true
      order by page.reads desc, page.host`,
  );
}
