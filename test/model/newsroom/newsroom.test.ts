// Random histories of a newsroom, held against what a fresh render says (P3 to P7, P10, P15).

import { env } from "cloudflare:workers";
import fc from "fast-check";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { live } from "./live";
import { Newsroom } from "./newsroom";
import { type APath, aContestedPath, aPath, contention, type Step, step } from "./steps";

const HISTORIES = 1_000 * Number(env.NIGHTLY) || 40;

/** A landing must not depend on luck: chance is for the night. */
const SEED = env.NIGHTLY === "" ? { seed: 20_261_124 } : {};

beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => {}));

afterEach(() => vi.restoreAllMocks());

/** The pages that are looked at before and after each step, and from which isolate. */
const looksAt = (path: fc.Arbitrary<APath>) =>
  fc.array(fc.record({ isolate: fc.nat(1), path }), { minLength: 1, maxLength: 4, size: "max" });
const historyOf = (each: fc.Arbitrary<Step>) => fc.array(each, { minLength: 1, maxLength: 20, size: "max" });

/** Lives histories of these steps, looking at these pages; how many pages were served as they were kept. */
async function liveAll(each: fc.Arbitrary<Step>, path: fc.Arbitrary<APath>): Promise<number> {
  let answered = 0;
  await fc.assert(
    fc.asyncProperty(historyOf(each), looksAt(path), async (steps, places) => {
      const { wrong, hits } = await live(await Newsroom.open(), { steps, places });
      answered += hits;
      expect(wrong).toBeNull();
    }),
    { numRuns: HISTORIES, includeErrorInReport: true, endOnFailure: env.MUTATION !== "", ...SEED },
  );
  return answered;
}

it(`in none of ${HISTORIES} histories does a page say what a fresh render would not, or get rendered again in vain`, async () => {
  // A cache that never answers would be right as well.
  expect(await liveAll(step, aPath)).toBeGreaterThan(10 * HISTORIES);
}, 1_800_000);

it(`nor in ${HISTORIES} histories in which articles, standing pages and redirects contend for addresses`, async () => {
  expect(await liveAll(contention, aContestedPath)).toBeGreaterThan(5 * HISTORIES);
}, 1_800_000);
