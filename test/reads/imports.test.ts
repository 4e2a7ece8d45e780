// An import's base beside a counter at work: whatever the order, neither loses anything of the other's (R7).

import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import fc from "fast-check";
import { expect, it } from "vitest";
import type { ReadCounter } from "../../src/reads/counter";
import { aDelivery, anArticle, counterOf, quietWarnings, storedReads, totalOf, withoutTable } from "./builders";

quietWarnings();

/** As an import sets it: beside what is counted, and no counter is told. */
const setBase = (articleId: number, base: number) =>
  env.DB.prepare(
    `insert into article_reads (article_id, base) values (?, ?)
     on conflict (article_id) do update set base = excluded.base`,
  )
    .bind(articleId, base)
    .run();

type Step = { do: "import"; base: number } | { do: "read"; reads: number } | { do: "flush" | "fail" | "evict" };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant("import" as const), base: fc.nat(100_000) }),
  fc.record({ do: fc.constant("read" as const), reads: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ do: fc.constantFrom("flush" as const, "fail" as const, "evict" as const) }),
);

it("is lost by no flush, and loses no read, in any order of imports, reads, flushes, failures and evictions", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
      const articleId = await anArticle();
      const counter = await counterOf(articleId);
      const flush = () => runInDurableObject(counter, (instance: ReadCounter) => instance.alarm());
      let base = 0;
      let reads = 0;
      let sequence = 0;

      for (const one of steps) {
        if (one.do === "import") {
          base = one.base;
          await setBase(articleId, base);
        } else if (one.do === "read") {
          reads += one.reads;
          sequence += 1;
          await counter.add(aDelivery({ articleId, sequence, reads: one.reads }));
        } else if (one.do === "flush") await flush();
        else if (one.do === "fail") await withoutTable("article_reads", flush);
        else {
          // Only one that runs can be evicted.
          await counter.total(articleId);
          await evictDurableObject(counter);
        }
      }
      await counter.add(aDelivery({ articleId, sequence: sequence + 1 }));
      await runDurableObjectAlarm(counter);

      expect(await storedReads(articleId)).toEqual({ base, counted: reads + 1 });
      expect(await totalOf(articleId)).toBe(base + reads + 1);
    }),
    { numRuns: 40, includeErrorInReport: true },
  );
}, 30_000);
