// What becomes of reads whose lane's request fails or ends: R2 and R3.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { claimLane, makeLanes, queueRead, release, takeDelivery } from "../../src/reads/lanes";
import { LANES } from "../../src/reads/limits";
import { anArticle, anIsolate, type Fault, QUICK, quietWarnings, totalOf, unreliable } from "./builders";

quietWarnings();

describe("a delivery that failed", () => {
  it("is sent again without the reads that were queued since, though every lane has failed", async () => {
    const articleId = await anArticle();
    const network = unreliable(Array.from({ length: 2 * LANES }, () => "unanswered" as const));
    const isolate = await anIsolate(articleId, network);

    await Promise.all(Array.from({ length: 9 }, () => isolate.read()));
    await isolate.settled();

    const byNumber = Map.groupBy(network.sent, ({ lane, sequence }) => `${lane}.${sequence}`);
    expect(byNumber.get("0.1")?.length).toBeGreaterThan(1);
    for (const repetitions of byNumber.values())
      expect(new Set(repetitions.map((delivery) => JSON.stringify(delivery))).size).toBe(1);
    expect(await totalOf(articleId)).toBe(9);
  });

  it("is taken up before a free lane is", () => {
    const article = makeLanes("isolate");
    const held = Array.from({ length: LANES }, () => claimLane(article, { now: 0, leasedUntil: 1000 }));
    const left = held[2];
    if (!left) throw new Error("new lanes are free");
    queueRead(article, { now: 0, host: null });
    const sending = takeDelivery(article, left, 0);
    for (const run of held) if (run) release(run);

    const heir = claimLane(article, { now: 1, leasedUntil: 1001 });

    expect(heir?.lane).toBe(left.lane);
    expect(heir && takeDelivery(article, heir, 1)).toBe(sending);
  });
});

describe("a queued request", () => {
  it("sees its read in, and what was left, when those that ran the lanes are over", async () => {
    const articleId = await anArticle();
    const lost = unreliable(Array.from({ length: 5000 }, (): Fault => "lost"));
    const times = { ...QUICK, requestMs: 400, answerMs: 200 };
    const isolate = await anIsolate(articleId, lost, times);
    const runners = Array.from({ length: LANES }, () => isolate.read());
    await Promise.all(runners);

    const queued = await isolate.read(env.READS);
    await isolate.settled();

    expect(queued).toMatchObject({ counted: "queued" });
    // Its own, and the delivery of one lane: the others wait for the next readers.
    expect(await totalOf(articleId)).toBe(2);
  });
});
