// One counter, as isolates and D1 see it: R4 to R8.

import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { firstContact, flushReads } from "../../src/db/reads";
import type { ReadCounter } from "../../src/reads/counter";
import { counterTables } from "../../src/reads/counter-tables";
import { counterName } from "../../src/reads/delivery";
import { localDay } from "../../src/reads/local-day";
import { aDelivery, anArticle, counterOf, siteGuid, withoutTable } from "./builders";

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const today = () => localDay(Date.now(), "Asia/Shanghai");

const storedReads = (id: number) =>
  env.DB.prepare("select base, counted from article_reads where article_id = ?").bind(id).first();
const storedDays = async (id: number) =>
  (await env.DB.prepare("select day, reads from read_days where article_id = ? order by day").bind(id).all()).results;
const alarmOf = (stub: DurableObjectStub<ReadCounter>) => runInDurableObject(stub, (_, s) => s.storage.getAlarm());
const sendersOf = (stub: DurableObjectStub<ReadCounter>) =>
  runInDurableObject(stub, (_, s) =>
    s.storage.sql.exec("select sender, last, reads from senders order by sender, day").toArray(),
  );

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
});

describe("a delivery (R4)", () => {
  it("is added once, however often it comes", async () => {
    const articleId = await anArticle();
    const counter = await counterOf(articleId);
    const delivery = aDelivery({ articleId, reads: 3 });

    const answers = [await counter.add(delivery), await counter.add(delivery), await counter.add(delivery)];

    expect(answers.map(({ outcome }) => outcome)).toEqual(["added", "repeated", "repeated"]);
    expect(answers.at(-1)).toMatchObject({ reads: 3 });
  });

  it("may overtake those of other lanes and other isolates", async () => {
    const articleId = await anArticle();
    const counter = await counterOf(articleId);

    await counter.add(aDelivery({ articleId, lane: 1, sequence: 5 }));
    await counter.add(aDelivery({ articleId, lane: 0, sequence: 1 }));
    await counter.add(aDelivery({ articleId, sender: "another", lane: 1, sequence: 1 }));

    expect(await counter.total(articleId)).toEqual({ outcome: "known", reads: 3 });
  });

  it("is still known after an eviction, and so is the total", async () => {
    const articleId = await anArticle();
    const counter = await counterOf(articleId);
    const delivery = aDelivery({ articleId, sequence: 7, reads: 4 });
    await counter.add(delivery);

    await evictDurableObject(counter);
    const again = await counter.add(delivery);
    const next = await counter.add({ ...delivery, sequence: 8 });

    expect([again, next]).toMatchObject([
      { outcome: "repeated", reads: 4 },
      { outcome: "added", reads: 8 },
    ]);
  });

  it("writes one row", async () => {
    const articleId = await anArticle();
    const counter = await counterOf(articleId);
    await counter.add(aDelivery({ articleId, sequence: 1 }));

    await counter.add(aDelivery({ articleId, sequence: 2, reads: 9 }));

    expect(await sendersOf(counter)).toEqual([{ sender: "isolate.0", last: 2, reads: 10 }]);
    await runInDurableObject(counter, (_, { storage }) => {
      const next = { sender: "isolate.0", day: today(), last: 3, reads: 1, seen: Date.now() };
      expect(counterTables(storage.sql).add(next).rowsWritten).toBe(1);
    });
  });

  it("is refused when it was first sent more than 12 hours ago, and told apart from a repetition", async () => {
    const articleId = await anArticle();
    const counter = await counterOf(articleId);
    const old = Date.now() - 12 * HOUR_MS - MINUTE_MS;

    const refused = await counter.add(aDelivery({ articleId, firstSentAt: old }));
    const inTime = await counter.add(aDelivery({ articleId, firstSentAt: old + 2 * MINUTE_MS }));
    const repeated = await counter.add(aDelivery({ articleId, firstSentAt: old }));

    expect([refused, inTime, repeated]).toMatchObject([
      { outcome: "refused", reads: 0 },
      { outcome: "added", reads: 1 },
      { outcome: "repeated", reads: 1 },
    ]);
  });

  it("leaves a sender that is folded by the alarm after 24 hours, and not before; the total stays", async () => {
    const articleId = await anArticle();
    const counter = await counterOf(articleId);
    await counter.add(aDelivery({ articleId, sender: "old", reads: 2 }));
    await counter.add(aDelivery({ articleId, sender: "older", reads: 3 }));
    await counter.add(aDelivery({ articleId, sender: "recent", reads: 4 }));
    await runInDurableObject(counter, (_, { storage }) => {
      storage.sql.exec("update senders set seen = seen - ? where sender like 'old%'", 24 * HOUR_MS);
      storage.sql.exec("update senders set seen = seen - ? where sender = 'recent.0'", 23 * HOUR_MS);
    });

    await runDurableObjectAlarm(counter);

    expect(await sendersOf(counter)).toEqual([
      { sender: "", last: 0, reads: 5 },
      { sender: "recent.0", last: 1, reads: 4 },
    ]);
    expect(await counter.total(articleId)).toEqual({ outcome: "known", reads: 9 });
  });

  it("is turned away when no isolate can have sent it", async () => {
    const articleId = await anArticle();

    await runInDurableObject(await counterOf(articleId), async (counter: ReadCounter) => {
      for (const nonsense of [
        { reads: 0 },
        { reads: 0.5 },
        { sequence: 0 },
        { sender: "" },
        { firstSentAt: Number.NaN },
      ]) {
        await expect(counter.add(aDelivery({ articleId, ...nonsense }))).rejects.toThrow(RangeError);
      }
    });
  });
});

