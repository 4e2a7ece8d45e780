// Reads while the counters' own D1 fails: they are counted, and told without a total (R6).

import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import type { Env } from "../../src/env";
import { ReadCounter } from "../../src/reads/counter";
import type { Counters } from "../../src/reads/delivery";
import { publish } from "../api/client";
import { quietConsole } from "../pages/builders";
import { counterOf, totalOf } from "../reads/builders";
import { fails, hangs, overriding, withFaults } from "./bindings";
import { Isolate } from "./isolate";
import { requestOf } from "./requests";

quietConsole();

const ORIGIN = "http://site.test";

/** The real counters, which ask this environment's D1. */
function countersOf(their: Env): Env["READS"] {
  const getByName: Counters["getByName"] = (name) => {
    const inObject = <T>(work: (counter: ReadCounter) => Promise<T>) =>
      runInDurableObject(env.READS.getByName(name), (_, state) => work(new ReadCounter(state, their)));
    return {
      add: (delivery) => inObject((counter) => counter.add(delivery)),
      total: (articleId) => inObject((counter) => counter.total(articleId)),
    };
  };
  return overriding(env.READS, { getByName });
}

it.each([
  ["is down", fails("D1_ERROR: Network connection lost.")],
  ["hangs", hangs],
])("counts a read within two seconds though D1 %s, tells no total, and later all of it", async (_, fault) => {
  const { id } = await publish();
  const isolate = new Isolate();
  await isolate.ask(new Request(`${ORIGIN}/news`), env);
  const without = withFaults({ DB: fault });
  const request = requestOf({ kind: "count", method: "POST", path: `/reads/${id}`, status: 200 }, ORIGIN);

  const answer = await isolate.ask(request, { ...without, READS: countersOf(without) });

  expect(JSON.parse(answer.text)).toEqual({ id, reads: null, counted: true });
  expect(answer.ms).toBeLessThan(2000 + 800);
  await evictDurableObject(await counterOf(id));
  expect(await totalOf(id)).toBe(1);
});
