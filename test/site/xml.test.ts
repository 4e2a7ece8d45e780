// What the site writes as XML is well-formed, whatever it is made of (XML 1.0).

import fc from "fast-check";
import { expect, it } from "vitest";
import { element, xmlDocument } from "../../src/site/xml";
import { readXml } from "./xml-reader";

const isForbidden = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu;

it("any text is read back as it was, but for what XML forbids", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom(..."<>&\"'\t\r\n \0\b\x1f\x7f\uFFFE\uD800茶]") }),
  );
  fc.assert(
    fc.property(text, text, (inside, value) => {
      const source = xmlDocument(element("a", { key: value }, element("b", {}, inside), inside));

      const root = readXml(source);

      expect(root.attributes.key).toBe(value.replace(isForbidden, ""));
      expect(root.children.map((child) => child.text)).toEqual([inside.replace(isForbidden, "")]);
      expect(root.text).toBe(inside.replace(isForbidden, ""));
    }),
    { numRuns: 200 },
  );
}, 30_000);

it("leaves out what is null, and closes what is empty", () => {
  const { source } = element("a", { key: null, other: "" }, null, "");

  expect(source).toBe('<a other=""/>');
});

it.each(["<a>", "<a></b>", "<a/><b/>", "<a>&x;</a>", "<a>&</a>", '<a k="1" k="2"/>', "<a>\u0001</a>", "<a k=1/>"])(
  "the tests' own reader refuses %j",
  (source) => {
    expect(() => readXml(`<?xml version="1.0" encoding="utf-8"?>${source}`)).toThrow();
  },
);
