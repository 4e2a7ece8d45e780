// An isolate's deliveries over a network that fails: R1 to R3.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { Deliveries } from "../../src/reads/deliveries";
import type { Counters, Delivery } from "../../src/reads/delivery";
import {
  aContext,
  anArticle,
  anIsolate,
  type Fault,
  QUICK,
  quietWarnings,
  siteGuid,
  totalOf,
  unreliable,
} from "./builders";

quietWarnings();
/** Counters whose every answer waits until the gate opens. */
function gated() {
  const gate = Promise.withResolvers<void>();
  const sent: Delivery[] = [];
  const counters: Counters = {
    getByName: (name) => ({
      async add(delivery) {
        sent.push(delivery);
        await gate.promise;
        return env.READS.getByName(name).add(delivery);
      },
      total: (articleId) => env.READS.getByName(name).total(articleId),
    }),
  };
  return { counters, sent, open: gate.resolve };
}

/** Lets everything that is ready run. */
const turn = () => scheduler.wait(5);

describe("lanes (R1)", () => {
  it("have at most four deliveries under way, one each", async () => {
    const articleId = await anArticle();
    const { counters, sent, open } = gated();
    const isolate = await anIsolate(articleId, counters, { ...QUICK, attemptMs: 5000 });

    const answers = Array.from({ length: 20 }, () => isolate.read());
    await turn();
    const underWay = sent.map(({ lane, sequence }) => [lane, sequence]);
    open();
    await Promise.all(answers);
    await isolate.settled();

    expect(underWay).toEqual([
      [0, 1],
      [1, 1],
      [2, 1],
      [3, 1],
    ]);
    expect(await totalOf(articleId)).toBe(20);
  });

  it("send number n + 1 only after n is answered", async () => {
    const articleId = await anArticle();
    const network = unreliable(["none", "unanswered", "lost", "unanswered", "none", "late"]);
    const isolate = await anIsolate(articleId, network);

    for (let round = 0; round < 5; round += 1) await Promise.all(Array.from({ length: 6 }, () => isolate.read()));
    await isolate.settled();

    for (const lane of [0, 1, 2, 3]) {
      const numbers = network.sent.filter((delivery) => delivery.lane === lane).map(({ sequence }) => sequence);
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
    }
    expect(await totalOf(articleId)).toBe(30);
  });

  it("are a sender of their own in each isolate", async () => {
    const articleId = await anArticle();
    const [one, other] = [unreliable([]), unreliable([])];

    await (await anIsolate(articleId, one)).read();
    await (await anIsolate(articleId, other)).read();

    expect(one.sent[0]?.sender).not.toBe(other.sent[0]?.sender);
    expect(await totalOf(articleId)).toBe(2);
  });
});

describe("an unknown outcome (R2)", () => {
  it.each(["lost", "unanswered", "late"] as const)(
    "is sent again with the same number and reads: %s",
    async (fault) => {
      const articleId = await anArticle();
      const network = unreliable([fault]);
      const isolate = await anIsolate(articleId, network);

      const answer = await isolate.read();
      await isolate.settled();

      expect(answer).toEqual({ outcome: "counted", counted: true, reads: 1 });
      expect(network.sent[1]).toEqual(network.sent[0]);
      expect(network.stubs).toBe(2);
      expect(await totalOf(articleId)).toBe(1);
    },
  );

  it("carries no read that came later, though one waits", async () => {
    const articleId = await anArticle();
    const network = unreliable(["none", "none", "none", "none", "unanswered", "unanswered"]);
    const isolate = await anIsolate(articleId, network);

    await Promise.all(Array.from({ length: 12 }, () => isolate.read()));
    await isolate.settled();

    const bySequence = Map.groupBy(network.sent, ({ lane, sequence }) => `${lane}.${sequence}`);
    for (const repetitions of bySequence.values()) {
      expect(new Set(repetitions.map((delivery) => JSON.stringify(delivery))).size).toBe(1);
    }
    expect(await totalOf(articleId)).toBe(12);
  });

  it("is sent again after a longer pause when the object is overloaded", async () => {
    const articleId = await anArticle();
    const failing = (error: Error): Counters & { attempts: number } => {
      const counters = {
        attempts: 0,
        getByName: () => ({
          async add() {
            counters.attempts += 1;
            throw error;
          },
          total: async () => ({ outcome: "known" as const, reads: 0 }),
        }),
      };
      return counters;
    };
    const broken = failing(new Error("broken"));
    const overloaded = failing(Object.assign(new Error("too many requests"), { overloaded: true }));
    const times = { ...QUICK, requestMs: 120, answerMs: 120, firstPauseMs: 1, longestPauseMs: 64 };

    await (await anIsolate(articleId, broken, times)).read();
    await (await anIsolate(articleId, overloaded, times)).read();

    expect(overloaded.attempts).toBeLessThan(broken.attempts);
    expect(overloaded.attempts).toBeGreaterThan(1);
  });
});

