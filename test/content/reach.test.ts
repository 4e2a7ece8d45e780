import { describe, expect, it } from "vitest";
import { DEFAULT_HOSTS } from "../../src/content/hosts";
import { renderBody } from "../../src/content/render";

function rendered(format: "markdown" | "html", text: string): string {
  const body = renderBody({ format, text }, { images: new Map(), siteOrigin: null, ...DEFAULT_HOSTS });
  if (!body.ok) throw new Error(body.reason);
  return body.html;
}

const levelsOf = (html: string) => [...html.matchAll(/<h(\d)/g)].map(([, level]) => Number(level));

describe("a table", () => {
  it("is named by its caption", () => {
    expect(rendered("html", "<table><caption>枯水期</caption><tr><th>甲</th></tr></table>")).toContain(
      '<div class="table" role="group" tabindex="0" aria-label="枯水期">',
    );
  });

  it("is named by its column headings where it has no caption, and by nothing where it has none", () => {
    expect(rendered("markdown", "| 站点 | pH |\n|-|-|\n| a | 7 |")).toContain('aria-label="站点, pH"');
    expect(rendered("html", "<table><tr><td>1</td></tr></table>")).not.toContain("aria-label");
  });

  it("keeps its one group when our own HTML comes back in", () => {
    const once = rendered("markdown", "| a |\n|-|\n| 1 |");

    expect(rendered("html", once)).toBe(once);
  });
});

describe("a task", () => {
  it("is the label of its checkbox, without the tasks below it", () => {
    expect(rendered("markdown", "- [x] one **two**\n  - [ ] three")).toBe(
      '<ul class="contains-task-list">\n<li class="task-list-item"><label><input type="checkbox" disabled checked> one <strong>two</strong>\n</label>' +
        '<ul class="contains-task-list">\n<li class="task-list-item"><label><input type="checkbox" disabled> three</label></li>\n</ul>\n</li>\n</ul>\n',
    );
  });

  it("keeps its one label when our own HTML comes back in", () => {
    const once = rendered("markdown", "- [x] a\n\n- [ ] b");

    expect(rendered("html", once)).toBe(once);
  });
});

describe("headings", () => {
  it.each([
    { written: [2, 4, 4, 3, 2], level: [2, 3, 3, 3, 2] },
    { written: [4, 5, 4], level: [2, 3, 2] },
    { written: [1, 2, 3, 6], level: [2, 2, 3, 4] },
    { written: [3, 2, 3], level: [2, 2, 3] },
  ])("written at $written skip no level: $level", ({ written, level }) => {
    expect(levelsOf(rendered("markdown", written.map((digit) => `${"#".repeat(digit)} x`).join("\n\n")))).toEqual(
      level,
    );
  });

  it("are counted in the document's order, inside quotes too", () => {
    expect(levelsOf(rendered("html", "<h2>a</h2><blockquote><h3>b</h3></blockquote><h4>c</h4>"))).toEqual([2, 3, 4]);
  });
});

it("code can be scrolled by keyboard", () => {
  expect(rendered("html", "<pre>x</pre>")).toBe('<pre tabindex="0">x</pre>');
});
