import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isSlug, slugify } from "../../src/content/slug";

const title = fc.string({ unit: "grapheme", maxLength: 200 });

describe("slugify", () => {
  it.each([
    ["Hello, World!", "hello-world"],
    ["  2026年 工作报告（草案） ", "2026年-工作报告-草案"],
    ["Ünïcödé — ÉTÉ", "ünïcödé-été"],
    ["e\u0301te\u0301", "été"],
    ["データ・ベース", "データ-ベース"],
    ["हिन्दी समाचार", "हिन्दी-समाचार"],
    ["🎉🎉", ""],
    ["../../etc/passwd", "etc-passwd"],
    ["a\u200bb\u202ec", "abc"],
  ])("makes of %j the slug %j", (text, slug) => {
    expect(slugify(text)).toBe(slug);
  });

  it("cuts at a hyphen when the last word is short, else in the word", () => {
    expect(slugify(`${"a".repeat(70)} ${"b".repeat(30)}`)).toBe("a".repeat(70));
    expect(slugify(`ab ${"c".repeat(100)}`)).toBe(`ab-${"c".repeat(77)}`);
    expect(slugify("中".repeat(100))).toBe("中".repeat(80));
  });

  it("leaves its own slugs as they are", () => {
    fc.assert(
      fc.property(title, (text) => {
        expect(slugify(slugify(text))).toBe(slugify(text));
      }),
    );
  });

  it("makes a slug or nothing", () => {
    fc.assert(
      fc.property(title, (text) => {
        expect(slugify(text) === "" || isSlug(slugify(text))).toBe(true);
      }),
    );
  });
});

describe("isSlug", () => {
  it.each(["news", "2026年工作报告", "a_b-c", "été", "中".repeat(120)])("accepts %j", (text) => {
    expect(isSlug(text)).toBe(true);
  });

  it.each(["", "-a", "a-", "a--b", "a/b", "a.html", "a b", "e\u0301", "a\u200db", "%41", "中".repeat(121)])(
    "refuses %j",
    (text) => {
      expect(isSlug(text)).toBe(false);
    },
  );
});