describe("a counter's name (R5)", () => {
  it("keeps the article of another database apart", async () => {
    const articleId = await anArticle();
    await (await counterOf(articleId)).add(aDelivery({ articleId }));
    const stranger = env.READS.getByName(counterName("anotherdatabase", articleId));

    expect(await stranger.add(aDelivery({ articleId }))).toEqual({ outcome: "unknown" });
  });

  it("is checked against the article of each call", async () => {
    const articleId = await anArticle();

    await runInDurableObject(await counterOf(articleId), async (counter: ReadCounter) => {
      await expect(counter.add(aDelivery({ articleId: articleId + 1 }))).rejects.toThrow("not the counter of");
      await expect(counter.total(articleId + 1)).rejects.toThrow("not the counter of");
    });
  });

  it("keeps an old counter's alarm from flushing into a new database", async () => {
    const articleId = await anArticle();
    const counter = await counterOf(articleId);
    await counter.add(aDelivery({ articleId, reads: 500 }));
    const guid = await siteGuid();

    await env.DB.prepare("update site set guid = 'anewdatabase'").run();
    await runDurableObjectAlarm(counter);
    await env.DB.prepare("update site set guid = ?").bind(guid).run();

    expect(await storedReads(articleId)).toBeNull();
    expect(await storedDays(articleId)).toEqual([]);
  });
});

