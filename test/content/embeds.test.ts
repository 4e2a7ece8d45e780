import { describe, expect, it } from "vitest";
import { type AllowedHosts, isHostPattern } from "../../src/content/hosts";
import { renderBody } from "../../src/content/render";

const HOSTS: AllowedHosts = {
  embeds: { hosts: ["player.example", "www.youtube-nocookie.com", "player.vimeo.com", "player.bilibili.com"] },
  media: { hosts: ["pictures.example", "*.cdn.example"] },
};

function rendered(text: string, { format = "html" as "html" | "markdown", hosts = HOSTS } = {}) {
  const body = renderBody({ format, text }, { images: new Map(), siteOrigin: "https://site.example", ...hosts });
  if (!body.ok) throw new Error(body.reason);
  return body;
}

const fromHtml = (text: string) => rendered(text).html;

const FRAME =
  'loading="lazy" sandbox="allow-scripts allow-same-origin allow-popups allow-presentation" ' +
  'referrerpolicy="strict-origin-when-cross-origin" allowfullscreen></iframe>';
const linkTo = (href: string, text: string) => `<a href="${href}" rel="noopener">${text}</a>`;

describe("a frame", () => {
  it("of a host that the settings name keeps its size and shape, can only play, and has a link below", () => {
    const sent =
      '<iframe src="//player.example/1?a" width="560" height="315" title="枯水期" allow="camera" name="x" onload="x" style="border:9px"></iframe>';

    expect(fromHtml(sent)).toBe(
      `<span class="embed wide"><iframe src="https://player.example/1?a" title="枯水期" width="560" height="315" ${FRAME}` +
        `${linkTo("https://player.example/1?a", "枯水期")}</span>`,
    );
  });

  it("is named by its host where it has no name, and told apart by number", () => {
    const html = fromHtml(
      '<iframe src="https://player.example/1"></iframe><iframe src="https://player.example/2"></iframe>',
    );

    expect([...html.matchAll(/title="([^"]+)"/g)].map(([, title]) => title)).toEqual([
      "player.example",
      "player.example (2)",
    ]);
  });

  it.each([
    ["560", "315", "embed wide"],
    ["400", "300", "embed classic"],
    ["300", "300", "embed square"],
    ["315", "560", "embed tall"],
    ["100%", "152", "embed"],
    ["100%", "100%", "embed wide"],
  ])("of %s by %s has the class %j", (width, height, classes) => {
    expect(fromHtml(`<iframe src="https://player.example/" width="${width}" height="${height}"></iframe>`)).toContain(
      `<span class="${classes}"><iframe`,
    );
  });

  it.each([
    ["another host", "https://other.example/x", "https://other.example/x"],
    ["plain http", "http://player.example/x", "http://player.example/x"],
    ["another port", "https://player.example:8443/x", "https://player.example:8443/x"],
    ["a host that ends like it", "https://notplayer.example/", "https://notplayer.example/"],
    ["a host that begins like it", "https://player.example.evil.example/", "https://player.example.evil.example/"],
    ["a name before the host", "https://player.example@evil.example/", "https://player.example@evil.example/"],
    ["a backslash", "https://evil.example\\@player.example/", "https://evil.example/@player.example/"],
    ["a line's end in the host", "https://player.example\n.evil.example/", "https://player.example.evil.example/"],
    ["the site itself", "/news", "/news"],
  ])("with %s is a link", (_, src, href) => {
    expect(fromHtml(`<iframe src="${src}" title="T"></iframe>`)).toMatch(
      new RegExp(`^<span class="embed"><a href="${href.replace(/[.?\\]/g, "\\$&")}"( rel="noopener")?>T</a></span>$`),
    );
  });

  it.each(["javascript:alert(1)", "data:text/html,x", "about:blank", "blob:https://player.example/1", ""])(
    "of %j is nothing",
    (src) => {
      expect(fromHtml(`a<iframe src="${src}" srcdoc="<script>x</script>"><p>b</p></iframe>`)).toBe("a");
    },
  );

  it("inside a link is its name, since a link can't hold another", () => {
    expect(fromHtml('<a href="/x"><iframe src="https://player.example/1" title="T"></iframe></a>')).toBe(
      '<a href="/x">T</a>',
    );
  });

  it("stays as it is when our own HTML comes back in, and becomes its link once the host is taken away", () => {
    const once = fromHtml(
      '<p>a</p><iframe src="https://player.example/1"></iframe><iframe src="https://player.example/2"></iframe>',
    );

    expect(fromHtml(once)).toBe(once);
    expect(rendered(once, { hosts: { ...HOSTS, embeds: { hosts: [] } } }).html).not.toContain("iframe");
  });

  it("is no word of the text, for excerpts and search", () => {
    expect(rendered('<p>a</p><iframe src="https://player.example/1"></iframe><p>b</p>').text).toBe("a\nb");
  });
});

