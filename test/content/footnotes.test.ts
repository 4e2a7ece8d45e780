import { describe, expect, it } from "vitest";
import { DEFAULT_HOSTS } from "../../src/content/hosts";
import { renderBody } from "../../src/content/render";

function rendered(text: string) {
  const body = renderBody({ format: "markdown", text }, { images: new Map(), siteOrigin: null, ...DEFAULT_HOSTS });
  if (!body.ok) throw new Error(body.reason);
  return body;
}

/** The numbers in the text, and the notes' own words in the order in which they stand. */
function notesIn(text: string) {
  const { html } = rendered(text);
  const [words = "", notes = ""] = html.split('<div class="footnotes"');
  return {
    numbers: [...words.matchAll(/>\[(\d+)\]</g)].map(([, number]) => Number(number)),
    notes: [...notes.matchAll(/<li id="h-fn\d+"><p>([^<]*?) ?</g)].map(([, note]) => note),
  };
}

const danglingIn = (html: string) => {
  const ids = new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
  return [...html.matchAll(/ href="#([^"]+)"/g)].map(([, id]) => id).filter((id) => !ids.has(id));
};

describe("footnotes", () => {
  it("link each mention to its note and back, under ids that exist", () => {
    const { html } = rendered("a[^n] b[^n]\n\n[^n]: The note");

    expect([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)).toEqual(["h-fnref1", "h-fnref1-2", "h-fn1"]);
    expect([...html.matchAll(/ href="#([^"]+)"/g)].map(([, id]) => id)).toEqual([
      "h-fn1",
      "h-fn1",
      "h-fnref1",
      "h-fnref1-2",
    ]);
    expect(html).toContain(
      'role="doc-backlink">↩\ufe0e</a> <a href="#h-fnref1-2" class="footnote-backref" role="doc-backlink">↩\ufe0e2</a>',
    );
  });

  it.each([
    [
      "by their first mention, wherever they are defined",
      "[^b]: two\n\na[^a] b[^b] c[^a]\n\n[^a]: one",
      [1, 2, 1],
      ["one", "two"],
    ],
    [
      "in headings, tables and quotes",
      "# a[^a]\n\n|b[^b]|\n|-|\n|c[^a]|\n\n> d[^d]\n\n[^a]: A\n[^b]: B\n[^d]: D",
      [1, 2, 1, 3],
      ["A", "B", "D"],
    ],
    [
      "notes after the text, though they are defined before",
      "[^a]: A[^b]\n\nx[^c] y[^a]\n\n[^b]: B\n[^c]: C",
      [1, 2],
      ["C", "A", "B"],
    ],
    ["by labels of any script", "甲[^注]乙[^註]\n\n[^注]: 一\n[^註]: 二", [1, 2], ["一", "二"]],
    ["the first of two with one label", "a[^1]\n\n[^1]: first\n[^1]: second", [1], ["first"]],
  ])("are numbered: %s", (_, text, numbers, notes) => {
    expect(notesIn(text)).toEqual({ numbers, notes });
  });

  it("that nobody mentions are dropped, with those that only they mention", () => {
    const { html, text } = rendered("a[^a]\n\n[^b]: unused [^c]\n[^c]: only there\n[^a]: used");

    expect(text).toBe("a\nused");
    expect(danglingIn(html)).toEqual([]);
  });

  it("may mention each other and hold blocks of every kind", () => {
    const { html } = rendered(
      "a[^1]\n\n[^1]: one [^2]\n\n    two\n\n    - three\n\n    ```js\n    let four;\n    ```\n\n    | five |\n    |-|\n[^2]: back [^1]",
    );

    expect(html).toMatch(/<li id="h-fn1"><p>one .*<p>two<\/p>\n<ul>\n<li>three<\/li>\n<\/ul>\n<pre.*let.*<table>/s);
    expect(danglingIn(html)).toEqual([]);
  });

  it("need a note, and no escape, code or link around them", () => {
    expect(rendered("a[^none] \\[^1] `[^1]` [^1](/x)\n\n[^1]: x").html).toBe(
      '<p>a[^none] [^1] <code>[^1]</code> <a href="/x">^1</a></p>\n',
    );
  });
});
