// What is wrong with an article's fields is told by status, type and field; and nothing wrong changes anything.

import { beforeAll, describe, expect, it } from "vitest";
import { anArticle, api, pointersOf, publish } from "./client";
import { expectNothingChanged, expectProblem } from "./refusals";

let id = 0;

beforeAll(async () => {
  id = (await publish()).id;
});

expectNothingChanged();

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
      expect(answer.body.errors?.[0]?.detail).toMatch(/\w/);
    }
  });

  it.each(["title", "body", "section"])("that is missing is named, and said to be required: %s", async (field) => {
    const { [field]: _, ...rest } = anArticle();

    const answer = await api("POST", "/articles", rest);

    expectProblem(answer, 422, "invalid-fields");
    expect(answer.body.errors).toEqual([{ pointer: `#/${field}`, detail: "is required: string" }]);
  });

  it.each([
    ["cover", "/a.jpg", 'must be an object, such as {"url": "/media/…/a.jpg", "alt": "What it shows"}'],
    ["source", "Reuters", 'must be an object, such as {"name": "Reuters", "url": "https://example.com/a"}'],
    ["status", "public", "must be one of: draft, published, scheduled"],
    ["tags", "a, b", "must be of type array, received string"],
    ["tags", Array.from({ length: 51 }, (_, n) => `t${n}`), "must have at most 50 items"],
    ["section", "", "must have at least 1 character"],
    ["translationOf", true, "must be of type number, received boolean; or must be of type string, received boolean"],
  ])("is told what would be right: %s %j", async (field, value, detail) => {
    const answer = await api("POST", "/articles", { ...anArticle(), [field]: value });

    expect(answer.body.errors).toEqual([{ pointer: `#/${field}`, detail }]);
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
