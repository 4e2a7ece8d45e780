import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readGhost } from "../../src/imports/ghost/reader";
import { type GhostPost, ghost } from "./fixtures/ghost";
import { dumped, itemsOf, ofKind, readUntilBroken } from "./reading";

const SITE = "https://old.example";
const read = (...posts: GhostPost[]) => Array.fromAsync(readGhost(dumped(ghost(...posts)), { site: `${SITE}/` }));
async function article(post: GhostPost) {
  const [found] = ofKind(await read(post), "article");
  if (found === undefined) throw new Error("No article was read.");
  return found;
}
const card = async (html: string) => (await article({ html })).body;

describe("a Ghost export", () => {
  it("gives posts with all that a reader saw of them", async () => {
    const found = await article({
      html: '<!--kg-card-begin: html--><p><img src="__GHOST_URL__/content/images/a.png" srcset="__GHOST_URL__/content/images/size/w600/a.png 600w" alt="甲"></p><!--kg-card-end: html-->',
      feature_image: "__GHOST_URL__/content/images/2021/04/tag.jpg",
      custom_excerpt: "精度 10 厘米",
      featured: 1,
      canonical_url: "https://elsewhere.example/x",
    });

    expect(found).toEqual({
      kind: "article",
      key: "ghost:64f0000000000000000000a1",
      title: "定位精度",
      slug: "positioning",
      format: "html",
      body: `<p><img src="${SITE}/content/images/a.png" alt="甲"></p>`,
      lang: null,
      oldUrls: [`${SITE}/positioning/`],
      media: [`${SITE}/content/images/2021/04/tag.jpg`, `${SITE}/content/images/a.png`],
      notes: [
        "It named https://elsewhere.example/x as its original.",
        "The caption of its cover was left out: 图：王小明",
        "It was featured; here the newest stand first.",
      ],
      section: null,
      sectionName: null,
      publishedAt: Date.UTC(2021, 3, 8, 0, 8, 38),
      expireAt: null,
      status: "published",
      author: "王小明, 李华",
      summary: "精度 10 厘米",
      tags: ["行业资讯", "UWB"],
      source: null,
      cover: { url: `${SITE}/content/images/2021/04/tag.jpg`, alt: "一枚标签" },
      articleKind: null,
      translationOf: null,
    });
  });

  it("links to its other posts by their paths, and leaves links to anything else", async () => {
    const hrefs = [
      "__GHOST_URL__/second/#a",
      "http://old.example/second",
      "__GHOST_URL__/gone/",
      "https://x.example/second/",
    ];
    const html = hrefs.map((href) => `<a href="${href}">a</a>`).join("");
    const [found] = ofKind(await read({ html }, { id: "2", slug: "second" }), "article");

    expect([...(found?.body ?? "").matchAll(/href="([^"]*)"/g)].map(([, href]) => href)).toEqual([
      ...["/second/#a", "/second", `${SITE}/gone/`, "https://x.example/second/"],
    ]);
  });

  it("makes a draft of what not every reader could see", async () => {
    expect(await article({ status: "draft", published_at: null })).toMatchObject({
      status: "draft",
      publishedAt: null,
      notes: [],
    });
    expect(await article({ status: "scheduled" })).toMatchObject({ status: "scheduled" });
    expect(await article({ status: "sent" })).toMatchObject({
      status: "draft",
      notes: ["It was sent as a mail only: it is a draft."],
    });
    expect(await article({ visibility: "paid" })).toMatchObject({
      status: "draft",
      notes: ["It was for paying members only: it is a draft."],
    });
  });

  it("gives pages that were public, and says which it does not take", async () => {
    const items = await read(
      { type: "page", title: "关于我们", slug: "about" },
      { type: "page", title: "内部", visibility: "members" },
      { type: "page", title: "将来", status: "draft" },
    );

    expect(ofKind(items, "page")).toMatchObject([{ title: "关于我们", slug: "about", oldUrls: [`${SITE}/about/`] }]);
    expect(ofKind(items, "problem").map(({ detail }) => detail)).toEqual([
      "The page “内部” was not taken: it was for members only, and pages here are public",
      "The page “将来” was not taken: its status is draft, and pages here are public",
    ]);
  });

  it("says which text is missing because the export has no HTML of it", async () => {
    expect(await article({ html: null })).toMatchObject({
      body: "",
      notes: ["Its text is missing: the export holds no HTML of it."],
    });
  });

  it("takes primary tags as sections where it is told to", async () => {
    const items = await Array.fromAsync(readGhost(dumped(ghost({})), { primaryTagIsSection: true }));

    expect(items).toMatchObject([
      {
        kind: "section",
        key: "ghost:tag:news",
        slug: "news",
        name: "行业资讯",
        description: "新闻",
        oldUrls: ["/tag/news/"],
      },
      { kind: "article", section: "news", sectionName: "行业资讯", tags: ["UWB"], oldUrls: ["/positioning/"] },
    ]);
  });

  it("has paths for its own addresses where nobody says where it stood", async () => {
    const html = '<img src="__GHOST_URL__/content/images/a.png"><a href="__GHOST_URL__/about/">甲</a>';
    const [found] = ofKind(await itemsOf(readGhost, ghost({ html })), "article");

    expect(found?.body).toBe('<img src="/content/images/a.png"><a href="/about/">甲</a>');
    expect(found?.media).toEqual(["/content/images/a.png"]);
  });

  it("is read from versions before 3 too, and goes on where it was left", async () => {
    const old = {
      data: {
        posts: [
          {
            id: 7,
            title: "旧",
            slug: "old",
            html: "<p>x</p>",
            page: 0,
            status: "published",
            published_at: "2018-08-29 19:47:01",
          },
          { id: 8, title: "页", page: 1, status: "published" },
          { id: 9 },
        ],
      },
    };
    const dump = dumped(`\ufeff${JSON.stringify(old)}`);

    expect(await Array.fromAsync(readGhost(dump))).toMatchObject([
      { kind: "article", key: "ghost:7", publishedAt: Date.UTC(2018, 7, 29, 19, 47, 1) },
      { kind: "page", key: "ghost:8" },
      { kind: "problem", key: "ghost:post:3", detail: expect.stringContaining("title") },
    ]);
    expect(await Array.fromAsync(readGhost(dump, { after: 2 }))).toMatchObject([{ key: "ghost:post:3" }]);
  });
});