describe("a paragraph that is nothing but a film's address", () => {
  it.each([
    ["https://www.youtube.com/watch?v=abc-DEF_123&t=9", "https://www.youtube-nocookie.com/embed/abc-DEF_123"],
    ["https://youtu.be/abc-DEF_123", "https://www.youtube-nocookie.com/embed/abc-DEF_123"],
    ["https://vimeo.com/76979871", "https://player.vimeo.com/video/76979871"],
    [
      "https://www.bilibili.com/video/BV1xx411c7mD/",
      "https://player.bilibili.com/player.html?bvid=BV1xx411c7mD&#x26;autoplay=0",
    ],
  ])("shows its player: %s", (page, player) => {
    const { html } = rendered(page, { format: "markdown" });

    expect(html).toContain(`<p><span class="embed wide"><iframe src="${player}"`);
    expect(html).toContain(`<a href="${page.replace("&", "&#x26;")}" rel="noopener">`);
  });

  it.each([
    ["among words", "see https://vimeo.com/76979871"],
    ["of no one film", "https://www.youtube.com/feed/trending"],
    ["under a text", "[a film](https://vimeo.com/76979871)"],
  ])("stays a link %s", (_, text) => {
    expect(rendered(text, { format: "markdown" }).html).not.toContain("iframe");
  });

  it("stays a link where the settings don't name the player's host", () => {
    const hosts = { ...HOSTS, embeds: { hosts: ["player.example"] } };

    expect(rendered("https://vimeo.com/76979871", { format: "markdown", hosts }).html).not.toContain("iframe");
  });
});

describe("pictures and recordings", () => {
  it("of the hosts that the settings name, and of the site, are shown", () => {
    for (const src of [
      "https://pictures.example/a.png",
      "https://a.b.cdn.example/a.png",
      "/media/a.png",
      "https://site.example/a.png",
    ]) {
      expect(fromHtml(`<img src="${src}" alt="A">`)).toContain(`<img src="${src}" alt="A"`);
    }
  });

  it.each([
    ["a picture", '<img src="https://other.example/a.png" alt="A">', linkTo("https://other.example/a.png", "A")],
    ["one without words", '<img src="//cdn.example/a.png" alt="">', linkTo("https://cdn.example/a.png", "cdn.example")],
    [
      "one over http",
      '<img src="http://pictures.example/a.png" alt="A">',
      linkTo("http://pictures.example/a.png", "A"),
    ],
    ["one in a link", '<a href="/x"><img src="https://other.example/a.png" alt="A"></a>', '<a href="/x">A</a>'],
    [
      "a film",
      '<video src="https://other.example/a.mp4"></video>',
      linkTo("https://other.example/a.mp4", "other.example"),
    ],
    [
      "a recording's sources",
      '<audio><source src="https://other.example/a.ogg"><source src="https://other.example/a.mp3"></audio>',
      linkTo("https://other.example/a.ogg", "other.example"),
    ],
  ])("of other hosts are links: %s", (_, sent, shown) => {
    expect(fromHtml(sent)).toBe(shown);
  });

  it("lose sources and posters of other hosts, and keep the others", () => {
    expect(
      fromHtml(
        '<video poster="https://other.example/p.png"><source src="https://other.example/a.mp4"><source src="/a.mp4"></video>',
      ),
    ).toBe('<video controls><source src="/a.mp4"></video>');
  });

  it("may come from anywhere as long as the settings name nobody", () => {
    const hosts = { ...HOSTS, media: { hosts: null } };

    expect(rendered('<img src="https://other.example/a.png" alt="A">', { hosts }).html).toContain("<img");
  });
});

describe("a host in the settings", () => {
  it.each(["player.example", "*.cdn.example", "xn--fiq228c.example", "a1-b.c.example"])("may be %s", (host) => {
    expect(isHostPattern(host)).toBe(true);
  });

  it.each([
    "",
    "*",
    "*.",
    "localhost",
    "1.2.3.4",
    "a.example:8443",
    "https://a.example",
    "A.example",
    "a.example/",
    "a..example",
    "-a.example",
    "视频.example",
    "a.example; script-src *",
    "a.example 'unsafe-inline'",
    "a.*.example",
    `${"a".repeat(64)}.example`,
  ])("can't be %j", (host) => {
    expect(isHostPattern(host)).toBe(false);
  });
});
