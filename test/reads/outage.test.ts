// Counters while D1 is away, with the clock as an argument: what they count arrives, late (R6 to R8).

import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ReadCounter } from "../../src/reads/counter";
import { intercepted, only } from "../failing/bindings";
import {
  aDelivery,
  alarmOf,
  anArticle,
  counterOf,
  HOUR_MS,
  MINUTE_MS,
  quietWarnings,
  storedReads,
  totalOf,
  withoutTable,
} from "./builders";

quietWarnings();
beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"] }));
afterEach(() => void vi.useRealTimers());

const isIn = async (articleId: number) => (await storedReads(articleId))?.counted ?? 0;

describe("while D1 is down", () => {
  it("for an hour, a counter tries again after growing pauses, an hour at most, and then all arrives", async () => {
    const articleId = await anArticle();
    const counter = await counterOf(articleId);
    const began = Date.now();
    await counter.add(aDelivery({ articleId, reads: 3 }));

    const pauses = await withoutTable("article_reads", async () => {
      const minutes: number[] = [];
      for (let sequence = 2; Date.now() < began + HOUR_MS; sequence += 1) {
        const alarmAt = (await alarmOf(counter)) ?? Number.POSITIVE_INFINITY;
        minutes.push(Math.round((alarmAt - Date.now()) / MINUTE_MS));
        vi.setSystemTime(Math.min(alarmAt, began + HOUR_MS));
        if (Date.now() === alarmAt) await runDurableObjectAlarm(counter);
        await counter.add(aDelivery({ articleId, sequence, reads: 2 }));
      }
      return minutes;
    });
    const alarmAt = await alarmOf(counter);
    vi.setSystemTime(alarmAt ?? 0);
    await runDurableObjectAlarm(counter);

    expect(pauses).toEqual([5, 10, 20, 40]);
    expect(alarmAt).toBeGreaterThan(began + HOUR_MS);
    expect(alarmAt).toBeLessThanOrEqual(began + 2 * HOUR_MS);
    expect(await storedReads(articleId)).toEqual({ base: 0, counted: 3 + 4 * 2 });
  });

  it("a new counter asks it again ten seconds later, without being evicted, and not at each read", async () => {
    const articleId = await anArticle();
    await env.DB.prepare("insert into article_reads values (?, 100, 20)").bind(articleId).run();
    const counter = await counterOf(articleId);
    await withoutTable("site", async () => void (await counter.add(aDelivery({ articleId, sequence: 1 }))));

    vi.setSystemTime(Date.now() + 9_000);
    const soon = await counter.add(aDelivery({ articleId, sequence: 2 }));
    vi.setSystemTime(Date.now() + 2_000);
    const later = await counter.add(aDelivery({ articleId, sequence: 3 }));

    expect([soon, later]).toMatchObject([{ reads: null }, { reads: 123 }]);
  });

  it("an alarm ends well, so that the platform does not give it up", async () => {
    const articleId = await anArticle();
    const counter = await counterOf(articleId);
    await counter.add(aDelivery({ articleId }));

    const alarm = withoutTable("article_reads", () =>
      runInDurableObject(counter, (instance: ReadCounter) => instance.alarm()),
    );

    await expect(alarm).resolves.toBeUndefined();
  });
});

describe("a flush", () => {
  it("that reads come in the middle of leaves those to the next one", async () => {
    const articleId = await anArticle();
    const counter = await counterOf(articleId);
    await counter.add(aDelivery({ articleId, sequence: 1, reads: 5 }));

    const alarms = await runInDurableObject(counter, async (_, state) => {
      const meanwhile = only("batch", async (_call, carryOut) => {
        await busy.add(aDelivery({ articleId, sequence: 2, reads: 7 }));
        return carryOut();
      });
      const busy = new ReadCounter(
        state,
        intercepted((call, carryOut) => meanwhile(call, carryOut)),
      );
      await state.storage.deleteAlarm();
      await busy.alarm();
      const first = [await isIn(articleId), await state.storage.getAlarm()];
      await new ReadCounter(state, env).alarm();
      return { first, second: await isIn(articleId) };
    });

    await evictDurableObject(counter);
    expect(alarms).toEqual({ first: [5, Date.now() + 5 * MINUTE_MS], second: 12 });
    expect(await totalOf(articleId)).toBe(12);
  });

  it("whose alarm was lost is set by the next read", async () => {
    const articleId = await anArticle();
    const counter = await counterOf(articleId);
    await counter.add(aDelivery({ articleId, sequence: 1 }));
    await runInDurableObject(counter, (_, { storage }) => storage.deleteAlarm());

    await counter.add(aDelivery({ articleId, sequence: 2 }));

    expect(await alarmOf(counter)).toBe(Date.now() + 5 * MINUTE_MS);
  });
});
