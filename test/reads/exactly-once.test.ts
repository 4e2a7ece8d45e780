// The exact total of all deliveries, over a network and isolates that fail.

import { evictDurableObject } from "cloudflare:test";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { anArticle, anIsolate, counterOf, type Fault, QUICK, quietWarnings, totalOf, unreliable } from "./builders";

quietWarnings();

describe("exactly once", () => {
  it("counts 200 simultaneous reads as 200, with an eviction in the middle", async () => {
    const articleId = await anArticle();
    const isolates = await Promise.all(Array.from({ length: 4 }, () => anIsolate(articleId)));

    const answers = isolates.flatMap(({ read }) => Array.from({ length: 50 }, () => read()));
    await Promise.race(answers);
    await evictDurableObject(await counterOf(articleId));
    await Promise.all(answers);
    await Promise.all(isolates.map(({ settled }) => settled()));

    expect(await totalOf(articleId)).toBe(200);
  });

  it("holds over any faults of the network, for several isolates at once", async () => {
    const fault = fc.constantFrom<Fault>("none", "lost", "unanswered", "late");
    const isolate = fc.record({
      bursts: fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 4 }),
      faults: fc.array(fault, { maxLength: 8 }),
    });

    await fc.assert(
      fc.asyncProperty(fc.array(isolate, { minLength: 1, maxLength: 3 }), async (isolates) => {
        const articleId = await anArticle();
        const times = { ...QUICK, attemptMs: 20 };
        const networks = await Promise.all(
          isolates.map(async ({ bursts, faults }) => {
            const network = unreliable(faults, 2 * times.attemptMs);
            const { read, settled } = await anIsolate(articleId, network, times);
            for (const burst of bursts) await Promise.all(Array.from({ length: burst }, () => read()));
            await settled();
            return network;
          }),
        );
        const expected = isolates.flatMap(({ bursts }) => bursts).reduce((sum, burst) => sum + burst, 0);
        expect(await totalOf(articleId)).toBe(expected);

        // What was given up as late arrives after its repetition.
        await Promise.all(networks.map(({ quiet }) => quiet()));
        expect(await totalOf(articleId)).toBe(expected);
      }),
      { numRuns: 40, includeErrorInReport: true },
    );
  }, 30_000);
});
