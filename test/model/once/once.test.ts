// Random histories of requests under idempotency keys: whatever meets, fails or dies, each key is carried out once.

import { env } from "cloudflare:workers";
import fc from "fast-check";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { live, steps } from "./history";

const HISTORIES = 2_000 * Number(env.NIGHTLY) || 200;

/** A landing must not depend on luck: chance is for the night. */
const SEED = env.NIGHTLY === "" ? { seed: 20_261_126 } : {};

beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => {}));
afterEach(() => void vi.restoreAllMocks());

it(`in none of ${HISTORIES} histories is a key carried out twice, or answered in two ways, or acknowledged and not carried out`, async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (history) => {
      expect(await live(history)).toBeNull();
    }),
    { numRuns: HISTORIES, includeErrorInReport: true, endOnFailure: env.MUTATION !== "", ...SEED },
  );
}, 1_800_000);
