// What a counter adds up, over random histories and with the time as an argument: R4 and the days of R7.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { FirstContact } from "../../src/db/reads";
import { Tally } from "../../src/reads/tally";
import { aDelivery, onStorage } from "./builders";

const HOUR_MS = 3_600_000;
const NOON = Date.parse("2026-11-24T12:00:00+08:00");
const NEWS: FirstContact = { base: 0, counted: 0, days: {}, hosts: {}, timeZone: "Asia/Shanghai" };

const add = (tally: Tally, now: number, sequence: number, reads = 1) =>
  tally.add(aDelivery({ articleId: 1, sequence, reads, firstSentAt: now }), "tally:1", now);

describe("the days of reads", () => {
  it("begin at midnight in the site's time zone", async () => {
    const snapshot = await onStorage((storage) => {
      const tally = new Tally(storage);
      tally.meet(NEWS, NOON);
      add(tally, Date.parse("2026-11-24T23:59:59+08:00"), 1, 2);
      add(tally, Date.parse("2026-11-25T00:00:00+08:00"), 2, 3);
      return tally.snapshot();
    });

    expect(snapshot).toMatchObject({ counted: 5, days: { "2026-11-24": 2, "2026-11-25": 3 } });
  });

  it("follow the time zone that the last flush brought", async () => {
    const { days } = await onStorage((storage) => {
      const tally = new Tally(storage);
      tally.meet(NEWS, NOON);
      add(tally, NOON, 1);
      tally.flushed(1, { base: 0, timeZone: "America/Los_Angeles" });
      add(tally, NOON, 2);
      return tally.snapshot();
    });

    expect(days).toEqual({ "2026-11-23": 1, "2026-11-24": 1 });
  });

  it("are given to reads that came before the time zone was known", async () => {
    const { days } = await onStorage((storage) => {
      const tally = new Tally(storage);
      add(tally, NOON, 1);
      tally.meet({ ...NEWS, counted: 10, days: { "2026-11-24": 4 } }, NOON);
      add(tally, NOON, 2);
      return tally.snapshot();
    });

    expect(days).toEqual({ "2026-11-24": 6 });
  });

  it("older than three days become one row once D1 has them, and stay apart until then", async () => {
    const rows = (storage: DurableObjectStorage) =>
      storage.sql.exec("select day, reads from senders order by day").toArray();

    const [before, after, total] = await onStorage((storage) => {
      const tally = new Tally(storage);
      tally.meet(NEWS, NOON);
      for (let day = 0; day < 6; day += 1) add(tally, NOON + day * 24 * HOUR_MS, day + 1);
      const late = NOON + 7 * 24 * HOUR_MS;
      tally.fold(late);
      const unflushed = rows(storage);
      tally.flushed(6, NEWS);
      tally.fold(late);
      return [unflushed, rows(storage), new Tally(storage).total];
    });

    expect(before).toHaveLength(6);
    expect(after).toEqual([
      { day: "", reads: 4 },
      { day: "2026-11-28", reads: 1 },
      { day: "2026-11-29", reads: 1 },
    ]);
    expect(total).toBe(6);
  });
});

describe("the exact total", () => {
  type Step =
    | { do: "send"; sender: number; lane: number; reads: number }
    | { do: "repeat"; which: number }
    | { do: "wait"; hours: number }
    | { do: "evict" }
    | { do: "fold" }
    | { do: "flush" }
    | { do: "meet"; counted: number };

  const step: fc.Arbitrary<Step> = fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        do: fc.constant("send" as const),
        sender: fc.nat(2),
        lane: fc.nat(3),
        reads: fc.integer({ min: 1, max: 9 }),
      }),
    },
    { weight: 6, arbitrary: fc.record({ do: fc.constant("repeat" as const), which: fc.nat() }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant("wait" as const), hours: fc.integer({ min: 1, max: 30 }) }) },
    fc.constant({ do: "evict" as const }),
    fc.constant({ do: "fold" as const }),
    fc.constant({ do: "flush" as const }),
    fc.record({ do: fc.constant("meet" as const), counted: fc.nat(99) }),
  );

  it("comes of any repetition, interleaving, delay, eviction and folding of many senders' deliveries", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60, size: "max" }), (steps) =>
        onStorage((storage) => {
          let tally = new Tally(storage);
          let now = NOON;
          let carried = 0;
          let expected = 0;
          const sent: ReturnType<typeof aDelivery>[] = [];
          const sequences = new Map<string, number>();

          for (const one of steps) {
            if (one.do === "send") {
              const key = `${one.sender}.${one.lane}`;
              const sequence = (sequences.get(key) ?? 0) + 1;
              sequences.set(key, sequence);
              const delivery = aDelivery({
                ...one,
                articleId: 1,
                sender: `s${one.sender}`,
                sequence,
                firstSentAt: now,
              });
              sent.push(delivery);
              expected += one.reads;
              expect(tally.add(delivery, "tally:1", now)).toBe("added");
            } else if (one.do === "repeat") {
              const again = sent[one.which % Math.max(1, sent.length)];
              if (again) expect(tally.add(again, "tally:1", now)).not.toBe("added");
            } else if (one.do === "meet") {
              // Until something is stored, an eviction forgets D1's answer; it is asked again and says the same.
              if (!tally.hasMet) carried = one.counted;
              tally.meet({ ...NEWS, counted: one.counted, days: { "2026-11-24": 50 } }, now);
            } else if (one.do === "wait") now += one.hours * HOUR_MS;
            else if (one.do === "fold") tally.fold(now);
            else if (one.do === "flush" && tally.hasMet) tally.flushed(tally.snapshot().counted, NEWS);
            else if (one.do === "evict") {
              tally = new Tally(storage);
              if (!tally.hasMet) carried = 0;
            }

            if (tally.hasMet) expect(tally.total).toBe(expected + carried);
          }

          if (tally.facts) expect(new Tally(storage).snapshot().counted).toBe(expected + (tally.hasMet ? carried : 0));
        }),
      ),
      { numRuns: 100, includeErrorInReport: true },
    );
  }, 30_000);

  it("counts a delivery at most once, folded or not, however far the clocks differ", async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: -30, max: 30 }), fc.integer({ min: 0, max: 72 }), (skewHours, laterHours) =>
        onStorage((storage) => {
          const tally = new Tally(storage);
          tally.meet(NEWS, NOON);
          const delivery = aDelivery({ articleId: 1, firstSentAt: NOON + skewHours * HOUR_MS });
          tally.add(delivery, "tally:1", NOON);
          const later = NOON + laterHours * HOUR_MS + 1;
          tally.fold(later);
          tally.add(delivery, "tally:1", later);

          // Within 12 hours exactly once; beyond, it may be refused both times, but never counts twice.
          if (Math.abs(skewHours) <= 12) expect(tally.total).toBe(1);
          else expect(tally.total).toBeLessThanOrEqual(1);
        }),
      ),
      { numRuns: 200, includeErrorInReport: true },
    );
  }, 30_000);
});
