import { describe, expect, it } from "vitest";
import { DEFAULT_HOSTS } from "../../src/content/hosts";
import { MAX_HTML_BYTES } from "../../src/content/limits";
import { renderBody } from "../../src/content/render";

const site = {
  images: new Map([["/media/ab12/图.png", { width: 640, height: 480 }]]),
  siteOrigin: "https://example.com",
  ...DEFAULT_HOSTS,
};

function rendered(source: { format: "markdown" | "html"; text: string }) {
  const body = renderBody(source, site);
  if (!body.ok) throw new Error(body.reason);
  return body;
}

const fromMarkdown = (text: string) => rendered({ format: "markdown", text }).html;
const fromHtml = (text: string) => rendered({ format: "html", text }).html;
const textOf = (text: string) => rendered({ format: "markdown", text }).text;

describe("Markdown", () => {
  it("renders GFM's tables with their alignment in classes, inside a group that scrolls", () => {
    const html = fromMarkdown("| a | b | c |\n|---|:-:|--:|\n| 1 | 2 | 3 |");

    expect(html).toMatch(/^<div class="table" role="group" tabindex="0" aria-label="a, b, c"><table>/);
    expect(html).toContain('<td>1</td>\n<td class="center">2</td>\n<td class="right">3</td>');
    expect(html).not.toContain("style");
  });

  it("renders task lists as disabled checkboxes", () => {
    expect(fromMarkdown("- [x] done\n- [ ] open")).toBe(
      '<ul class="contains-task-list">\n' +
        '<li class="task-list-item"><label><input type="checkbox" disabled checked> done</label></li>\n' +
        '<li class="task-list-item"><label><input type="checkbox" disabled> open</label></li>\n</ul>\n',
    );
  });

  it("leaves escaped brackets and links at an item's start alone", () => {
    expect(fromMarkdown("- \\[x] text\n- [x](/y)")).not.toContain("<input");
  });

  it.each([
    ["见https://example.org/a，然后", '<a href="https://example.org/a" rel="noopener">https://example.org/a</a>，然后'],
    ["www.example.org/x ok", '<a href="http://www.example.org/x" rel="noopener">www.example.org/x</a> ok'],
    ["write to ed@example.org", 'to <a href="mailto:ed@example.org">ed@example.org</a>'],
    ["请看www.example.org查看。", '请看<a href="http://www.example.org" rel="noopener">www.example.org</a>查看。'],
    ["https://例子.中国/路径：见", '/%E8%B7%AF%E5%BE%84" rel="noopener">https://例子.中国/路径</a>：见'],
    ["“https://example.org/a”", '“<a href="https://example.org/a" rel="noopener">https://example.org/a</a>”'],
    ["[see https://example.org](/x)", '<a href="/x">see https://example.org</a>'],
    ["[https://example.org/a]", '[<a href="https://example.org/a" rel="noopener">https://example.org/a</a>]'],
  ])("links the address in %j and stops where it ends", (text, html) => {
    expect(fromMarkdown(text)).toContain(html);
  });

  it.each([
    ["file names", "README.md index.ts run.py // note"],
    ["an address without a host", "https:// http://. www. www.a_b.c_d"],
    ["a mailbox in a longer word", "a@b a@b.c_ @a.b"],
    ["a host that goes on without end", `www.${"a".repeat(300)}.org`],
  ])("takes %s for words, not for addresses", (_, text) => {
    expect(fromMarkdown(text)).toBe(`<p>${text}</p>\n`);
  });

  it("strikes through between one or two tildes, but not between ranges", () => {
    expect(fromMarkdown("~~旧的~~新的 ~old~ new")).toBe("<p><del>旧的</del>新的 <del>old</del> new</p>\n");
    expect(fromMarkdown("3~5 天，7~10 天")).toBe("<p>3~5 天，7~10 天</p>\n");
    expect(fromMarkdown("~a~~ ~~~b~~~")).toBe("<p>~a~~ ~~~b~~~</p>\n");
  });

  it.each([
    ["**注意：**请看", "<p><strong>注意：</strong>请看</p>\n"],
    ["这是**“引文”**吗", "<p>这是<strong>“引文”</strong>吗</p>\n"],
    ["a**“b”**c", "<p>a**“b”**c</p>\n"],
  ])("reads emphasis in %j as Chinese is written, and as CommonMark says in Latin", (text, html) => {
    expect(fromMarkdown(text)).toBe(html);
  });

  it("joins lines of Chinese without a space, and keeps one between lines of words", () => {
    expect(textOf("第一行\n第二行")).toBe("第一行第二行");
    expect(textOf("line one\nline two")).toBe("line one line two");
  });
});

