import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { excerpt } from "../../src/content/excerpt";
import { highlight } from "../../src/content/highlight";

describe("an excerpt", () => {
  it("is the whole of a short text, on one line", () => {
    expect(excerpt("第一段。\n第二段。")).toBe("第一段。 第二段。");
  });

  it("ends with a sentence when one ends late enough", () => {
    expect(excerpt("天气很好，我们出门去。明天也一样吗？", { length: 14 })).toBe("天气很好，我们出门去。");
  });

  it("else ends with a word and an ellipsis", () => {
    expect(excerpt("The quick brown fox jumps", { length: 18 })).toBe("The quick brown…");
    expect(excerpt("天气很好，我们出门去了很远的地方", { length: 6 })).toBe("天气很好…");
  });

  it("is 120 characters of Chinese or 200 of Latin unless told otherwise", () => {
    expect([...excerpt("好".repeat(300))].length).toBe(120);
    expect([...excerpt("word ".repeat(100))].length).toBeLessThanOrEqual(200);
    expect([...excerpt("word ".repeat(100))].length).toBeGreaterThan(180);
  });

  it("splits no character", () => {
    expect(excerpt("𠮷".repeat(10), { length: 5 })).toBe("𠮷𠮷𠮷𠮷…");
  });
});

describe("a highlight", () => {
  it("is a window around the first match, in pieces", () => {
    const text = `${"前".repeat(30)}人工智能${"后".repeat(30)}`;

    expect(highlight(text, ["人工智能"], 12)).toEqual([
      { text: "…", match: false },
      { text: "前前前", match: false },
      { text: "人工智能", match: true },
      { text: "后后后后后", match: false },
      { text: "…", match: false },
    ]);
  });

  it("minds neither case nor width, and finds Latin terms where words begin", () => {
    expect(highlight("start ＡＲＴ Artful 中文art", ["art"], 80).filter((piece) => piece.match)).toEqual([
      { text: "ＡＲＴ", match: true },
      { text: "Art", match: true },
      { text: "art", match: true },
    ]);
  });

  it("is the text's start without a match, and takes operators for text", () => {
    expect(highlight("abc def", ["(.*"], 3)).toEqual([
      { text: "abc", match: false },
      { text: "…", match: false },
    ]);
    expect(highlight("", ["a"], 10)).toEqual([]);
  });

  const marksIn = (text: string, parts: string[]) =>
    highlight(text, parts, 1000)
      .filter(({ match }) => match)
      .map((piece) => piece.text);

  it.each([
    ["滕王閣序", ["滕王阁"], ["滕王閣"]],
    ["Café, CAFE\u0301", ["cafe"], ["Café", "CAFE\u0301"]],
    ["重5㎏左右", ["kg"], ["㎏"]],
    ["published and publishing", ["publishes"], ["published", "publishing"]],
    ["republish", ["publish"], ["publish"]],
    ["republish to publish", ["publish"], ["publish"]],
    ["𠮷野家の𠮷", ["𠮷"], ["𠮷", "𠮷"]],
    ["pH值为7，pH 值为7", ["ph值为7"], ["pH值为7", "pH 值为7"]],
    ["水质监测", ["质监", "水质"], ["水质", "监"]],
    ["ﾃﾞｰﾀベース", ["データ"], ["ﾃﾞｰﾀ"]],
  ])("marks in %j for %j: %j", (text, parts, marks) => {
    expect(marksIn(text, parts)).toEqual(marks);
  });

  it("stands around the longest part that there is, however early a shorter one comes", () => {
    const text = `甲${"前".repeat(60)}传感器${"后".repeat(60)}`;

    expect(highlight(text, ["甲", "传感器"], 40).map((piece) => piece.text)).toContain("传感器");
  });

  it("is all of the window, whatever is marked", () => {
    const texts = fc.string({ unit: fc.constantFrom(..."aé水質㎏ＡﾞｶガΣ😀 \u0301b"), maxLength: 60 });
    fc.assert(
      fc.property(texts, fc.array(texts, { maxLength: 3 }), fc.integer({ min: 1, max: 80 }), (text, parts, length) => {
        const line = text.replace(/\s+/g, " ").trim();
        const pieces = highlight(text, parts, length);
        const shown = pieces.map((piece) => piece.text).join("");

        expect(line).toContain(shown.replace(/^…|…$/g, ""));
        expect(pieces.every((piece) => piece.text !== "")).toBe(true);
        if (line.length <= length) expect(shown).toBe(line);
      }),
    );
  });
});