describe("the queue (R3)", () => {
  it("answers true where a lane was free, queued beyond, and has every read in once settled", async () => {
    const articleId = await anArticle();
    const isolate = await anIsolate(articleId);

    const answers = await Promise.all(Array.from({ length: 50 }, () => isolate.read()));
    await isolate.settled();

    const counts = answers.map((answer) => (answer.outcome === "counted" ? answer.counted : answer.outcome));
    expect(counts.filter((counted) => counted === true)).toHaveLength(4);
    expect(counts.filter((counted) => counted === "queued")).toHaveLength(46);
    expect(await totalOf(articleId)).toBe(50);
  });

  it("rides with the next delivery: 50 reads take 5 deliveries", async () => {
    const articleId = await anArticle();
    const { counters, sent, open } = gated();
    const isolate = await anIsolate(articleId, counters, { ...QUICK, attemptMs: 5000 });

    const answers = Array.from({ length: 50 }, () => isolate.read());
    await turn();
    open();
    await Promise.all(answers);
    await isolate.settled();

    expect(sent.map(({ reads }) => reads)).toEqual([1, 1, 1, 1, 46]);
  });

  it("tells a queued reader the latest total known", async () => {
    const articleId = await anArticle();
    await env.DB.prepare("insert into article_reads values (?, 41, 0)").bind(articleId).run();
    const isolate = await anIsolate(articleId);
    await isolate.read();

    const answers = await Promise.all(Array.from({ length: 5 }, () => isolate.read()));
    await isolate.settled();

    expect(answers[4]).toEqual({ outcome: "counted", counted: "queued", reads: 42 });
  });

  it("holds every queued request's waitUntil until its read is in", async () => {
    const articleId = await anArticle();
    const { counters, open } = gated();
    const deliveries = new Deliveries({ times: { ...QUICK, attemptMs: 5000 } });
    const guid = await siteGuid();
    const contexts = Array.from({ length: 6 }, aContext);
    const call = { env: { READS: counters }, siteGuid: guid, articleId };
    const answers = contexts.map(({ waitUntil }) => deliveries.countRead({ ...call, waitUntil }));
    let isSettled = false;
    const last = contexts[5]?.settled().then(() => {
      isSettled = true;
    });
    await scheduler.wait(30);
    const settledEarly = isSettled;

    open();
    await last;

    expect(settledEarly).toBe(false);
    expect(await totalOf(articleId)).toBe(6);
    await Promise.all(answers);
  });

  it("is taken along by the next request when the one that ran the lane gave up", async () => {
    const articleId = await anArticle();
    const dead: Counters = unreliable(Array.from({ length: 5000 }, () => "lost" as const));
    const isolate = await anIsolate(articleId, dead, { ...QUICK, requestMs: 300, answerMs: 300 });
    const during = await Promise.all(Array.from({ length: 9 }, () => isolate.read()));
    await isolate.settled();

    const after = await Promise.all(Array.from({ length: 4 }, () => isolate.read(env.READS)));
    await isolate.settled();

    const outcomes = during.map((answer) => (answer.outcome === "counted" ? answer.counted : answer.outcome));
    expect(outcomes).toEqual([...Array(4).fill("down"), ...Array(5).fill("queued")]);
    expect(after).toMatchObject(Array(4).fill({ outcome: "counted", counted: true }));
    expect(await totalOf(articleId)).toBe(13);
  });

  it("never answers true for an object that is down (R6)", async () => {
    const articleId = await anArticle();
    const dead = unreliable(Array.from({ length: 5000 }, (_, n) => (n % 2 ? "lost" : "unanswered") as Fault));
    const isolate = await anIsolate(articleId, dead, { ...QUICK, requestMs: 60, answerMs: 40 });

    expect(await isolate.read()).toEqual({ outcome: "down" });

    await isolate.settled();
    expect(await totalOf(articleId)).toBe(1);
  });

  it("answers unknown for an article that does not exist, and leaves nothing behind", async () => {
    const network = unreliable([]);
    const isolate = await anIsolate(777_777, network);

    expect(await isolate.read()).toEqual({ outcome: "unknown" });
    await isolate.settled();
    await isolate.read();

    expect(network.sent[1]?.sender).not.toBe(network.sent[0]?.sender);
  });

  it("keeps lanes for a bounded number of articles, and never uses a dropped sender again", async () => {
    const [first, second] = [await anArticle(), await anArticle()];
    const network = unreliable([]);
    const deliveries = new Deliveries({ times: QUICK, capacity: 1 });
    const guid = await siteGuid();

    for (const articleId of [first, second, first]) {
      const context = aContext();
      await deliveries.countRead({ env: { READS: network }, siteGuid: guid, articleId, waitUntil: context.waitUntil });
      await context.settled();
    }

    expect(new Set(network.sent.map(({ sender }) => sender)).size).toBe(3);
    expect(await totalOf(first)).toBe(2);
  });

  it("turns reads away, uncounted, when every place for an article is taken by reads that wait", async () => {
    const [first, second] = [await anArticle(), await anArticle()];
    const { counters, open } = gated();
    const deliveries = new Deliveries({ times: { ...QUICK, attemptMs: 5000 }, capacity: 1 });
    const context = aContext();
    const call = { env: { READS: counters }, siteGuid: await siteGuid(), waitUntil: context.waitUntil };
    const waiting = deliveries.countRead({ ...call, articleId: first });

    const turnedAway = await deliveries.countRead({ ...call, articleId: second });
    open();

    expect(turnedAway).toEqual({ outcome: "down" });
    expect(await waiting).toMatchObject({ counted: true });
    await context.settled();
    expect(await totalOf(second)).toBe(0);
  });
});
