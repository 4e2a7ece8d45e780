// What is wrong with a request before its fields are read (token, body, size, address) is told by status and type.

import { beforeAll, describe, expect, it } from "vitest";
import { type Answer, anArticle, answerOf, api, publish, TOKEN, visit } from "./client";
import { expectNothingChanged, expectProblem } from "./refusals";

let id = 0;

beforeAll(async () => {
  id = (await publish()).id;
});

expectNothingChanged();

describe("a token", () => {
  const withoutToken = async (method: string, path: string, headers: Record<string, string> = {}): Promise<Answer> =>
    answerOf(await visit(`/api${path}`, { method, headers }));

  // That each call needs one, and of which scope, is held by test/access/scopes.test.ts.
  it.each([
    ["GET", "/articles"],
    ["POST", "/articles"],
  ])("is needed: %s %s", async (method = "", path = "") => {
    const answer = await withoutToken(method, path);

    expectProblem(answer, 401, "unauthorized");
    expect(answer.headers.get("www-authenticate")).toBe('Bearer realm="edgewise"');
  });

  it.each(["Bearer wrong", "Bearer test-admin-token-2", "Bearer test-admin-toke"])(
    "that is wrong is refused as such: %s",
    async (authorization) => {
      const answer = await withoutToken("GET", "/articles", { authorization });

      expectProblem(answer, 401, "unauthorized");
      expect(answer.headers.get("www-authenticate")).toContain('error="invalid_token"');
    },
  );

  it.each(["", "Bearer", "Bearer ", "Basic dGVzdDp0ZXN0", "test-admin-token", "Bearer a b"])(
    "that is none is as good as none: %j",
    async (authorization) => {
      expectProblem(await withoutToken("GET", "/articles", { authorization }), 401, "unauthorized");
    },
  );

  it("may follow its scheme in any case", async () => {
    expect((await withoutToken("GET", "/articles", { authorization: "bearer  test-admin-token" })).status).toBe(200);
  });
});

describe("a body that can't be read", () => {
  const bytes = (...values: number[]) => Uint8Array.of(...values).buffer;
  const nested = (deep: number) => `${"[".repeat(deep)}${"]".repeat(deep)}`;

  it.each([
    ["nothing", ""],
    ["half an object", '{"title":'],
    ["two values", "{} {}"],
    ["a trailing comma", '{"title":"x",}'],
    ["JSON nested 33 deep", nested(33)],
    ["JSON nested 33 deep among others", `{"a":[],"title":${nested(32)}}`],
    ["a string that doesn't end", `"${'\\"'.repeat(300_000)}`],
  ])("answers 400 as broken JSON: %s", async (_, text) => {
    expectProblem(await api("POST", "/articles", text), 400, "broken-json");
    expectProblem(await api("PATCH", `/articles/${id}`, text), 400, "broken-json");
    expectProblem(await api("PUT", "/site", text), 400, "broken-json");
  });

  it("names the limit of nesting; 32 deep, and brackets in texts, are read", async () => {
    expect((await api("POST", "/articles", nested(33))).body.detail).toContain("32");
    expectProblem(await api("POST", "/articles", nested(32)), 422, "invalid-fields");
    expectProblem(await api("POST", "/articles", JSON.stringify(`${"[".repeat(99)}\\"`)), 422, "invalid-fields");
  });

  it.each([
    ["a stray byte", bytes(0x22, 0xff, 0x22)],
    ["a surrogate in UTF-8", bytes(0x22, 0xed, 0xa0, 0x80, 0x22)],
    ["an overlong slash", bytes(0x22, 0xc0, 0xaf, 0x22)],
    ["GBK", bytes(0x22, 0xd6, 0xd0, 0x22)],
  ])("answers 400 as broken UTF-8: %s", async (_, body) => {
    expectProblem(await api("POST", "/articles", body), 400, "broken-utf-8");
    expectProblem(await api("POST", "/articles", body, { "content-type": "text/markdown" }), 400, "broken-utf-8");
  });

  it.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/jsonp", ""])(
    "answers 415 to a wrong Content-Type, and names those that are taken: %j",
    async (type) => {
      const answer = await api("POST", "/articles", "{}", { "content-type": type });

      expectProblem(answer, 415, "unsupported-media-type");
      expect(answer.headers.get("accept")).toContain("application/json");
      expectProblem(
        await api("PATCH", `/articles/${id}`, "{}", { "content-type": type }),
        415,
        "unsupported-media-type",
      );
    },
  );

  it("takes a Markdown file only where articles are made", async () => {
    const type = { "content-type": "text/markdown" };

    expectProblem(await api("PATCH", `/articles/${id}`, "Text.", type), 415, "unsupported-media-type");
    expectProblem(await api("PUT", "/site", "Text.", type), 415, "unsupported-media-type");
  });
});

