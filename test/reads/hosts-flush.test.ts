// Which sites readers come from, as counters bring it to D1 and carry on from it: R6 and R7.

import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { type FirstContactRow, firstContact, flushReads, toFirstContact } from "../../src/db/reads";
import type { ReadCounter } from "../../src/reads/counter";
import {
  aDelivery,
  anArticle,
  counterOf,
  quietWarnings,
  siteGuid,
  storedDays,
  storedHosts,
  today,
  withoutTable,
} from "./builders";

quietWarnings();

describe("hosts in D1", () => {
  it("are absolute sums of the day, however often they are flushed", async () => {
    const articleId = await anArticle();
    const counter = await counterOf(articleId);
    const delivery = aDelivery({ articleId, reads: 5, hosts: { "a.example": 2, "b.example": 1 } });
    await counter.add(delivery);
    await runDurableObjectAlarm(counter);
    await counter.add(delivery);
    await counter.add({ ...delivery, sequence: 2, hosts: { "a.example": 5 } });
    await runDurableObjectAlarm(counter);
    await runInDurableObject(counter, (instance: ReadCounter) => instance.alarm());

    expect(await storedHosts(articleId)).toEqual({ "a.example": 7, "b.example": 1 });
    expect(await storedDays(articleId)).toEqual([{ day: today(), reads: 10 }]);
  });

  it("are never lowered by a flush that lands after its successor, nor written for another site's article", async () => {
    const articleId = await anArticle();
    const day = "2026-11-24";
    const flush = { siteGuid: await siteGuid(), articleId, counted: 9, days: { [day]: 9 } };
    await env.DB.batch(flushReads(env.DB, { ...flush, hosts: { [day]: { "a.example": 8 } } }));

    await env.DB.batch(flushReads(env.DB, { ...flush, hosts: { [day]: { "a.example": 3, "b.example": 1 } } }));
    await env.DB.batch(flushReads(env.DB, { ...flush, siteGuid: "another", hosts: { [day]: { "a.example": 99 } } }));

    expect(await storedHosts(articleId)).toEqual({ "a.example": 8, "b.example": 1 });
  });

  it("are carried on from by a new object, neither lowered nor doubled (R6)", async () => {
    const articleId = await anArticle();
    const counter = await counterOf(articleId);
    await counter.add(aDelivery({ articleId, reads: 40, hosts: { "a.example": 30, "b.example": 2 } }));
    await runDurableObjectAlarm(counter);
    await runInDurableObject(counter, async (_, { storage }) => {
      await storage.deleteAlarm();
      await storage.deleteAll();
    });
    await evictDurableObject(counter);

    await counter.add(aDelivery({ articleId, sender: "later", reads: 3, hosts: { "a.example": 1, "c.example": 1 } }));
    await runDurableObjectAlarm(counter);

    expect(await storedHosts(articleId)).toEqual({ "a.example": 31, "b.example": 2, "c.example": 1 });
    expect(await storedDays(articleId)).toEqual([{ day: today(), reads: 43 }]);
  });

  it("come in whole when D1 was down for the first reads", async () => {
    const articleId = await anArticle();
    const counter = await counterOf(articleId);
    const delivery = aDelivery({ articleId, reads: 2, hosts: { "a.example": 1 } });
    await withoutTable("site", async () => {
      await counter.add(delivery);
    });

    await runDurableObjectAlarm(counter);

    expect(await storedHosts(articleId)).toEqual({ "a.example": 1 });
  });

  it("cost a new object a row each, of its own article and the days around now alone", async () => {
    const articleId = await anArticle();
    const days = ["2026-11-22", "2026-11-23", "2026-11-24"] as const;
    await env.DB.prepare(
      `insert into read_hosts with recursive n(i) as (select 0 union all select i + 1 from n where i < 300)
       select '2026-11-23', ?1 + i, 'a.example', 1 from n union all select '2026-11-01', ?1, 'h' || i, 1 from n
       union all select '2026-11-24', ?1, 'b.example', 2`,
    )
      .bind(articleId)
      .run();

    const question = firstContact(env.DB, { siteGuid: await siteGuid(), articleId, days });
    const { results, meta } = await question.all<FirstContactRow>();

    expect(results.map((row) => toFirstContact(row, days).hosts)).toEqual([
      {
        "2026-11-23": { "a.example": 1 },
        "2026-11-24": { "b.example": 2 },
      },
    ]);
    expect(meta.rows_read).toBeLessThanOrEqual(6 + 2 * 2);
  });
});
