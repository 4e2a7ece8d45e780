// The limit of writes a minute. In a file of its own, since it uses up the token's.

import { expect, it } from "vitest";
import { api } from "./client";

it("answers 429 with Retry-After beyond 600 writes a minute of one token, and reads go on", async () => {
  // Twice the limit and one: a minute may end in between.
  const statuses = new Map<number, number>();
  let refused = null;
  for (let n = 0; n < 1201 && refused === null; n++) {
    const answer = await api("POST", "/preview", {});
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
    if (answer.status === 429) refused = answer;
  }

  expect(statuses.get(422)).toBeGreaterThanOrEqual(600);
  expect(refused?.headers.get("retry-after")).toBe("60");
  expect(refused?.body).toMatchObject({ type: "/problems/too-many-writes", status: 429 });
  expect(refused?.body.detail).toContain("600");
  expect((await api("GET", "/articles")).status).toBe(200);
});
