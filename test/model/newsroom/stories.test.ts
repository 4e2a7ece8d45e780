// The stories, each held against what a fresh render says, in the writer's isolate.

import { afterAll, expect, it } from "vitest";
import { live } from "./live";
import { Newsroom } from "./newsroom";
import { STORIES } from "./stories";

let answered = 0;

// A cache that never answers would be right as well.
afterAll(() => expect(answered).toBeGreaterThan(5 * Object.keys(STORIES).length));

it.each(Object.entries(STORIES))("%s", async (_, history) => {
  const { wrong, hits } = await live(await Newsroom.open(), history);
  answered += hits;

  expect(wrong).toBeNull();
});
