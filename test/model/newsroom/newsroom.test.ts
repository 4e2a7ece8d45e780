// Random histories of a newsroom, held against what a fresh render says (P3 to P7, P10, P15).

import { env } from "cloudflare:workers";
import fc from "fast-check";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { readAddress } from "../../../src/content/read-address";
import type { Page } from "../../../src/pages/page";
import { Newsroom } from "./newsroom";
import { type Look, mayTouch, type Published, Reader } from "./reader";
import { type APath, aPath, carryOut, pathOf, type Step, step } from "./steps";

const HISTORIES = 1_000 * Number(env.NIGHTLY) || 40;

/** A landing must not depend on luck: chance is for the night. */
const SEED = env.NIGHTLY === "" ? { seed: 20_261_124 } : {};

beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => {}));

afterEach(() => vi.restoreAllMocks());

/** The pages that are looked at before and after each step, and from which isolate. */
const looks = fc.array(fc.record({ isolate: fc.nat(1), path: aPath }), { minLength: 1, maxLength: 4, size: "max" });
const steps = fc.array(step, { minLength: 1, maxLength: 20, size: "max" });

interface Place {
  isolate: number;
  path: APath;
}

async function live(newsroom: Newsroom, reader: Reader, history: { steps: readonly Step[]; places: readonly Place[] }) {
  for (const each of history.steps) {
    const wanted = history.places.flatMap(({ isolate, path }): Look[] => {
      const known = pathOf(newsroom, path);
      return known === null ? [] : [{ isolate, path: known }];
    });
    for (const look of wanted) {
      const wrong = await reader.look(look, null);
      if (wrong !== null) return wrong;
    }
    const before = wanted.map((look) => reader.known(look));
    const then = newsroom.now;
    const published = await carryOut(newsroom, reader, each);
    const isComparable = !(await reader.cameAndWent(then));
    for (const [place, look] of wanted.entries()) {
      const page = before[place] ?? null;
      const wrong = await reader.look(
        look,
        page !== null && isComparable && isUntouched(look, page, each, published) ? page : null,
      );
      if (wrong !== null) return wrong;
    }
  }
  return null;
}

/** Whether a page that says the same after a step must not have been rendered again. */
function isUntouched({ isolate, path }: Look, page: Page, each: Step, published: Published | null): boolean {
  if (each.do === "command") return published !== null && each.by === isolate && !mayTouch(path, page, published);
  // What the clock changes elsewhere in a section is nothing to an article that doesn't show it (P6).
  return each.do === "pass" && readAddress(path)?.address.kind === "article";
}

it(`in none of ${HISTORIES} histories does a page say what a fresh render would not, or get rendered again in vain`, async () => {
  let hits = 0;
  await fc.assert(
    fc.asyncProperty(steps, looks, async (steps, places) => {
      const newsroom = await Newsroom.open();
      const reader = new Reader(newsroom);
      const wrong = await live(newsroom, reader, { steps, places });
      hits += reader.hits;
      expect(wrong).toBeNull();
    }),
    { numRuns: HISTORIES, includeErrorInReport: true, endOnFailure: env.MUTATION !== "", ...SEED },
  );
  // A cache that never answers would be right as well.
  expect(hits).toBeGreaterThan(10 * HISTORIES);
}, 1_800_000);
