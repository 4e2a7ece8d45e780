// The steps that histories are made of.

import fc from "fast-check";
import { type Database, MAX_LAG_MS } from "./database";
import type { Kv } from "./kv";
import { ARTICLES, type World } from "./world";

export const ISOLATES = 3;

const isolate = fc.nat(ISOLATES - 1);
const page = fc.nat(ARTICLES - 1);
const seconds = (max: number) => fc.integer({ min: 0, max: max * 1000 });
const is = <T extends string>(what: T) => fc.constant(what);
/** The first of the values as a rule, the others now and then. */
const mostly = <T>(usual: T, ...others: T[]) =>
  fc.oneof({ weight: 2 * others.length, arbitrary: fc.constant(usual) }, fc.constantFrom(...others));

const STEPS = {
  visit: [24, fc.record({ do: is("visit"), isolate, page, visitors: mostly(1, 3) })],
  pass: [10, fc.record({ do: is("pass"), ms: fc.oneof(seconds(4), seconds(20), seconds(70), seconds(700)) })],
  edit: [5, fc.record({ do: is("edit"), isolate, article: page, ackMs: mostly(0, 2500) })],
  race: [
    3,
    fc.record({
      do: is("edit during a visit"),
      isolate,
      page,
      latencyMs: fc.constantFrom(300, 1500),
      afterMs: seconds(2),
    }),
  ],
  plan: [3, fc.record({ do: is("plan"), isolate, article: page, inMs: seconds(60) })],
  d1: [
    3,
    fc.record({
      do: is("d1"),
      status: mostly<Database["behaviour"]["status"]>("up", "down", "hangs"),
      latencyMs: mostly(0, 300, 1500, 4000, 30_000),
      lagMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: MAX_LAG_MS })),
    }),
  ],
  kv: [
    3,
    fc.record({
      do: is("kv"),
      status: mostly<Kv["behaviour"]["status"]>("up", "down", "hangs", "older form"),
      latencyMs: mostly(0, 300, 800, 20_000),
      lagMs: fc.oneof(fc.constant(0), seconds(60)),
      losesPuts: mostly(false, true),
    }),
  ],
  calm: [3, fc.record({ do: is("calm") })],
  purge: [1, fc.record({ do: is("purge"), isolate, page })],
  isolate: [4, fc.record({ do: is("new isolate"), isolate })],
  deploy: [1, fc.record({ do: is("deploy"), isolate })],
  restore: [1, fc.record({ do: is("restore"), back: fc.nat(4) })],
  days: [1, fc.record({ do: is("days pass"), days: fc.integer({ min: 1, max: 9 }) })],
  prune: [1, fc.record({ do: is("prune") })],
  clock: [
    1,
    fc.record({ do: is("set the clock"), ms: fc.oneof(fc.integer({ min: -20_000, max: 20_000 }), mostly(-7e6, 7e6)) }),
  ],
} as const;

const arbitraries = Object.values(STEPS).map(([weight, arbitrary]) => ({ weight, arbitrary }));

export const step = fc.oneof(...arbitraries);

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

const DAY_MS = 86_400_000;

/** Carries a history out to its end; the first thing that was wrong, or null. */
export async function live(world: World, steps: readonly Step[]): Promise<string | null> {
  for (const each of steps) {
    await carryOut(world, each);
    await world.time.rest();
    if (world.faults.length > 0) break;
  }
  await world.time.pass(60_000);
  if (world.underWay > 0) world.faults.push("a visit has not ended");
  return world.faults[0] ?? null;
}

async function carryOut(world: World, each: Step): Promise<void> {
  switch (each.do) {
    case "visit":
      for (let visitor = 0; visitor < each.visitors; visitor++) world.visit(each.isolate, each.page);
      return;
    case "pass":
      return world.time.pass(each.ms);
    case "days pass":
      return world.time.pass(each.days * DAY_MS);
    case "edit":
      return world.edit(each.isolate, each.article, each.ackMs);
    case "edit during a visit": {
      const usual = world.db.behaviour;
      world.setDatabase({ status: "up", latencyMs: each.latencyMs });
      world.visit(each.isolate, each.page);
      world.setDatabase(usual);
      await world.time.pass(each.afterMs);
      await world.edit(each.isolate, each.page, 0);
      await world.time.pass(2000);
      return world.visit(each.isolate, each.page);
    }
    case "plan":
      return world.plan(each.isolate, each.article, each.inMs);
    case "purge":
      return world.purge(each.isolate, each.page);
    case "d1":
      return world.setDatabase(each);
    case "kv":
      world.kv.behaviour = each;
      return;
    case "calm":
      world.setDatabase({ status: "up", latencyMs: 0, lagMs: 0 });
      world.kv.behaviour = { status: "up", latencyMs: 0, lagMs: 0, losesPuts: false };
      return;
    case "new isolate":
      return world.startIsolate(each.isolate);
    case "deploy":
      return world.deploy(each.isolate);
    case "restore":
      return world.restore(each.back);
    case "prune":
      return world.db.prune();
    case "set the clock":
      return world.stepClock(each.ms);
  }
}
