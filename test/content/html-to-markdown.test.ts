// HTML as Markdown, and back again: the same words.

import { describe, expect, it } from "vitest";
import { DEFAULT_HOSTS } from "../../src/content/hosts";
import { htmlToMarkdown } from "../../src/content/html-to-markdown";
import { type BodySource, renderBody } from "../../src/content/render";

function rendered(source: BodySource) {
  const body = renderBody(source, { images: new Map(), siteOrigin: null, ...DEFAULT_HOSTS });
  if (!body.ok) throw new Error(body.reason);
  return body;
}

const markdownOf = (source: BodySource): string | null => htmlToMarkdown(rendered(source).html);
const ofHtml = (text: string) => markdownOf({ format: "html", text });
const wordsOf = (source: BodySource) => rendered(source).text.replace(/\s+/g, " ");

const PARTS = {
  headings: ["<h1 id=a>一</h1><h4>二</h4>", "## 一\n\n### 二\n"],
  lists: ["<ul><li>a<ul><li>b</li></ul></li></ul><ol start=3><li>c</li><li>d</li></ol>", "- a\n  - b\n\n3. c\n4. d\n"],
  links: [
    '<p><a href="/x_y?a=1&amp;b=2">这里</a>，<a href="https://x.example/">https://x.example/</a></p>',
    "[这里](/x_y?a=1\\&b=2)，<https://x.example/>\n",
  ],
  "figures, their captions below": [
    '<figure><img src="/media/a.jpg" alt="图 [1]"><figcaption>说明</figcaption></figure>',
    "![图 \\[1\\]](/media/a.jpg)\n\n说明\n",
  ],
  "tables, with caption, alignment and cells of one line": [
    '<table><caption>表</caption><tr><th>a</th><th align="right">b</th></tr><tr><td><p>x</p><p>y</p></td><td>1|2<br>3</td></tr></table>',
    "表\n\n| a | b |\n| - | -: |\n| x y | 1\\|2 3 |\n",
  ],
  "code, in its language": [
    '<pre><code class="language-js">let a = "&lt;b>";\n\nf(`x`)\n</code></pre><p><code>a`b</code></p>',
    '```js\nlet a = "<b>";\n\nf(`x`)\n```\n\n``a`b``\n',
  ],
  quotes: ["<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b\n"],
  "Chinese, without stray spaces or escapes": [
    "<p>　　我们<b>注意：</b>请看<i>“引文”</i>的，<b>三</b>四（2024年1月～3月）《书》【注】中文English中文。<br>新行</p>",
    "　　我们**注意：**请看*“引文”*的，**三**四（2024年1月～3月）《书》【注】中文English中文。\\\n新行\n",
  ],
  "signs that aren't Markdown's": ["<p># 1*2 [x](y) &lt;b></p><p>1. a</p>", "\\# 1\\*2 \\[x]\\(y) \\<b>\n\n1\\. a\n"],
  "what stands above or below the line": ["<p>10<sup>2</sup> H<sub>2</sub>O</p>", "10<sup>2</sup> H<sub>2</sub>O\n"],
  recordings: ['<video src="/media/v.mp4" title="片"></video>', "[片](/media/v.mp4)\n"],
  "links to an id, as their text": ['<p id="x">a <a href="#x">b</a></p>', "a b\n"],
} as const;

describe("HTML as Markdown", () => {
  it.each(Object.entries(PARTS))("has %s", (_, [html, markdown]) => {
    expect(ofHtml(html)).toBe(markdown);
  });

  it.each(Object.entries(PARTS).filter(([part]) => part !== "recordings"))("says the same words: %s", (_, [text]) => {
    const markdown = ofHtml(text) ?? "";

    expect(wordsOf({ format: "markdown", text: markdown })).toBe(wordsOf({ format: "html", text }));
  });

  it("has players as links to their films", () => {
    expect(
      ofHtml('<iframe src="https://player.bilibili.com/player.html?bvid=BV1xx411c7mD" title="片"></iframe>'),
    ).toMatch(/^\[片\]\(https:\/\/player\.bilibili\.com\/player\.html\?bvid=BV1xx411c7mD\)\n$/);
  });

  it("has tasks, strikethrough and footnotes as they were in Markdown", () => {
    const text = "- [x] 做了\n- [ ] ~~没做~~\n\n文[^1]字[^2]。[^1]\n\n[^1]: 注\n\n    二段\n\n[^2]: 又\n";

    expect(markdownOf({ format: "markdown", text })).toBe(text);
  });

  it("keeps a reference that is the author's own", () => {
    expect(ofHtml("<pre>&amp;#x8BF7;</pre>")).toBe("```\n&#x8BF7;\n```\n");
  });

  it.each([
    ["long", "<p>x</p>".repeat(2) + "x".repeat(300_000)],
    ["deep in quotes", `${"<blockquote>".repeat(30)}x`],
    ["a wide row above many", `<table><tr>${"<td>x".repeat(1000)}${"<tr><td>x".repeat(1000)}</table>`],
    ["a cell over a million others", "<table><tr><td colspan=1000000>x</table>"],
  ])("is none for what would take long or grow large: %s", (_, html) => {
    expect(ofHtml(html)).toBeNull();
  });
});
