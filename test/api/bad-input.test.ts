// What is wrong with a request is told by status, type and field; and nothing wrong changes anything.

import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Answer, anArticle, api, type Body, publish, rows, visit } from "./client";

const state = async () =>
  rows(`select (select count(*) from articles) as articles, (select sum(version) from articles) as versions,
    (select count(*) from revisions) as revisions, (select count(*) from audit) as audit,
    (select max(id) from ledger) as ledger, (select count(*) from article_slugs) as slugs`);

let before: Body[] = [];
let id = 0;

beforeAll(async () => {
  id = (await publish()).id;
  before = await state();
});

afterEach(async () => {
  expect(await state(), "nothing was changed").toEqual(before);
});

/** A problem as RFC 9457 has it. */
function expectProblem(answer: Answer, status: number, name: string) {
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(answer.body).toMatchObject({ type: `/problems/${name}`, title: expect.stringMatching(/./), status });
  expect(answer.status).toBe(status);
}

const pointersOf = ({ body }: Answer): string[] =>
  (body.errors ?? []).map(({ pointer }: { pointer: string }) => pointer);

describe("a token", () => {
  const withoutToken = async (method: string, path: string, headers: Record<string, string> = {}): Promise<Answer> => {
    const response = await visit(`/api${path}`, { method, headers });
    return { status: response.status, headers: response.headers, body: await response.json() };
  };

  it.each([
    ["GET", "/articles"],
    ["POST", "/articles"],
    ["GET", "/articles/1"],
    ["PATCH", "/articles/1"],
    ["DELETE", "/articles/1"],
    ["POST", "/preview"],
    ["GET", "/purges"],
    ["POST", "/purges"],
    ...["/site", "/sections", "/links", "/searches"].flatMap((path) => [
      ["GET", path],
      ["PUT", path],
    ]),
    ["POST", "/media"],
    ["GET", "/jobs"],
    ["POST", "/jobs/purge"],
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
      headers: { authorization: "Bearer test-admin-token", "content-type": "application/json" },
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

  it.each(["", "/", "/nothing", "/articles/1/nothing", "/articles/", "/Articles", "/articles/%ff/x", "/site/x"])(
    "that there is not answers 404: /api%s",
    async (path) => {
      expectProblem(await api("GET", path), 404, "not-found");
    },
  );

  it("answers HEAD as GET, without the body", async () => {
    const head = await visit("/api/articles", {
      method: "HEAD",
      headers: { authorization: "Bearer test-admin-token" },
    });

    expect([head.status, head.headers.get("content-type"), await head.text()]).toEqual([200, "application/json", ""]);
  });
});

const LONE = "\ud800";
const NUL = "a\u0000b";
const tooLong = (max: number) => "字".repeat(max + 1);

/** Field, wrong value, and where it is wrong if not in the field itself. */
const WRONG: [string, unknown, string?][] = [
  ...["title", "body", "section"].flatMap((field): [string, unknown][] => [
    [field, null],
    [field, ""],
    [field, 7],
    [field, ["x"]],
    [field, {}],
    [field, LONE],
    [field, NUL],
  ]),
  ...["kind", "summary", "author"].flatMap((field): [string, unknown][] => [
    [field, ""],
    [field, "  \t "],
    [field, false],
    [field, LONE],
    [field, NUL],
    [field, "a\u001bb"],
  ]),
  ["title", "   "],
  ["title", tooLong(200)],
  ["kind", tooLong(20)],
  ["summary", tooLong(500)],
  ["author", tooLong(100)],
  ["section", tooLong(80)],
  ["section", "nowhere"],
  ["section", "NEWS"],
  ["format", "pdf"],
  ["format", null],
  ["slug", tooLong(120)],
  ["slug", 7],
  ["slug", LONE],
  ["slug", NUL],
  ["tags", "a"],
  ["tags", {}],
  ["tags", ["a", 7], "#/tags/1"],
  ["tags", ["a", null], "#/tags/1"],
  ["tags", [""], "#/tags/0"],
  ["tags", [LONE], "#/tags/0"],
  ["tags", [NUL], "#/tags/0"],
  ["tags", [tooLong(50)], "#/tags/0"],
  ["tags", Array.from({ length: 51 }, (_, n) => `t${n}`)],
  ["source", "S"],
  ["source", { url: "https://example.com" }, "#/source/name"],
  ["source", { name: null }, "#/source/name"],
  ["source", { name: LONE }, "#/source/name"],
  ["source", { name: tooLong(100) }, "#/source/name"],
  ["source", { name: "S", url: "nonsense" }, "#/source/url"],
  ["source", { name: "S", url: "javascript:alert(1)" }, "#/source/url"],
  ["source", { name: "S", url: "//example.com" }, "#/source/url"],
  ["source", { name: "S", url: `/${LONE}` }, "#/source/url"],
  ["source", { name: "S", url: `/${"a".repeat(2000)}` }, "#/source/url"],
  ["source", { name: "S", link: "x" }, "#/source/link"],
  ["cover", "x.png"],
  ["cover", { alt: "x" }, "#/cover/url"],
  ["cover", { url: null }, "#/cover/url"],
  ["cover", { url: "data:image/png;base64,AAAA" }, "#/cover/url"],
  ["cover", { url: "/x.png", alt: LONE }, "#/cover/alt"],
  ["cover", { url: "/x.png", alt: tooLong(300) }, "#/cover/alt"],
  ["cover", { url: "/x.png", "a/b~c": 1 }, "#/cover/a~1b~0c"],
  ["lang", null],
  ["lang", "zh-cn"],
  ["lang", "fr"],
  ["lang", LONE],
  ["lang", tooLong(35)],
  ["translationOf", 0],
  ["translationOf", -1],
  ["translationOf", 1.5],
  ["translationOf", ""],
  ["translationOf", "/news/%ff"],
  ["translationOf", LONE],
  ["translationOf", NUL],
  ["translationOf", "/news/nothing-here"],
  ["translationOf", 1e300],
  ["status", "live"],
  ["status", null],
  ["status", 1],
  ...["publishAt", "expireAt"].flatMap((field): [string, unknown][] => [
    [field, 1_617_840_518_000],
    [field, "2021-04-08"],
    [field, "2021-04-08 08:08:38+08:00"],
    [field, "2021-04-08T08:08:38"],
    [field, "2021-02-30T08:08:38Z"],
    [field, "2021-04-08T24:00:00Z"],
    [field, "2021-04-08T08:08:38+24:00"],
    [field, "2021-13-08T08:08:38Z"],
    [field, "0000-01-01T00:00:00Z"],
    [field, "9999-12-31T23:59:59-23:00"],
    [field, "2021-04-08T08:08:38Z\n"],
    [field, ""],
  ]),
  ["id", 7],
  ["version", 1],
  ["__proto__", { admin: true }],
  ["constructor", "x"],
  ["a/b~c", 1, "#/a~1b~0c"],
];

describe("a wrong field", () => {
  /** `__proto__` is an own field in JSON, which an object literal can't say. */
  const withField = (fields: object, field: string, value: unknown) =>
    `${JSON.stringify(fields).slice(0, -1)}${Object.keys(fields).length > 0 ? "," : ""}${JSON.stringify(field)}:${JSON.stringify(value)}}`;

  it.each(WRONG)("is named by a 422: %s %j", async (field, value, pointer = `#/${field}`) => {
    const { [field]: _, ...rest } = anArticle();

    const created = await api("POST", "/articles", withField(rest, field, value));
    const changed = await api("PATCH", `/articles/${id}`, withField({}, field, value));

    for (const answer of [created, changed]) {
      expectProblem(answer, 422, "invalid-fields");
      expect(pointersOf(answer)).toEqual([pointer]);
      expect(answer.body.errors[0].detail).toMatch(/\w/);
    }
  });

  it.each(["title", "body", "section"])("that is missing is named, and said to be required: %s", async (field) => {
    const { [field]: _, ...rest } = anArticle();

    const answer = await api("POST", "/articles", rest);

    expectProblem(answer, 422, "invalid-fields");
    expect(answer.body.errors).toEqual([{ pointer: `#/${field}`, detail: "is required: string" }]);
  });

  it("does not hide the others: each has its entry", async () => {
    const answer = await api("POST", "/articles", { title: 1, body: null, tags: [1, "a", 2], colour: "red", size: 3 });

    expect(new Set(pointersOf(answer))).toEqual(
      new Set(["#/title", "#/body", "#/section", "#/tags/0", "#/tags/2", "#/colour", "#/size"]),
    );
  });

  it.each(["[]", "null", "7", '"x"', "true"])("is the whole body where that is no object: %s", async (text) => {
    for (const answer of [await api("POST", "/articles", text), await api("PATCH", `/articles/${id}`, text)]) {
      expectProblem(answer, 422, "invalid-fields");
      expect(pointersOf(answer)).toEqual(["#"]);
    }
  });
});
