import { describe, expect, it } from "vitest";
import { parseFrontMatter } from "../../src/content/front-matter";

describe("front matter", () => {
  it("is YAML between ---, whose dates stay as they were written", () => {
    const file = "---\ntitle: 通知\ndate: 2021-04-08 08:08:38\norder: 3\ndraft: true\ntags: [a, b]\n---\n\nBody\n";

    expect(parseFrontMatter(file)).toEqual({
      ok: true,
      fields: { title: "通知", date: "2021-04-08 08:08:38", order: 3, draft: true, tags: ["a", "b"] },
      body: "\nBody\n",
    });
  });

  it("is TOML between +++, whose dates are strings, with an offset only if one was written", () => {
    const file =
      '+++\ntitle = "T"\nday = 2021-04-08\nat = 2021-04-08T08:08:38+08:00\n[extra]\nlocal = 2021-04-08T08:08:38\n+++\nB';

    expect(parseFrontMatter(file)).toEqual({
      ok: true,
      fields: {
        title: "T",
        day: "2021-04-08",
        at: "2021-04-08T08:08:38.000+08:00",
        extra: { local: "2021-04-08T08:08:38.000" },
      },
      body: "B",
    });
  });

  it("may be missing or empty", () => {
    expect(parseFrontMatter("Body --- x")).toEqual({ ok: true, fields: {}, body: "Body --- x" });
    expect(parseFrontMatter("---\n---\nBody")).toEqual({ ok: true, fields: {}, body: "Body" });
  });

  it("may come from Windows, with a byte order mark and CRLF", () => {
    expect(parseFrontMatter("\ufeff---\r\ntitle: x\r\n---\r\nBody\r\n")).toEqual({
      ok: true,
      fields: { title: "x" },
      body: "Body\r\n",
    });
  });

  it("says what is wrong, and in which line of the file", () => {
    expect(parseFrontMatter("---\na: 1\na: 2\n---\n")).toEqual({
      ok: false,
      reason: "Map keys must be unique",
      line: 3,
    });
    expect(parseFrontMatter("+++\na = 1\nb = \n+++\n")).toMatchObject({ ok: false, line: 3 });
    expect(parseFrontMatter("---\na: 1\n")).toMatchObject({ ok: false, line: 1 });
    expect(parseFrontMatter("---\nonly words\n---\n")).toMatchObject({ ok: false, line: 2 });
  });

  it("reads YAML as 1.2's core schema does, in which a word is a word and a date is text", () => {
    const file =
      "---\na: [yes, No, on, 12:30:45, 2021-04-08, 1e3, 0x1F, 0o17, 017, ~, null, true]\nb: {<<: {c: 1}}\nc: &x [1]\nd: *x\n---\n";

    expect(parseFrontMatter(file)).toMatchObject({
      fields: {
        a: ["yes", "No", "on", "12:30:45", "2021-04-08", 1000, 31, 15, 17, null, null, true],
        b: { "<<": { c: 1 } },
        c: [1],
        d: [1],
      },
    });
  });

  it("may hold texts of many lines, rules within them, and Chinese punctuation", () => {
    const yaml = '---\na: |\n  one\n  ---\n  two\nb: >-\n  one\n  two\nc: 标题：副题#1 # no\nd: "a: b"\n---\nB\n---\n';
    const toml = '+++\na = """\none\ntwo"""\nb = \'C:\\x\'\n+++\nB\n+++\n';

    expect(parseFrontMatter(yaml)).toEqual({
      ok: true,
      fields: { a: "one\n---\ntwo\n", b: "one two", c: "标题：副题#1", d: "a: b" },
      body: "B\n---\n",
    });
    expect(parseFrontMatter(toml)).toEqual({ ok: true, fields: { a: "one\ntwo", b: "C:\\x" }, body: "B\n+++\n" });
  });

  it.each([
    ["a closing ---, with spaces", "---\na: 1\n--- \t\nB"],
    ["a closing ..., as Pandoc has it", "---\na: 1\n...\nB"],
    ["Windows' ends of lines in TOML", "\ufeff+++\r\na = 1\r\n+++\r\nB"],
  ])("ends at %s", (_, file) => {
    expect(parseFrontMatter(file)).toEqual({ ok: true, fields: { a: 1 }, body: "B" });
  });

  it.each(["\n---\na: 1\n---\n", " ---\na: 1\n---\n", "----\na: 1\n---\n", "--- a\n---\n", "++\na = 1\n++\n"])(
    "is only what the first line opens: %j is body",
    (file) => {
      expect(parseFrontMatter(file)).toEqual({ ok: true, fields: {}, body: file });
    },
  );

  it.each([
    ["a tab for indentation", "---\na:\n\t- b\n---\n", "Tabs are not allowed as indentation", 3],
    ["a colon in a plain word", "---\ntitle: a: b\n---\n", "Nested mappings are not allowed in compact mappings", 2],
    ["an alias without its anchor", "---\na: *b\n---\n", /^Unresolved alias/, null],
    ["a list", "---\n- a\n---\n", "The front matter has no `name: value`", 2],
    ["a name twice in TOML", "+++\na = 1\na = 2\n+++\n", /redefine/, 3],
    ["a number that no program holds", "+++\na = 9223372036854775807\n+++\n", /losslessly/, 2],
  ])("refuses %s", (_, file, reason, line) => {
    expect(parseFrontMatter(file)).toEqual({ ok: false, reason: expect.stringMatching(reason), line });
  });

  it("refuses a bomb of aliases", () => {
    const file = "---\na: &a [x, x]\nb: &b [*a, *a, *a, *a, *a]\nc: &c [*b, *b, *b, *b, *b]\nd: [*c, *c, *c]\n---\n";

    expect(parseFrontMatter(file).ok).toBe(false);
  });

  it.each([
    ["YAML", `---\na: ${"[".repeat(16_000)}\n---\n`],
    ["TOML", `+++\na = ${"[".repeat(16_000)}\n+++\n`],
    ["length", `---\na: ${"x".repeat(20_000)}\n---\n`],
  ])("refuses %s without end", (_, file) => {
    expect(parseFrontMatter(file).ok).toBe(false);
  });

  it("makes no prototype of a key", () => {
    const parsed = parseFrontMatter("---\n__proto__: {admin: true}\n---\n");

    expect(parsed.ok && Object.getPrototypeOf(parsed.fields)).toBe(Object.prototype);
  });
});
