// A counter, stopped at each of its calls: what it has counted, and what D1 has of it, is the same when it is run again.

import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Env } from "../../src/env";
import { ReadCounter } from "../../src/reads/counter";
import { fails, intercepted, withFaults } from "../failing/bindings";
import { aDelivery, alarmOf, anArticle, counterOf, sendersOf, storedDays, storedReads } from "../reads/builders";
import { emptySite } from "./state";
import { Stop, stopEverywhere } from "./stopping";

beforeAll(() => {
  // All at one moment, so that runs differ in nothing by the clock.
  vi.useFakeTimers({ toFake: ["Date"], now: Date.now() });
  vi.spyOn(console, "warn").mockImplementation(() => {});
});

afterAll(() => void vi.useRealTimers());

type Work = (counter: ReadCounter) => Promise<unknown>;

/** The first article of a new site. */
const articleId = 1;

const STORAGE_CALLS = ["getAlarm", "setAlarm", "deleteAlarm", "deleteAll"] as const;

const NEVER = () => new Stop(Number.POSITIVE_INFINITY, "before");

/**
 * Does a counter's work until it is stopped at something that it waits for, of D1 or of its own storage. The object begins
 * anew after it with what it has stored, as after a crash.
 */
async function inObject(stop: Stop, work: Work, their: Env = env): Promise<void> {
  const stub = await counterOf(articleId);
  await runInDurableObject(stub, async (_, state) => {
    const { storage } = state;
    for (const method of STORAGE_CALLS) {
      const original = Reflect.get(storage, method, storage);
      const value = (...values: unknown[]) =>
        stop.on({ part: "READS", method }, async () => Reflect.apply(original, storage, values));
      Object.defineProperty(storage, method, { configurable: true, value });
    }
    await stop.until(() => work(new ReadCounter(state, intercepted(stop.on, their))));
  });
  await evictDurableObject(stub);
}

/** What the counter holds, but for its name, which is drawn anew for each run; and what D1 has of it. */
async function state() {
  const stub = await counterOf(articleId);
  const facts = await runInDurableObject(stub, (_, { storage: { sql } }) => {
    const isNew = sql.exec("select 1 from sqlite_master where name = 'facts'").toArray().length === 0;
    return isNew ? [] : sql.exec("select base, time_zone, flushed, failures from facts").toArray();
  });
  const senders = facts.length === 0 ? [] : await sendersOf(stub);
  const [reads, days] = [await storedReads(articleId), await storedDays(articleId)];
  return { facts, senders, alarm: await alarmOf(stub), reads, days };
}

const add: Work = (counter) => counter.add(aDelivery({ articleId, reads: 3 }));
/** The platform sets none while one runs, and runs one again that was stopped. */
const alarm: Work = (counter) => counter.alarm();

async function withoutReads(): Promise<void> {
  await emptySite();
  await anArticle();
}

async function withReads(their: Env = env): Promise<void> {
  await withoutReads();
  await inObject(NEVER(), add, their);
  await runInDurableObject(await counterOf(articleId), (_, { storage }) => storage.deleteAlarm());
}

describe("a counter that is stopped anywhere ends, when it is run again, as if it had not been stopped:", () => {
  it.each([
    { title: "its alarm's flush", setUp: () => withReads(), work: alarm },
    {
      title: "its alarm's flush, after D1 was down for its first reads",
      setUp: () => withReads(withFaults({ DB: fails("D1_ERROR: Network connection lost.") })),
      work: alarm,
    },
    { title: "a delivery that is sent again", setUp: withoutReads, work: add },
  ])("$title", { timeout: 60_000 }, async ({ setUp, work }) => {
    await setUp();
    const untouched = await state();
    await inObject(NEVER(), work);
    const expected = await state();
    expect(expected).not.toEqual(untouched);

    const stops = await stopEverywhere({
      setUp,
      run: (stop) => inObject(stop, work),
      async afterStop(where) {
        await inObject(NEVER(), work);
        expect([where, await state()]).toEqual([where, expected]);
      },
    });

    // A call of D1 and one of the alarm at least, each before and after.
    expect(stops).toBeGreaterThanOrEqual(4);
  });
});
