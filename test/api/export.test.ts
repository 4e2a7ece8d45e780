// What GET /api/export may be asked, and by whom.

import { expect, it } from "vitest";
import { api, visit } from "./client";

it("is a stream of NDJSON that nobody keeps, for administrators", async () => {
  const authorization = "Bearer test-admin-token";

  const answer = await visit("/api/export", { headers: { authorization } });

  expect(answer.status).toBe(200);
  expect(answer.headers.get("content-type")).toBe("application/x-ndjson");
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(new TextDecoder().decode(await answer.arrayBuffer())).toMatch(
    /^\{"type":"edgewise","format":1,"site":"http:\/\/site\.test",/,
  );
  expect((await visit("/api/export")).status).toBe(401);
});

it.each(["cursor=!", "cursor=e30", "limit=0", "limit=x", "reads=never", "page=2"])(
  "names the parameter that it can't read: %s",
  async (query) => {
    const { status, body } = await api("GET", `/export?${query}`);

    expect([status, body.errors]).toMatchObject([422, [{ parameter: query.split("=")[0] }]]);
  },
);
