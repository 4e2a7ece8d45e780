// Which sites readers come from, in the counter: added once, kept within limits, never lowered.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { localDay } from "../../src/content/local-time";
import type { FirstContact } from "../../src/db/reads";
import { dayBefore } from "../../src/reads/days";
import { addReads } from "../../src/reads/hosts";
import { type Snapshot, Tally } from "../../src/reads/tally";
import { aDelivery, HOUR_MS, numberedHosts, onStorage } from "./builders";

const NOON = Date.parse("2026-11-24T12:00:00+08:00");
const NEWS: FirstContact = { base: 0, counted: 0, days: {}, hosts: {}, timeZone: "Asia/Shanghai" };

const sum = (counts: Iterable<number>) => [...counts].reduce((all, count) => all + count, 0);
describe("hosts in the counter", () => {
  it("stay within 50 a day whatever comes, and those that were let in stay, across evictions and folding", async () => {
    const { hosts } = await onStorage((storage) => {
      for (let n = 0; n < 6; n += 1) {
        const tally = new Tally(storage);
        tally.meet(NEWS, NOON);
        const delivery = { articleId: 1, sender: `s${n}`, reads: 20, hosts: numberedHosts(n * 15, n * 15 + 15) };
        tally.add(aDelivery({ ...delivery, firstSentAt: NOON }), "hosts:1", NOON);
        if (n === 3) tally.fold(NOON + 25 * HOUR_MS);
      }
      new Tally(storage).add(
        aDelivery({
          articleId: 1,
          sender: "s9",
          reads: 2,
          hosts: { "h0.example": 1, "h80.example": 1 },
          firstSentAt: NOON,
        }),
        "hosts:1",
        NOON,
      );
      return new Tally(storage).snapshot();
    });

    const ofDay = hosts["2026-11-24"] ?? {};
    expect(Object.keys(ofDay)).toHaveLength(51);
    expect(ofDay).toMatchObject({ "h0.example": 2, "h49.example": 1, other: 41 });
  });

  it("are added to the tables of a counter that knew none (form 1)", async () => {
    const snapshot = await onStorage((storage) => {
      storage.sql.exec(`
        create table facts (name text primary key, form integer not null, base integer, time_zone text,
          flushed integer not null, failures integer not null) without rowid;
        create table senders (sender text not null, day text not null, last integer not null, reads integer not null,
          seen integer not null, primary key (sender, day)) without rowid;
        insert into facts values ('old:1', 1, 0, 'Asia/Shanghai', 3, 0);
        insert into senders values ('isolate.0', '2026-11-24', 7, 3, 1)`);
      const tally = new Tally(storage);
      const delivery = aDelivery({ articleId: 1, sequence: 8, reads: 2, hosts: { "a.example": 1 }, firstSentAt: NOON });
      tally.add({ ...delivery, sequence: 7 }, "old:1", NOON);
      tally.add(delivery, "old:1", NOON);
      return new Tally(storage).snapshot();
    });

    expect(snapshot).toEqual({
      counted: 5,
      days: { "2026-11-24": 5 },
      hosts: { "2026-11-24": { "a.example": 1 } },
    });
  });

  it("that came before the time zone was known join those of D1, folded or not, within the limit", async () => {
    const { days, hosts } = await onStorage((storage) => {
      const tally = new Tally(storage);
      const delivery = { articleId: 1, reads: 9, hosts: { "h0.example": 2, "new.example": 3 }, firstSentAt: NOON };
      tally.add(aDelivery({ ...delivery, sender: "silent" }), "hosts:1", NOON - 25 * HOUR_MS + 13 * HOUR_MS);
      tally.fold(NOON + 25 * HOUR_MS);
      tally.add(aDelivery({ ...delivery, sender: "recent" }), "hosts:1", NOON);
      const known = { "2026-11-24": numberedHosts(0, 50) };
      tally.meet({ ...NEWS, counted: 60, days: { "2026-11-24": 60 }, hosts: known }, NOON);
      return new Tally(storage).snapshot();
    });

    expect(days).toEqual({ "2026-11-24": 78 });
    expect(hosts["2026-11-24"]).toEqual({ ...numberedHosts(0, 50), "h0.example": 5, other: 6 });
  });
});

