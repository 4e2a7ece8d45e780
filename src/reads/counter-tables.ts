// A counter's own tables: schema, row types, and every statement by its name.
//
// `facts` is one row, such as ("5f0c…:42", 1, 1000, "Asia/Shanghai", 57, 0). `senders` has one row a sender's lane and
// day, such as ("mZ0…q.2", "2026-11-24", 7, 19, 1795500000000); the sender "" holds what is folded (R4).

/** A sender's day while the site's time zone is not known yet. Sorts behind every date. */
const UNDATED = "undated";

/** The day of folded reads whose day only D1 knows. */
const LONG_AGO = "";

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
    primary key (sender, day)
  ) without rowid;`;

/** The shape of the tables above. */
const FORM = 1;

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

export type Counted = { sender: string; day: string | null; last: number; reads: number; seen: number };

/** The statements, bound to one object's storage. */
export const counterTables = (sql: SqlStorage) => ({
  exist: () => sql.exec("select 1 from sqlite_master where name = 'facts'").toArray().length > 0,

  create: (name: string) => {
    sql.exec(SCHEMA);
    sql.exec("insert into facts values (?, ?, null, null, 0, 0)", name, FORM);
  },

  facts: () => sql.exec<Facts>("select name, base, time_zone as timeZone, flushed, failures from facts").one(),

  saveFacts: ({ base, timeZone, flushed, failures }: Facts) =>
    sql.exec("update facts set base = ?, time_zone = ?, flushed = ?, failures = ?", base, timeZone, flushed, failures),

  counted: () => sql.exec<{ reads: number }>("select coalesce(sum(reads), 0) as reads from senders").one().reads,

  /** The last number that came from a sender; 0 when none is remembered. */
  lastFrom: (sender: string) =>
    sql.exec<{ last: number | null }>("select max(last) as last from senders where sender = ?", sender).one().last ?? 0,

  /** Adds a sender's delivery. One row written. */
  add: ({ sender, day, last, reads, seen }: Counted) =>
    sql.exec(
      `insert into senders values (?, ?, ?, ?, ?) on conflict (sender, day)
       do update set last = excluded.last, reads = senders.reads + excluded.reads, seen = excluded.seen`,
      sender,
      day ?? UNDATED,
      last,
      reads,
      seen,
    ),

  /** Adds reads that were counted before this counter began: on a day, or (null) long ago. */
  carry: (day: string | null, reads: number) =>
    sql.exec("insert into senders values ('', ?, 0, ?, 0)", day ?? LONG_AGO, reads),

  /** Gives the reads of a counter that knew no time zone their day. */
  date: (day: string) => sql.exec("update senders set day = ? where day = ?", day, UNDATED),

  /** The reads of each day that is kept apart. */
  days: () =>
    sql
      .exec<{ day: string; reads: number }>(
        "select day, sum(reads) as reads from senders where day not in (?, ?) group by day order by day",
        LONG_AGO,
        UNDATED,
      )
      .toArray(),

  /** Folds senders not seen since `seen` into their days. */
  foldSenders: (seen: number) => {
    sql.exec(
      `insert into senders select '', day, 0, sum(reads), 0 from senders where sender <> '' and seen <= ? group by day
       on conflict (sender, day) do update set reads = senders.reads + excluded.reads`,
      seen,
    );
    sql.exec("delete from senders where sender <> '' and seen <= ?", seen);
  },

  /** Folds the folded days before `day` into one row. */
  foldDays: (day: string) => {
    sql.exec(
      `insert into senders select '', ?1, 0, sum(reads), 0 from senders where sender = '' and day > ?1 and day < ?2
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
