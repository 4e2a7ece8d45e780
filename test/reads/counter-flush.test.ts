// How a counter's reads flow to D1: R7 and R8.

import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { flushReads } from "../../src/db/reads";
import type { ReadCounter } from "../../src/reads/counter";
import {
  aDelivery,
  alarmOf,
  anArticle,
  counterOf,
  HOUR_MS,
  MINUTE_MS,
  quietWarnings,
  siteGuid,
  storedDays,
  storedReads,
  today,
  withoutTable,
} from "./builders";

quietWarnings();

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

  it("is asked to flush at once, and learns the base that an import set, read or not", async () => {
    const [readId, unreadId] = [await anArticle(), await anArticle()];
    const [read, unread] = [await counterOf(readId), await counterOf(unreadId)];
    await read.add(aDelivery({ articleId: readId, reads: 3 }));
    await unread.total(unreadId);
    await env.DB.prepare("insert into article_reads (article_id, base) values (?, 50), (?, 60)")
      .bind(readId, unreadId)
      .run();

    expect([await read.flush(readId), await unread.flush(unreadId)]).toEqual([true, true]);

    expect(await storedReads(readId)).toEqual({ base: 50, counted: 3 });
    expect([await read.total(readId), await unread.total(unreadId)]).toMatchObject([{ reads: 53 }, { reads: 60 }]);
  });

  it("brings D1 all again that was restored to an earlier day, and says so when D1 does not take it", async () => {
    const articleId = await anArticle();
    const counter = await counterOf(articleId);
    await counter.add(aDelivery({ articleId, reads: 7 }));
    await runDurableObjectAlarm(counter);
    await env.DB.prepare("update article_reads set counted = 2 where article_id = ?").bind(articleId).run();

    expect(await withoutTable("article_reads", () => counter.flush(articleId))).toBe(false);
    expect(await counter.flush(articleId)).toBe(true);

    expect(await storedReads(articleId)).toEqual({ base: 0, counted: 7 });
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
    const flush = { siteGuid: await siteGuid(), articleId, counted: 120, days: { "2026-11-24": 12 }, hosts: {} };
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

  it("writes one row for the total, one for the day, and one for each host that grew", async () => {
    const articleId = await anArticle();
    const hosts = { "2026-11-23": { "a.example": 1 }, "2026-11-24": { "a.example": 1, "b.example": 1 } };
    const days = { "2026-11-23": 1, "2026-11-24": 2 };
    const flush = { siteGuid: await siteGuid(), articleId, counted: 3, days, hosts };
    await env.DB.batch(flushReads(env.DB, flush));

    const results = await env.DB.batch(
      flushReads(env.DB, {
        ...flush,
        counted: 4,
        days: { ...days, "2026-11-24": 3 },
        hosts: { ...hosts, "2026-11-24": { "a.example": 2, "b.example": 1 } },
      }),
    );

    expect(results.map(({ meta }) => meta.rows_written)).toEqual([1, 1, 1]);
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