describe("a limit", () => {
  it.each([
    ["a body of 512 KiB and a byte", JSON.stringify(anArticle({ body: "a".repeat(512 * 1024 + 1) })), "524288"],
    ["a body whose UTF-8 is too long", JSON.stringify(anArticle({ body: "字".repeat(175_000) })), "524288"],
    ["a request of 1 MiB and more", JSON.stringify({ body: "a".repeat(1024 * 1024) }), "1048576"],
  ])("is named by 413: %s", async (_, text, limit) => {
    for (const answer of [await api("POST", "/articles", text), await api("PATCH", `/articles/${id}`, text)]) {
      expectProblem(answer, 413, "too-large");
      expect(answer.body.detail).toContain(limit);
    }
  });

  it("holds for a request that doesn't say how long it is", async () => {
    const chunks = [...Array.from({ length: 16 }, () => 64 * 1024), 1];
    const chunked = new ReadableStream({
      pull(controller) {
        controller.enqueue(new Uint8Array(chunks.shift() ?? 0));
        if (chunks.length === 0) controller.close();
      },
    });

    const response = await visit("/api/articles", {
      method: "POST",
      headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json" },
      body: chunked,
    });

    expect(response.status).toBe(413);
  });
});

describe("an address", () => {
  it.each([
    ["PUT", "/articles", "GET, HEAD, POST"],
    ["POST", "/articles/1", "GET, HEAD, PATCH, DELETE"],
    ["GET", "/preview", "POST"],
    ["DELETE", "/purges", "GET, HEAD, POST"],
    ["POST", "/site", "GET, HEAD, PUT"],
    ["PATCH", "/sections", "GET, HEAD, PUT"],
    ["DELETE", "/jobs", "GET, HEAD"],
    ["GET", "/jobs/purge", "POST"],
    ["POST", "/health", "GET, HEAD"],
    ["OPTIONS", "/articles", "GET, HEAD, POST"],
  ])("that doesn't take a method answers 405 and names those that it takes: %s %s", async (method, path, allow) => {
    const answer = await api(method, path);

    expectProblem(answer, 405, "method-not-allowed");
    expect(answer.headers.get("allow")).toBe(allow);
  });

  it.each(["", "/", "/nothing", "/nothing/", "/articles/1/nothing", "/Articles", "/articles/%ff/x", "/site/x"])(
    "that there is not answers 404: /api%s",
    async (path) => {
      expectProblem(await api("GET", path), 404, "not-found");
    },
  );

  it.each([
    ["POST", "/articles/", "/api/articles"],
    ["GET", "/articles//?limit=3", "/api/articles?limit=3"],
    ["PATCH", `/articles/1/`, "/api/articles/1"],
    ["GET", "/openapi.json/", "/api/openapi.json"],
  ])("with a slash too many leads to the right one, and keeps the method: %s %s", async (method, path, right) => {
    const { status, headers } = await visit(`/api${path}`, { method });

    expect([status, headers.get("location")]).toEqual([308, right]);
  });

  it.each([
    ["GET", "/site?lang=en", "lang"],
    ["DELETE", "/articles/1?x", "x"],
    ["GET", "/health?t=1", "t"],
    ["POST", "/media?nome=x", "nome"],
  ])("names a parameter that the call doesn't know: %s %s", async (method, path, parameter) => {
    const answer = await api(method, path);

    expectProblem(answer, 422, "invalid-fields");
    expect(answer.body.errors).toMatchObject([{ parameter }]);
  });

  it("answers HEAD as GET, without the body", async () => {
    const head = await visit("/api/articles", {
      method: "HEAD",
      headers: { authorization: `Bearer ${TOKEN}` },
    });

    expect([head.status, head.headers.get("content-type"), await head.text()]).toEqual([200, "application/json", ""]);
  });
});
