// One counter, as isolates and D1 see it: R4 to R6.

import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { firstContact } from "../../src/db/reads";
import type { ReadCounter } from "../../src/reads/counter";
import { counterTables } from "../../src/reads/counter-tables";
import { counterName } from "../../src/reads/delivery";
import {
  aDelivery,
  anArticle,
  counterOf,
  HOUR_MS,
  MINUTE_MS,
  quietWarnings,
  sendersOf,
  siteGuid,
  storedDays,
  storedReads,
  today,
  withoutTable,
} from "./builders";

quietWarnings();

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

    await counter.add(aDelivery({ articleId, sequence: 2, reads: 9, hosts: { "a.example": 5, "b.example": 4 } }));

    expect(await sendersOf(counter)).toEqual([{ sender: "isolate.0", last: 2, reads: 10 }]);
    await runInDurableObject(counter, (_, { storage }) => {
      const next = { sender: "isolate.0", day: today(), last: 3, reads: 2, seen: Date.now() };
      const tables = counterTables(storage.sql);
      expect(tables.add(next).rowsWritten).toBe(1);
      expect(tables.add({ ...next, hosts: { "a.example": 1, "c.example": 1 } }).rowsWritten).toBe(1);
      expect(tables.days().get(today())?.hosts).toEqual(
        new Map([
          ["a.example", 6],
          ["b.example", 4],
          ["c.example", 1],
        ]),
      );
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