describe("first contact (R6)", () => {
  it("answers unknown for an article that does not exist, and stores nothing", async () => {
    const counter = await counterOf(999_999);

    expect(await counter.add(aDelivery({ articleId: 999_999 }))).toEqual({ outcome: "unknown" });
    expect(await counter.total(999_999)).toEqual({ outcome: "unknown" });

    await runInDurableObject(counter, async (_, { storage }) => {
      expect(storage.sql.exec("select name from sqlite_master").toArray()).toEqual([]);
      expect(await storage.getAlarm()).toBeNull();
    });
  });

  it("carries on from what D1 knows: the base, the counted, and today", async () => {
    const articleId = await anArticle();
    await env.DB.batch([
      env.DB.prepare("insert into article_reads values (?, 1000, 50)").bind(articleId),
      env.DB.prepare("insert into read_days values (?, ?, 7)").bind(today(), articleId),
    ]);
    const counter = await counterOf(articleId);

    const answer = await counter.add(aDelivery({ articleId, reads: 2 }));
    await runDurableObjectAlarm(counter);

    expect(answer).toEqual({ outcome: "added", reads: 1052 });
    expect(await storedReads(articleId)).toEqual({ base: 1000, counted: 52 });
    expect(await storedDays(articleId)).toEqual([{ day: today(), reads: 9 }]);
  });

  it("tells the total of an article that nobody read, and stores nothing for it", async () => {
    const articleId = await anArticle();
    await env.DB.prepare("insert into article_reads values (?, 30, 4)").bind(articleId).run();
    const counter = await counterOf(articleId);

    expect(await counter.total(articleId)).toEqual({ outcome: "known", reads: 34 });

    await runInDurableObject(counter, (_, { storage }) => {
      expect(storage.sql.exec("select name from sqlite_master").toArray()).toEqual([]);
    });
  });

  it("reads at most 6 rows of D1, with 300 other articles there", async () => {
    const articleId = await anArticle();
    await env.DB.prepare("insert into article_reads values (?, 1, 1)").bind(articleId).run();
    await env.DB.exec(
      `insert into read_days with recursive n(i) as (select 900000 union all select i + 1 from n where i < 900300)
       select '2026-11-23', i, 1 from n`.replace(/\n\s+/g, " "),
    );
    const days = ["2026-11-22", "2026-11-23", "2026-11-24"] as const;

    const { meta } = await firstContact(env.DB, { siteGuid: await siteGuid(), articleId, days }).all();

    expect(meta.rows_read).toBeLessThanOrEqual(6);
  });

  it("counts while D1 is down, says null, and learns the rest later", async () => {
    const articleId = await anArticle();
    await env.DB.prepare("insert into article_reads values (?, 100, 20)").bind(articleId).run();
    const counter = await counterOf(articleId);

    const [first, second] = await withoutTable("site", async () => {
      const answer = await counter.add(aDelivery({ articleId, sequence: 1 }));
      return [answer, await counter.add(aDelivery({ articleId, sequence: 2 }))] as const;
    });
    await evictDurableObject(counter);
    const third = await counter.add(aDelivery({ articleId, sequence: 3 }));
    await runDurableObjectAlarm(counter);

    expect([first, second, third]).toMatchObject([{ reads: null }, { reads: null }, { reads: 123 }]);
    expect(await storedReads(articleId)).toEqual({ base: 100, counted: 23 });
    expect(await storedDays(articleId)).toEqual([{ day: today(), reads: 3 }]);
  });

  it("drops what it counted while D1 was down, if there is no such article", async () => {
    const articleId = 888_888;
    const counter = await counterOf(articleId);
    await withoutTable("site", async () => {
      await counter.add(aDelivery({ articleId }));
    });

    await runDurableObjectAlarm(counter);

    expect(await counter.total(articleId)).toEqual({ outcome: "unknown" });
    await runInDurableObject(counter, async (_, { storage }) => {
      expect(storage.sql.exec("select name from sqlite_master where name = 'senders'").toArray()).toEqual([]);
      expect(await storage.getAlarm()).toBeNull();
    });
  });
});

describe("a flush (R7)", () => {
  it("writes absolute values, so that a second one changes nothing", async () => {
    const articleId = await anArticle();
    const counter = await counterOf(articleId);
    await counter.add(aDelivery({ articleId, reads: 6 }));

    await runDurableObjectAlarm(counter);
    await runInDurableObject(counter, (instance: ReadCounter) => instance.alarm());

    expect(await storedReads(articleId)).toEqual({ base: 0, counted: 6 });
    expect(await storedDays(articleId)).toEqual([{ day: today(), reads: 6 }]);
  });

  it("keeps the base that an import set, and learns it", async () => {
    const articleId = await anArticle();
    const counter = await counterOf(articleId);
    await counter.add(aDelivery({ articleId, sequence: 1 }));
    await env.DB.prepare("insert into article_reads (article_id, base) values (?, 5000)").bind(articleId).run();

    await runDurableObjectAlarm(counter);

    expect(await storedReads(articleId)).toEqual({ base: 5000, counted: 1 });
    expect(await counter.total(articleId)).toEqual({ outcome: "known", reads: 5001 });
  });

  it("keeps imported days out of what it counted", async () => {
    const articleId = await anArticle();
    await env.DB.batch([
      env.DB.prepare("insert into article_reads values (?, 300, 0)").bind(articleId),
      env.DB.prepare("insert into read_days values (?, ?, 300)").bind(today(), articleId),
    ]);
    const counter = await counterOf(articleId);
    await counter.add(aDelivery({ articleId }));

    await runDurableObjectAlarm(counter);

    expect(await storedReads(articleId)).toEqual({ base: 300, counted: 1 });
    expect(await storedDays(articleId)).toEqual([{ day: today(), reads: 301 }]);
  });

  it("never lowers D1, even when it lands after its successor", async () => {
    const articleId = await anArticle();
    const flush = { siteGuid: await siteGuid(), articleId, counted: 120, days: { "2026-11-24": 12 } };
    await env.DB.batch(flushReads(env.DB, flush));

    await env.DB.batch(flushReads(env.DB, { ...flush, counted: 100, days: { "2026-11-24": 10 } }));

    expect(await storedReads(articleId)).toMatchObject({ counted: 120 });
    expect(await storedDays(articleId)).toEqual([{ day: "2026-11-24", reads: 12 }]);
  });

  it("is carried on from by a new object when the old one's storage is lost", async () => {
    const articleId = await anArticle();
    const counter = await counterOf(articleId);
    await counter.add(aDelivery({ articleId, reads: 40 }));
    await runDurableObjectAlarm(counter);
    await runInDurableObject(counter, async (_, { storage }) => {
      await storage.deleteAlarm();
      await storage.deleteAll();
    });
    await evictDurableObject(counter);

    await counter.add(aDelivery({ articleId, sender: "later" }));
    await runDurableObjectAlarm(counter);

    expect(await storedReads(articleId)).toEqual({ base: 0, counted: 41 });
    expect(await storedDays(articleId)).toEqual([{ day: today(), reads: 41 }]);
  });

  it("writes one row for the total and one for the day", async () => {
    const articleId = await anArticle();
    const flush = { siteGuid: await siteGuid(), articleId, counted: 3, days: { "2026-11-23": 1, "2026-11-24": 2 } };
    await env.DB.batch(flushReads(env.DB, flush));

    const results = await env.DB.batch(
      flushReads(env.DB, { ...flush, counted: 4, days: { "2026-11-23": 1, "2026-11-24": 3 } }),
    );

    expect(results.map(({ meta }) => meta.rows_written)).toEqual([1, 1]);
  });
});