describe("a card of Ghost", () => {
  it("is a figure for each picture of a gallery", async () => {
    const image = (name: string) =>
      `<div class="kg-gallery-image"><img src="/${name}.png" width="600" height="400" loading="lazy" alt="${name}"></div>`;

    expect(
      await card(
        `<figure class="kg-card kg-gallery-card kg-width-wide"><div class="kg-gallery-container"><div class="kg-gallery-row">${image("a")}${image("b")}</div></div><figcaption>全部</figcaption></figure>`,
      ),
    ).toBe(
      `<figure><img src="${SITE}/a.png" alt="a" width="600" height="400"></figure><figure><img src="${SITE}/b.png" alt="b" width="600" height="400"></figure><p>全部</p>`,
    );
  });

  it("is a link for a bookmark, a button, a file and an embedded page", async () => {
    expect(
      await card(
        '<figure class="kg-card kg-bookmark-card"><a class="kg-bookmark-container" href="https://a.example/x"><div class="kg-bookmark-content"><div class="kg-bookmark-title">题</div><div class="kg-bookmark-description">说明</div><div class="kg-bookmark-metadata"><img class="kg-bookmark-icon" src="https://a.example/i.ico" alt=""></div></div><div class="kg-bookmark-thumbnail"><img src="https://a.example/t.png" alt=""></div></a></figure>',
      ),
    ).toBe('<p><a href="https://a.example/x">题</a><br>说明</p>');
    expect(
      await card(
        '<div class="kg-card kg-button-card kg-align-center"><a href="https://a.example" class="kg-btn kg-btn-accent">试用</a></div>',
      ),
    ).toBe('<p><a href="https://a.example">试用</a></p>');
    const found = await article({
      html: '<div class="kg-card kg-file-card"><a class="kg-file-card-container" href="__GHOST_URL__/content/files/a.pdf" title="Download" download><div class="kg-file-card-contents"><div class="kg-file-card-title">手册</div><div class="kg-file-card-metadata"><div class="kg-file-card-filename">a.pdf</div><div class="kg-file-card-filesize">2 MB</div></div></div></a></div>',
    });
    expect(found).toMatchObject({
      body: `<p><a href="${SITE}/content/files/a.pdf">手册</a></p>`,
      media: [`${SITE}/content/files/a.pdf`],
    });
    expect(
      await article({
        html: '<figure class="kg-card kg-embed-card"><iframe src="https://www.youtube.com/embed/x-1?feature=oembed" title="演示"></iframe></figure>',
      }),
    ).toMatchObject({
      body: '<p><a href="https://www.youtube.com/watch?v=x-1">演示</a></p>',
      notes: ["Embedded content came as its address: https://www.youtube.com/watch?v=x-1"],
    });
  });

  it("keeps the words of callouts and toggles", async () => {
    expect(
      await card(
        '<div class="kg-card kg-callout-card kg-callout-card-blue"><div class="kg-callout-emoji">💡</div><div class="kg-callout-text">注意<b>安全</b></div></div>',
      ),
    ).toBe("<blockquote><p>💡 注意<b>安全</b></p></blockquote>");
    expect(
      await card(
        '<div class="kg-card kg-toggle-card" data-kg-toggle-state="close"><div class="kg-toggle-heading"><h4 class="kg-toggle-heading-text"><span>多准？</span></h4><button class="kg-toggle-card-icon"><svg></svg></button></div><div class="kg-toggle-content"><p>10 厘米</p></div></div>',
      ),
    ).toBe("<details><summary>多准？</summary><p>10 厘米</p></details>");
  });

  it("keeps sound and film, without the player around them", async () => {
    expect(
      await card(
        '<div class="kg-card kg-audio-card"><img src="" alt="audio-thumbnail" class="kg-audio-thumbnail kg-audio-hide"><div class="kg-audio-player-container"><audio src="__GHOST_URL__/content/media/a.mp3" preload="metadata"></audio><div class="kg-audio-title">访谈</div><div class="kg-audio-player"><button>x</button></div></div></div>',
      ),
    ).toBe(`<figure><audio src="${SITE}/content/media/a.mp3" controls></audio><figcaption>访谈</figcaption></figure>`);
    expect(
      await card(
        '<figure class="kg-card kg-video-card" data-kg-thumbnail="__GHOST_URL__/content/media/a_thumb.jpg" data-kg-custom-thumbnail><div class="kg-video-container"><video src="__GHOST_URL__/content/media/a.mp4" poster="https://img.spacergif.org/v1/640x480/0a/spacer.png" width="640" height="480"></video><div class="kg-video-overlay"><button></button></div></div><figcaption>演示</figcaption></figure>',
      ),
    ).toBe(
      `<figure><video src="${SITE}/content/media/a.mp4" controls width="640" height="480" poster="${SITE}/content/media/a_thumb.jpg"></video><figcaption>演示</figcaption></figure>`,
    );
  });

  it("is left out with a note where it was a form", async () => {
    expect(await article({ html: '<p>甲</p><div class="kg-card kg-signup-card"><form>x</form></div>' })).toMatchObject({
      body: "<p>甲</p>",
      notes: ["A form to sign up was left out."],
    });
  });
});

describe("a Ghost export that is not what it should be", () => {
  it("gives what comes before the cut, then says that it is broken, wherever it is cut off", async () => {
    const bytes = new TextEncoder().encode(ghost({ id: "1" }, { id: "2", html: "<p>二</p>" }));

    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: bytes.byteLength - 1 }), async (end) => {
        const { items, broken } = await readUntilBroken(readGhost, bytes.slice(0, end));
        expect(broken).not.toBeNull();
        expect(items.map(({ key }) => key)).toEqual(["ghost:1", "ghost:2"].slice(0, items.length));
      }),
      { numRuns: 60 },
    );
  });

  it("is refused where it is no JSON, no export, or without end", async () => {
    expect((await readUntilBroken(readGhost, "<rss>")).broken).toContain("no JSON");
    expect((await readUntilBroken(readGhost, '{"name":"edgewise"}')).broken).toContain("no tables");
    expect((await readUntilBroken(readGhost, "[".repeat(1000))).broken).toContain("64 values inside each other");
    expect(
      (await readUntilBroken(readGhost, `{"db":[{"data":{"posts":[{"id":1,"title":"${"x".repeat(9 * 1024 * 1024)}`))
        .broken,
    ).toContain("8388608 bytes");
  });
});
