// The limit of writes a minute, as it is deployed; other tests may write more.

import { createExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, it } from "vitest";
import { app } from "../../src/app";
import { ORIGIN, TOKEN } from "./client";

const limited = { ...env, WRITE_LIMIT: env.WRITE_LIMIT_AS_DEPLOYED };

const ask = (method: string, path: string): Promise<Response> | Response => {
  const headers = { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" };
  const request = new Request(`${ORIGIN}/api${path}`, { method, headers, ...(method === "POST" && { body: "{}" }) });
  return app.fetch(request, limited, createExecutionContext());
};

it("answers 429 with Retry-After beyond 600 writes a minute of one token, and reads go on", async () => {
  // Twice the limit and one: a minute may end in between.
  const statuses = new Map<number, number>();
  let refused: Response | null = null;
  for (let n = 0; n < 1201 && refused === null; n++) {
    const answer = await ask("POST", "/preview");
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
    if (answer.status === 429) refused = answer;
  }

  expect(statuses.get(422)).toBeGreaterThanOrEqual(600);
  expect(refused?.headers.get("retry-after")).toBe("60");
  expect(await refused?.json()).toMatchObject({
    ...{ type: "/problems/too-many-writes", status: 429 },
    detail: expect.stringContaining("600"),
  });
  expect((await ask("GET", "/articles")).status).toBe(200);
});