describe("the alarm (R8)", () => {
  it("is set five minutes ahead by the first read, and left alone by the next, across an eviction", async () => {
    const articleId = await anArticle();
    const counter = await counterOf(articleId);
    const before = Date.now();
    await counter.add(aDelivery({ articleId, sequence: 1 }));
    const set = await alarmOf(counter);
    await runInDurableObject(counter, (_, { storage }) => storage.setAlarm(before + MINUTE_MS));

    await evictDurableObject(counter);
    await counter.add(aDelivery({ articleId, sequence: 2 }));

    expect(set).toBeGreaterThanOrEqual(before + 5 * MINUTE_MS);
    expect(await alarmOf(counter)).toBe(before + MINUTE_MS);
  });

  it("survives D1's failure, tries again after growing pauses, and loses nothing", async () => {
    const articleId = await anArticle();
    const counter = await counterOf(articleId);
    await counter.add(aDelivery({ articleId, reads: 8 }));

    const pauses = await withoutTable("article_reads", async () => {
      const minutes: number[] = [];
      for (let failures = 1; failures <= 5; failures += 1) {
        await runDurableObjectAlarm(counter);
        await evictDurableObject(counter);
        minutes.push(Math.round((((await alarmOf(counter)) ?? 0) - Date.now()) / MINUTE_MS));
      }
      return minutes;
    });
    await runDurableObjectAlarm(counter);

    expect(pauses).toEqual([10, 20, 40, 60, 60]);
    expect(await storedReads(articleId)).toEqual({ base: 0, counted: 8 });
  });

  it("writes nothing to D1 when nothing was read since, and waits a day for the senders to fold", async () => {
    const articleId = await anArticle();
    const counter = await counterOf(articleId);
    await counter.add(aDelivery({ articleId }));
    await runDurableObjectAlarm(counter);
    await env.DB.prepare("delete from article_reads where article_id = ?").bind(articleId).run();

    await runDurableObjectAlarm(counter);

    expect(await storedReads(articleId)).toBeNull();
    expect((await alarmOf(counter)) ?? 0).toBeGreaterThan(Date.now() + 23 * HOUR_MS);
  });

  it("comes five minutes after the next read, though one for folding is pending", async () => {
    const articleId = await anArticle();
    const counter = await counterOf(articleId);
    await counter.add(aDelivery({ articleId, sequence: 1 }));
    await runDurableObjectAlarm(counter);

    await counter.add(aDelivery({ articleId, sequence: 2 }));

    expect((await alarmOf(counter)) ?? 0).toBeLessThanOrEqual(Date.now() + 5 * MINUTE_MS);
  });
});