describe("headings", () => {
  it("have ids of their own words, Chinese as it is, and a number when they repeat", () => {
    const html = fromMarkdown("## 报名 时间\n\n## 报名 时间\n\n[去](#报名-时间-2)");

    expect(html).toContain('<h2 id="h-报名-时间">');
    expect(html).toContain('<h2 id="h-报名-时间-2">');
    expect(html).toContain('<a href="#h-报名-时间-2">');
  });

  it("have one without a word too, and are found however the link is typed", () => {
    expect(fromMarkdown("## 🎉\n\n## 🎉")).toBe('<h2 id="h-section">🎉</h2>\n<h2 id="h-section-2">🎉</h2>\n');
    expect(fromMarkdown("## Cafe\u0301 ①\n\n[a](#cafe\u0301-①)")).toContain(
      '<h2 id="h-caf\u00e9-①">Cafe\u0301 ①</h2>\n<p><a href="#h-caf\u00e9-①">',
    );
    expect(fromMarkdown("## 第 1 章 `code` *强调*[^1]\n\n[^1]: x")).toContain('<h2 id="h-第-1-章-code-强调">');
  });

  it("never get an id that is taken", () => {
    const ids = [...fromMarkdown('## A\n\n## A\n\n## A 2\n\n<p id="a-3">x</p>\n\n## A').matchAll(/id="([^"]+)"/g)];

    expect(ids.map(([, id]) => id)).toEqual(["h-a", "h-a-2", "h-a-2-2", "h-a-3", "h-a-4"]);
  });

  it("leave h1 to the page's title", () => {
    expect(fromMarkdown("# One\n\n## Two")).toBe('<h2 id="h-one">One</h2>\n<h2 id="h-two">Two</h2>\n');
  });

  it("keep an author's id and the links to it", () => {
    expect(fromHtml('<h2 id="intro">X</h2><a name="old">y</a><a href="#old">z</a>')).toBe(
      '<h2 id="h-intro">X</h2><a id="h-old">y</a><a href="#h-old">z</a>',
    );
  });
});

describe("images", () => {
  it.each(["/media/ab12/图.png", "/media/ab12/%E5%9B%BE.png", "https://example.com/media/ab12/图.png"])(
    "get their size from the library when the source is %s",
    (src) => {
      expect(fromHtml(`<img src="${src}" alt="A">`)).toBe(
        `<img src="${src}" alt="A" decoding="async" loading="lazy" width="640" height="480">`,
      );
    },
  );

  it("from elsewhere keep the size they say, and get an empty alt", () => {
    expect(fromHtml('<img src="https://other.example/media/ab12/图.png" width="10" height="20">')).toBe(
      '<img src="https://other.example/media/ab12/图.png" width="10" height="20" alt="" decoding="async" loading="lazy">',
    );
  });
});

describe("links", () => {
  it("to other sites carry rel=noopener, the site's own don't", () => {
    expect(fromHtml('<a href="https://other.example/">o</a>')).toContain('rel="noopener"');
    expect(fromHtml('<a href="//other.example/">o</a>')).toContain('rel="noopener"');
    expect(fromHtml('<a href="https://example.com/news">n</a>')).not.toContain("rel");
    expect(fromHtml('<a href="../news">n</a><a href="tel:+8610">t</a>')).toBe(
      '<a href="../news">n</a><a href="tel:+8610">t</a>',
    );
  });
});

describe("code", () => {
  it("is coloured at save time in a language we have", () => {
    const html = fromMarkdown("```js\nconst a = 1;\n```");

    expect(html).toContain(
      '<pre tabindex="0"><code class="language-js hljs"><span class="hljs-keyword">const</span> a =',
    );
  });

  it("stays plain in an unknown language", () => {
    expect(fromMarkdown("```brainfuck\n+<.\n```")).toBe(
      '<pre tabindex="0"><code class="language-brainfuck">+&#x3C;.\n</code></pre>\n',
    );
  });

  it("stays plain beyond the length that is worth the time", () => {
    expect(fromMarkdown(`\`\`\`js\n${"const a = 1;\n".repeat(2_000)}\`\`\``)).not.toContain("hljs");
  });
});

