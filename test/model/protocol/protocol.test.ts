// Random histories of everything that may happen to pages, held against the promise (P1, P2, P8 to P14, P16).

import { env } from "cloudflare:workers";
import fc from "fast-check";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { ISOLATES, live, step } from "./steps";
import { World } from "./world";

const HISTORIES = 10_000 * Number(env.NIGHTLY) || 1_500;

/** A landing must not depend on luck: chance is for the night. */
const SEED = env.NIGHTLY === "" ? { seed: 20_261_124 } : {};

beforeEach(() => {
  vi.spyOn(console, "error").mockImplementation(() => {});
  vi.spyOn(console, "warn").mockImplementation(() => {});
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

it(`in none of ${HISTORIES} histories does a visitor see a page that an acknowledged change made wrong more than 15 s ago`, async () => {
  let hits = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 80, size: "max" }), async (steps) => {
      const world = new World(ISOLATES);
      const wrong = await live(world, steps);
      hits += world.hits;
      expect(wrong).toBeNull();
    }),
    { numRuns: HISTORIES, includeErrorInReport: true, endOnFailure: env.MUTATION !== "", ...SEED },
  );
  // A cache that never answers would keep the promise as well.
  expect(hits).toBeGreaterThan(5 * HISTORIES);
}, 1_800_000);
