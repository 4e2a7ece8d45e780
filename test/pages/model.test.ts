// Random histories of everything that may happen to pages, held against the promise.

import fc from "fast-check";
import { expect, it, vi } from "vitest";
import { ARTICLES, REPLICA_LAG_MS, World } from "./world";

const ISOLATES = 3;

const isolate = fc.nat(ISOLATES - 1);
const article = fc.nat(ARTICLES - 1);
const seldom = fc.nat(5).map((n) => n === 0);
const seconds = (max: number) => fc.integer({ min: 0, max: max * 1000 });

const step = fc.oneof(
  {
    weight: 24,
    arbitrary: fc.record({ do: fc.constant("visit" as const), isolate, page: article, isSlow: seldom }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant("pass" as const), ms: fc.oneof(seconds(4), seconds(20), seconds(70)) }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("edit" as const), isolate, article }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("plan" as const), isolate, article, inMs: seconds(60) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("end slow renders" as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant("replica" as const), lagMs: fc.integer({ min: 0, max: REPLICA_LAG_MS }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("kv" as const), lagMs: seconds(60), losesPuts: seldom }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("purge" as const), isolate, page: article }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("new isolate" as const), isolate }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("deploy" as const), isolate }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("restore" as const), back: fc.nat(4) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("days pass" as const), days: fc.integer({ min: 1, max: 9 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("prune" as const) }) },
);

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** Carries a history out; the first thing that was wrong, or null. */
async function live(world: World, steps: readonly Step[]): Promise<string | null> {
  const slow: Promise<string | null>[] = [];
  for (const each of [...steps, { do: "end slow renders" as const }]) {
    const wrong = await carryOut(world, each, slow);
    if (wrong !== null) return wrong;
  }
  return null;
}

/** Waits for work that may itself wait for time to pass, such as for another request's render (P14). */
async function untilDone<T>(world: World, work: Promise<T>, isEnough: () => boolean = () => false): Promise<void> {
  let isDone = false;
  work.finally(() => {
    isDone = true;
  });
  for (let turn = 0; !isDone && !isEnough(); turn++) {
    await new Promise((resolve) => setTimeout(resolve, turn < 20 ? 0 : 2));
    if (turn >= 20) world.now += 100;
  }
}

async function carryOut(world: World, each: Step, slow: Promise<string | null>[]): Promise<string | null> {
  switch (each.do) {
    case "visit": {
      const visit = world.visit(each.isolate, each.page, each.isSlow);
      const before = world.slowRenders;
      // A slow render's answer comes later; by then others have had their say.
      await untilDone(world, visit, () => each.isSlow && world.slowRenders > before);
      if (!each.isSlow) return visit;
      slow.push(visit);
      return null;
    }
    case "pass":
      world.now += each.ms;
      return null;
    case "days pass":
      world.now += each.days * 86_400_000;
      return null;
    case "edit":
      world.edit(each.isolate, each.article);
      return null;
    case "plan":
      world.plan(each.isolate, each.article, each.inMs);
      return null;
    case "purge":
      world.purge(each.isolate, each.page);
      return null;
    case "end slow renders":
      for (const visit of slow.splice(0)) {
        await untilDone(world, visit, () => {
          world.endSlowRenders();
          return false;
        });
        const wrong = await visit;
        if (wrong !== null) return wrong;
      }
      return null;
    case "replica":
      world.replicaLagMs = each.lagMs;
      return null;
    case "kv":
      world.kvLagMs = each.lagMs;
      world.losesPuts = each.losesPuts;
      return null;
    case "new isolate":
      world.startIsolate(each.isolate);
      return null;
    case "deploy":
      world.deploy(each.isolate);
      return null;
    case "restore":
      world.restore(each.back);
      return null;
    case "prune":
      world.prune();
      return null;
  }
}

it("no history makes a visitor see a page that an acknowledged change made wrong more than 15 s ago", async () => {
  let hits = 0;
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 80, size: "max" }), async (steps) => {
      const world = new World(ISOLATES);
      const wrong = await live(world, steps);
      hits += world.hits;
      expect(wrong).toBeNull();
    }),
    { numRuns: 200 },
  );
  // A cache that never answers would keep the promise as well.
  expect(hits).toBeGreaterThan(1000);
}, 180_000);
