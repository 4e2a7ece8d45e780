import fc from "fast-check";
import { parseFragment } from "parse5";
import { describe, expect, it } from "vitest";
import { DEFAULT_HOSTS } from "../../src/content/hosts";
import { renderBody } from "../../src/content/render";

const site = { images: new Map(), siteOrigin: "https://example.com", ...DEFAULT_HOSTS };

function render(text: string): string {
  const body = renderBody({ format: "html", text }, site);
  return body.ok ? body.html : "";
}

describe("the sanitiser", () => {
  it.each([
    ["drops a script with its text", "<script>alert(1)</script>a", "a"],
    ["drops a style sheet with its text", "<style>p{}</style>a", "a"],
    ["drops a style attribute", '<p style="position:fixed">a</p>', "<p>a</p>"],
    ["drops an event handler", "<b onclick=alert(1)>a</b>", "<b>a</b>"],
    ["drops an event handler on an element it doesn't know", "<x onfocus=alert(1) autofocus tabindex=1>a</x>", "a"],
    ["drops an event handler after a slash", "<b/onclick=alert(1)//>a</b>", "<b>a</b>"],
    ["drops a javascript: address", '<a href="javascript:alert(1)">a</a>', "<a>a</a>"],
    ["drops javascript: in mixed case after a space", '<a href=" jAvaScript:alert(1)">a</a>', "<a>a</a>"],
    ["drops javascript: with a line's end in it", '<a href="java\nscript:alert(1)">a</a>', "<a>a</a>"],
    ["drops javascript: after a control character", '<a href="\u0001javascript:alert(1)">a</a>', "<a>a</a>"],
    ["drops javascript: written as character references", '<a href="&#106;avascript&colon;alert(1)">a</a>', "<a>a</a>"],
    ["drops a vbscript: address", '<a href="vbscript:x">a</a>', "<a>a</a>"],
    ["drops a data: address", '<a href="data:text/html,<script>">a</a>', "<a>a</a>"],
    ["drops an image from a data: address", '<img src="data:image/svg+xml,<svg onload=x>">a', "a"],
    ["drops a frame that shows nothing of the web", '<iframe src="data:text/html,x" srcdoc="<script>"></iframe>a', "a"],
    [
      "makes a link of a frame, since the settings allow none",
      '<iframe src="https://x.example/?a" srcdoc="<script>" onload="x"><b>c</b></iframe>a',
      '<span class="embed"><a href="https://x.example/?a" rel="noopener">x.example</a></span>a',
    ],
    ["drops an object and an embed", '<object data="x"></object><embed src="x">a', "a"],
    ["drops SVG with what is in it", '<svg><a xlink:href="javascript:x">b</a><script>x</script></svg>a', "a"],
    ["drops MathML with what is in it", '<math><mi xlink:href="javascript:x">b</mi></math>a', "a"],
    ["drops a template with what is in it", "<template><img src=x onerror=x></template>a", "a"],
    ["keeps a form's text without the form", '<form action="https://x.example"><button>a</button></form>', "a"],
    ["drops fields that aren't a checkbox", '<input type="password" name="p">a', "a"],
    ["disables a checkbox", '<input type="checkbox" name="n" form="f">', '<input type="checkbox" disabled>'],
    [
      "drops a base, a link and a refresh",
      '<base href="//x"><link rel=stylesheet href=x><meta http-equiv=refresh>a',
      "a",
    ],
    [
      "drops classes of the site's own",
      '<p class="masthead">a</p><code class="x hljs">b</code>',
      '<p>a</p><code class="hljs">b</code>',
    ],
    [
      "leaves no empty attribute where no class is left",
      '<div class="wp-block-columns"><a class="wp-block-button__link" href="/a">a</a></div>',
      '<div><a href="/a">a</a></div>',
    ],
    ["puts its prefix before an id that would hide a global", '<p id="location">a</p>', '<p id="h-location">a</p>'],
    ["drops a name that would hide a field", '<p name="cookie">a</p>', "<p>a</p>"],
    [
      "drops target and the opener",
      '<a href="//x.example" target="_blank" rel="opener">a</a>',
      '<a href="//x.example" rel="noopener">a</a>',
    ],
    ["drops a comment", "<!-- <script> -->a", "a"],
    ["drops cells outside a table", "<td>a</td>", "a"],
    ["isn't fooled by a tag's name that reads as a selector", "<script.x>alert(1)</script.x>a", "a"],
    [
      "drops autoplay and gives a film its controls",
      '<video src="/v.mp4" autoplay></video>',
      '<video src="/v.mp4" controls></video>',
    ],
    [
      "keeps no address in a srcset",
      '<img srcset="javascript:x 2x" src="/i" alt="">',
      '<img src="/i" alt="" decoding="async" loading="lazy">',
    ],
    [
      "closes the way through math, style and a comment",
      '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
      "",
    ],
    [
      "keeps markup inside an attribute an attribute",
      '<p title="</p><script>alert(1)</script>">a</p>',
      '<p title="</p><script>alert(1)</script>">a</p>',
    ],
  ])("%s", (_, attack, safe) => {
    expect(render(attack)).toBe(safe);
  });

  it("never lets a script, a handler, a style or a forbidden address through, whatever is sent in either format", () => {
    const piece = fc.constantFrom(
      ...[
        "<script>",
        "</script>",
        "<svg>",
        "<math>",
        "<style>",
        "<table>",
        "<template>",
        "<noscript>",
        "<a href=",
        "<img src=",
      ],
      ...[
        "javascript:",
        "data:",
        "&#106;avascript:",
        "alert(1)",
        " onerror=",
        " onclick='",
        " style=",
        "'",
        '"',
        ">",
        "<",
        "/",
      ],
      ...[
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "[x](",
        "![",
        ")",
        "\n\n",
        "`",
        "```js\n",
        "<b ",
        "<p id=",
        "|a|\n|-|\n",
        "[^1]: ",
        "\t",
      ],
    );
    const text = fc
      .array(fc.oneof({ weight: 4, arbitrary: piece }, fc.string()), { maxLength: 40 })
      .map((all) => all.join(""));

    fc.assert(
      fc.property(text, fc.constantFrom("markdown" as const, "html" as const), (source, format) => {
        const body = renderBody({ format, text: source }, site);
        if (body.ok) expect(dangersIn(body.html)).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

/** What a browser would find in it: forbidden elements, handlers and styles, addresses with a forbidden protocol. */
function dangersIn(html: string): string[] {
  const dangers: string[] = [];
  const nodes: unknown[] = [parseFragment(html)];
  for (let node = nodes.pop(); node; node = nodes.pop()) {
    if (typeof node !== "object" || node === null) continue;
    if ("childNodes" in node && Array.isArray(node.childNodes)) nodes.push(...node.childNodes);
    if ("content" in node) nodes.push(node.content);
    if ("tagName" in node && /^(script|style|iframe|object|embed|svg|math|form|template)$/.test(String(node.tagName))) {
      dangers.push(String(node.tagName));
    }
    const attributes: { name: string; value: string }[] =
      "attrs" in node && Array.isArray(node.attrs) ? node.attrs : [];
    for (const { name, value } of attributes) {
      const address = value.replace(/[\s\p{Cc}]/gu, "");
      if (/^on|^style$|^srcdoc$/.test(name)) dangers.push(name);
      if (
        /^(href|src|poster|cite)$/.test(name) &&
        /^(?!https?:|ircs?:|mailto:|tel:|xmpp:)[a-z][a-z0-9+.-]*:/i.test(address)
      ) {
        dangers.push(value);
      }
    }
  }
  return dangers;
}
