// A counter's own tables: schema, row types, and every statement by its name.
//
// `facts` is one row, such as ("5f0c…:42", 1, 1000, "Asia/Shanghai", 57, 0). `senders` has one row a sender's lane and
// day, such as ("mZ0…q.2", "2026-11-24", 7, 19, 1795500000000, '{"www.google.com":3}'); the sender "" holds what is folded
// (R4). `hosts` is null when no read came from another site.

import { parseHosts, sumByDay } from "./day-sums";
import type { Hosts } from "./hosts";

/** A sender's day while the site's time zone is not known yet. Sorts behind every date. */
export const UNDATED = "undated";

/** The day of folded reads whose day only D1 knows. */
export const LONG_AGO = "";

/** Whether a day's reads are kept apart. */
export const isDated = (day: string): boolean => day !== UNDATED && day !== LONG_AGO;

const SCHEMA = `
  create table facts (
    name text primary key,
    form integer not null,
    base integer,
    time_zone text,
    flushed integer not null,
    failures integer not null
  ) without rowid;
  create table senders (
    sender text not null,
    day text not null,
    last integer not null,
    reads integer not null,
    seen integer not null,
    hosts text,
    primary key (sender, day)
  ) without rowid;`;

/** The shape of the tables above. Form 1 had no `hosts`. */
const FORM = 2;

/** What a counter remembers beside its senders. */
export type Facts = {
  /** The counter's own name, for the alarm. */
  name: string;
  /** Null, like the time zone, until D1 has answered (R6). */
  base: number | null;
  timeZone: string | null;
  /** How many of the counted reads D1 has. */
  flushed: number;
  /** Flushes failed in a row. */
  failures: number;
};

export type Counted = { sender: string; day: string; last: number; reads: number; seen: number; hosts?: Hosts };

type CountedRow = Omit<Counted, "hosts"> & { hosts: string | null };

/** The sum of two columns of hosts, null where neither has any. */
const sumOfHosts = (one: string, other: string) =>
  `case when ${other} is null then ${one} when ${one} is null then ${other} else
     (select json_group_object(host, reads) from
       (select key as host, sum(value) as reads from
         (select key, value from json_each(${one}) union all select key, value from json_each(${other})) group by key))
   end`;

const hostsToJson = (hosts: Hosts | undefined): string | null => (hosts === undefined ? null : JSON.stringify(hosts));

/** The statements, bound to one object's storage. */
export const counterTables = (sql: SqlStorage) => ({
  exist: () => sql.exec("select 1 from sqlite_master where name = 'facts'").toArray().length > 0,

  create: (name: string) => {
    sql.exec(SCHEMA);
    sql.exec("insert into facts values (?, ?, null, null, 0, 0)", name, FORM);
  },

  /** Brings tables of an older form to this one. */
  upgrade: () => {
    if (sql.exec<{ form: number }>("select form from facts").one().form >= FORM) return;
    sql.exec("alter table senders add column hosts text");
    sql.exec("update facts set form = ?", FORM);
  },

  facts: () => sql.exec<Facts>("select name, base, time_zone as timeZone, flushed, failures from facts").one(),

  saveFacts: ({ base, timeZone, flushed, failures }: Facts) =>
    sql.exec("update facts set base = ?, time_zone = ?, flushed = ?, failures = ?", base, timeZone, flushed, failures),

  /** The reads of each day, UNDATED and LONG_AGO among them. Every row is read. */
  days: () =>
    sumByDay(sql.exec<{ day: string; reads: number; hosts: string | null }>("select day, reads, hosts from senders")),

  /** The last number that came from a sender; 0 when none is remembered. */
  lastFrom: (sender: string) =>
    sql.exec<{ last: number | null }>("select max(last) as last from senders where sender = ?", sender).one().last ?? 0,

  /** Adds a sender's delivery. One row written. */
  add: ({ sender, day, last, reads, seen, hosts }: Counted) =>
    sql.exec(
      `insert into senders values (?, ?, ?, ?, ?, ?) on conflict (sender, day)
       do update set last = excluded.last, reads = senders.reads + excluded.reads, seen = excluded.seen,
         hosts = ${sumOfHosts("senders.hosts", "excluded.hosts")}`,
      sender,
      day,
      last,
      reads,
      seen,
      hostsToJson(hosts),
    ),

  /** Adds reads that were counted before this counter began. */
  carry: (day: string, reads: number, hosts?: Hosts) =>
    sql.exec("insert into senders values ('', ?, 0, ?, 0, ?)", day, reads, hostsToJson(hosts)),

  /** Takes out the rows of a counter that knew no time zone. */
  takeUndated: (): Counted[] => {
    const rows = sql.exec<CountedRow>("select * from senders where day = ?", UNDATED).toArray();
    sql.exec("delete from senders where day = ?", UNDATED);
    return rows.map(({ hosts, ...row }) => (hosts === null ? row : { ...row, hosts: parseHosts(hosts) }));
  },

  /** Folds senders not seen since `seen` into their days. */
  foldSenders: (seen: number) => {
    sql.exec(
      `insert into senders select '', day, 0, sum(reads), 0,
         (select nullif(json_group_object(key, reads), '{}') from
           (select j.key, sum(j.value) as reads from senders other, json_each(other.hosts) j
            where other.sender <> '' and other.seen <= ?1 and other.day = silent.day group by j.key))
       from senders silent where sender <> '' and seen <= ?1 group by day
       on conflict (sender, day) do update set reads = senders.reads + excluded.reads,
         hosts = ${sumOfHosts("senders.hosts", "excluded.hosts")}`,
      seen,
    );
    sql.exec("delete from senders where sender <> '' and seen <= ?", seen);
  },

  /** Folds the folded days before `day` into one row, without their hosts. */
  foldDays: (day: string) => {
    sql.exec(
      `insert into senders select '', ?1, 0, sum(reads), 0, null from senders where sender = '' and day > ?1 and day < ?2
       having count(*) > 0 on conflict (sender, day) do update set reads = senders.reads + excluded.reads`,
      LONG_AGO,
      day,
    );
    sql.exec("delete from senders where sender = '' and day > ? and day < ?", LONG_AGO, day);
  },

  /** When the sender that has been silent longest was seen; null when all are folded. */
  oldestSeen: () =>
    sql.exec<{ seen: number | null }>("select min(seen) as seen from senders where sender <> ''").one().seen,
});