describe("the plain text", () => {
  it("has one block a line and neither markup, notes' numbers nor scripts", () => {
    const text = textOf(
      "# Title\n\nA **b** `c`.[^1]\n\n- one\n- two\n\n|x|y|\n|-|-|\n|1|2|\n\n<script>no()</script>\n\n[^1]: Note",
    );

    expect(text).toBe("Title\nA b c.\none\ntwo\nx\ty\n1\t2\nNote");
  });
});

describe("rendering", () => {
  it("changes nothing in HTML that it made itself", () => {
    const once = fromMarkdown(
      "# 题\n\n[a](#题) ![i](/media/ab12/图.png)\n\n|a|\n|-:|\n|1|\n\n- [x] t\n\n```ts\nlet x = 1;\n```\n\nn[^1]\n\n[^1]: N",
    );

    expect(fromHtml(once)).toBe(once);
  });
});

describe("hostile sizes", () => {
  const refused = (text: string) => (["markdown", "html"] as const).map((format) => renderBody({ format, text }, site));

  it.each([
    ["quotes", "> ".repeat(100_000)],
    ["lists", Array.from({ length: 500 }, (_, level) => `${" ".repeat(2 * level)}- a`).join("\n")],
    ["emphasis", `${"*".repeat(1_000)}a${"*".repeat(1_000)}`],
  ])("refuses %s nested without end", (_, text) => {
    expect(renderBody({ format: "markdown", text }, site)).toEqual({ ok: false, reason: "too_deep" });
  });

  it("refuses elements nested without end, and formatting that copies itself into every paragraph", () => {
    expect(refused("<div>".repeat(100_000))).toEqual(Array(2).fill({ ok: false, reason: "too_deep" }));
    const open = Array.from({ length: 90 }, (_, index) => `<b id="${index}">`).join("");
    expect(refused(`<p>${open}</p>${"<p>x".repeat(50_000)}`)).toEqual(
      Array(2).fill({ ok: false, reason: "too_large" }),
    );
  });

  it("refuses 20,000 footnotes rather than work on them for seconds", () => {
    const text = Array.from({ length: 20_000 }, (_, index) => `[^${index}]\n\n[^${index}]: x\n`).join("\n");

    expect(renderBody({ format: "markdown", text }, site)).toEqual({ ok: false, reason: "too_large" });
  });

  it("refuses a long address that many links repeat", () => {
    const text = `[a]: /${"x".repeat(200_000)}\n\n${"[a]".repeat(100_000)}`;

    expect(renderBody({ format: "markdown", text }, site)).toEqual({ ok: false, reason: "too_large" });
  });

  it("refuses more HTML than a row may hold", () => {
    expect(renderBody({ format: "html", text: "&".repeat(MAX_HTML_BYTES / 4) }, site)).toEqual({
      ok: false,
      reason: "too_large",
    });
  });

  it.each([
    "[",
    "![",
    "`a``",
    "<!--",
    "<x></x>",
    "&",
    "\\",
    "^[",
    "[^",
    "a@b.",
    "www.",
    "http://a.b",
    "xmpp:",
    "~",
    "a~ ",
    "&;",
  ])("gets through 64 KiB of %j", (piece) => {
    const text = piece.repeat((64 * 1024) / piece.length);

    for (const format of ["markdown", "html"] as const)
      expect(typeof renderBody({ format, text }, site).ok).toBe("boolean");
  });

  it.each([" ", "\t"])(
    "gets through 256 KiB of %j in code, between two letters, within the time of a test",
    (space) => {
      expect(renderBody({ format: "html", text: `<pre>a${space.repeat(256 * 1024)}b</pre>` }, site).ok).toBe(true);
    },
  );

  it("gets through the most nodes it allows, side by side in the deepest element", () => {
    expect(renderBody({ format: "html", text: `${"<x>".repeat(90)}${"a<br>".repeat(19_800)}` }, site).ok).toBe(true);
  });
});