describe("the sums of hosts", () => {
  const someHosts = fc.dictionary(
    fc.constantFrom("a.example", "b.example", "c.example", "other"),
    fc.integer({ min: 1, max: 4 }),
  );
  const send = fc.record({
    do: fc.constant("send" as const),
    lane: fc.nat(3),
    hosts: someHosts,
    more: fc.integer({ min: 1, max: 3 }),
  });
  const step = fc.oneof(
    { weight: 6, arbitrary: send },
    { weight: 4, arbitrary: fc.record({ do: fc.constant("repeat" as const), which: fc.nat() }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant("wait" as const), hours: fc.integer({ min: 1, max: 30 }) }) },
    { weight: 2, arbitrary: fc.constant({ do: "fold" as const }) },
    { weight: 2, arbitrary: fc.constant({ do: "flush" as const }) },
    fc.constant({ do: "evict" as const }),
    fc.constant({ do: "flush late" as const }),
    fc.constant({ do: "lose" as const }),
  );

  it("are what was delivered, once, and never more than the reads: over any repetition, folding, flush and loss", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 50, size: "max" }), (steps) =>
        onStorage((storage) => {
          const d1 = aModelOfD1();
          const written: Snapshot[] = [];
          const sequences = new Map<string, number>();
          const expected = new Map<string, number>();
          let sent: ReturnType<typeof aDelivery>[] = [];
          let now = NOON;
          let isolate = 0;
          let reads = 0;
          let tally = begin();

          function begin(): Tally {
            const begun = new Tally(storage);
            begun.meet(d1.contact(now), now);
            return begun;
          }
          function flush(): void {
            const snapshot = tally.snapshot();
            written.push(snapshot);
            d1.write(snapshot);
            tally.flushed(snapshot.counted, NEWS);
          }

          for (const one of [...steps, { do: "flush" as const }]) {
            if (one.do === "send") {
              const { lane, hosts } = one;
              const sequence = (sequences.get(`${isolate}.${lane}`) ?? 0) + 1;
              sequences.set(`${isolate}.${lane}`, sequence);
              const ofDelivery = sum(Object.values(hosts)) + one.more;
              const stamp = { articleId: 1, sender: `s${isolate}`, lane, sequence, firstSentAt: now };
              const delivery = aDelivery({ ...stamp, reads: ofDelivery, hosts });
              sent.push(delivery);
              reads += ofDelivery;
              for (const [host, count] of Object.entries(hosts)) addReads(expected, host, count);
              expect(tally.add(delivery, "hosts:1", now)).toBe("added");
            } else if (one.do === "repeat") {
              const again = sent[one.which % Math.max(1, sent.length)];
              if (again) expect(tally.add(again, "hosts:1", now)).not.toBe("added");
            } else if (one.do === "wait") now += one.hours * HOUR_MS;
            else if (one.do === "fold") tally.fold(now);
            else if (one.do === "flush") flush();
            else if (one.do === "evict") tally = begin();
            else if (one.do === "flush late") for (const snapshot of written) d1.write(snapshot);
            else {
              // The object's storage is gone, its last reads brought to D1: a new object carries on, and knows no sender (R6).
              flush();
              storage.sql.exec("drop table if exists facts; drop table if exists senders");
              tally = begin();
              sent = [];
              isolate += 1;
            }
          }

          const { ofAll, ofHosts } = d1.sums();
          expect(ofAll).toBe(reads);
          expect(ofHosts).toEqual(Object.fromEntries(expected));
        }),
      ),
      { numRuns: 150 },
    );
  }, 60_000);
});

/** What D1 holds of one article: of each day its reads and its hosts, never lowered. */
function aModelOfD1() {
  const days = new Map<string, { reads: number; hosts: Map<string, number> }>();
  return {
    write(snapshot: Snapshot): void {
      for (const [day, reads] of Object.entries(snapshot.days)) {
        const stored = days.get(day) ?? { reads: 0, hosts: new Map<string, number>() };
        days.set(day, stored);
        stored.reads = Math.max(stored.reads, reads);
        const hosts = Object.entries(snapshot.hosts[day] ?? {});
        for (const [host, ofHost] of hosts) stored.hosts.set(host, Math.max(stored.hosts.get(host) ?? 0, ofHost));
        expect(sum(stored.hosts.values())).toBeLessThanOrEqual(stored.reads);
      }
    },
    contact(now: number): FirstContact {
      const around = [-1, 0, 1].map((ago) => dayBefore(localDay(now, "UTC"), ago));
      const known = [...days].filter(([day]) => around.includes(day));
      return {
        ...NEWS,
        counted: sum([...days.values()].map(({ reads }) => reads)),
        days: Object.fromEntries(known.map(([day, { reads }]) => [day, reads])),
        hosts: Object.fromEntries(known.map(([day, { hosts }]) => [day, Object.fromEntries(hosts)])),
      };
    },
    sums() {
      const ofHosts = new Map<string, number>();
      for (const { hosts } of days.values()) for (const [host, reads] of hosts) addReads(ofHosts, host, reads);
      return { ofAll: sum([...days.values()].map(({ reads }) => reads)), ofHosts: Object.fromEntries(ofHosts) };
    },
  };
}
