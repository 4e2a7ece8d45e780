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
