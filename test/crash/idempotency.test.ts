// A request under an idempotency key, stopped at each of its calls and sent again: it is carried out exactly once.

import { env } from "cloudflare:workers";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Env } from "../../src/env";
import { TOKEN } from "../api/client";
import { intercepted, overriding } from "../failing/bindings";
import { type Answer, Isolate } from "../failing/isolate";
import { emptySite, tables } from "./state";
import { stopEverywhere } from "./stopping";

/** The test's own, but for the limit of writes a minute, which these would soon reach. */
const unlimited: Env = {
  ...env,
  WRITE_LIMIT: overriding(env.WRITE_LIMIT, { limit: async () => ({ success: true }) }),
};

interface Post {
  path: string;
  body: unknown;
}

const KEY = "1d0ce1f6";

/** Asked of an isolate that has just begun. */
const ask = ({ path, body }: Post, of = unlimited): Promise<Answer> =>
  new Isolate().ask(
    new Request(`http://site.test/api${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json", "idempotency-key": `"${KEY}"` },
      body: JSON.stringify(body),
    }),
    of,
  );

// All at one moment, so that runs differ in nothing by the clock.
beforeAll(() => void vi.useFakeTimers({ toFake: ["Date"], now: Date.now() }));
afterAll(() => void vi.useRealTimers());

describe("a request under a key that is stopped anywhere and sent again, twice, is carried out once, and answered alike", () => {
  it.each<{ title: string; post: Post }>([
    {
      title: "an article",
      post: { path: "/articles", body: { title: "Once", section: "news", body: "Text.", tags: ["once"] } },
    },
    { title: "a purge", post: { path: "/purges", body: { tags: ["once"] } } },
    { title: "a purge at a time", post: { path: "/purges", body: { tags: ["once"], at: "2099-01-01T00:00:00Z" } } },
  ])("$title", { timeout: 60_000 }, async ({ post }) => {
    await emptySite();
    const expected = await ask(post);
    const all = await tables();
    expect([201, 202]).toContain(expected.status);

    const stops = await stopEverywhere({
      setUp: emptySite,
      run: (stop) => stop.until(() => ask(post, intercepted(stop.on, unlimited))),
      async afterStop(where) {
        const [once, twice] = [await ask(post), await ask(post)];

        expect([where, once.status, once.text]).toEqual([where, expected.status, expected.text]);
        expect([where, twice.status, twice.text]).toEqual([where, expected.status, expected.text]);
        expect([where, twice.headers.get("idempotent-replayed")]).toEqual([where, "true"]);
        expect([where, await tables()]).toEqual([where, all]);
      },
    });

    // The limiter, the look at the key, the batch and the answer kept at least, each before and after.
    expect(stops).toBeGreaterThanOrEqual(8);
  });
});
