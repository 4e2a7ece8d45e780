import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readWxr } from "../../src/imports/wxr/reader";
import { FOOT, HEAD, type WxrPost, wxr, wxrItem } from "./fixtures/wxr";
import { itemsOf, ofKind, readUntilBroken } from "./reading";

const PICTURE: WxrPost = {
  id: 90,
  type: "attachment",
  status: "inherit",
  title: "tag",
  excerpt: "一枚标签",
  parent: 12,
  attachmentUrl: "https://old.example/wp-content/uploads/2021/04/tag.jpg",
  meta: { _wp_attached_file: "2021/04/tag.jpg", _wp_attachment_image_alt: "UWB 标签" },
};

const read = (...posts: WxrPost[]) => itemsOf(readWxr, wxr(...posts));
async function article(post: Partial<WxrPost>) {
  const [found] = ofKind(await read({ id: 12, ...post }, PICTURE), "article");
  if (found === undefined) throw new Error("No article was read.");
  return found;
}
const body = async (content: string) => (await article({ content })).body;

describe("a WordPress export", () => {
  it("gives categories that articles are filed under as sections, with their addresses", async () => {
    const filed: WxrPost = {
      id: 1,
      terms: [
        ["category", "%e5%ae%9a%e4%bd%8d", "定位"],
        ["category", "uncategorized", "未分类"],
      ],
    };

    expect(ofKind(await read(filed), "problem").map(({ detail }) => detail)).toEqual([
      "Categories that no article is filed under: 1 left out: 行业资讯",
    ]);
    expect(ofKind(await read(filed, { id: 2 }), "section")).toEqual([
      {
        kind: "section",
        key: "wxr:https://old.example/category/news",
        slug: "news",
        name: "行业资讯",
        description: null,
        oldUrls: ["https://old.example/category/news/", "https://old.example/?cat=2"],
      },
      {
        kind: "section",
        key: "wxr:https://old.example/category/定位",
        slug: "定位",
        name: "定位 & 测距",
        description: "室内定位。",
        oldUrls: ["https://old.example/category/news/%E5%AE%9A%E4%BD%8D/", "https://old.example/?cat=3"],
      },
    ]);
  });

  it("gives sections of categories that only posts name, as in an export of posts", async () => {
    const [section, found] = await read({ id: 1, terms: [["category", "labs", "实验室"]] });

    expect(section).toMatchObject({
      kind: "section",
      slug: "labs",
      name: "实验室",
      oldUrls: ["https://old.example/category/labs/"],
    });
    expect(found).toMatchObject({ kind: "article", section: "labs" });
  });

  it("gives posts with all that a reader saw of them", async () => {
    const found = await article({
      title: "定位 &amp; <em>测距</em>",
      slug: "%e5%ae%9a%e4%bd%8d",
      link: "https://old.example/2021/04/%e5%ae%9a%e4%bd%8d/",
      excerpt: "<p>精度 10 厘米</p>",
      content: "<!-- wp:paragraph -->\n<p>正文]]>。</p>\n<!-- /wp:paragraph -->",
      sticky: true,
      terms: [
        ["category", "%e5%ae%9a%e4%bd%8d", "定位"],
        ["category", "news", "行业资讯"],
        ["post_tag", "uwb", "UWB"],
        ["post_format", "post-format-aside", "Aside"],
        ["language", "zh", "中文"],
        ["mood", "glad", "Glad"],
      ],
      meta: { _thumbnail_id: "90", _wp_old_slug: "positioning", _yoast_wpseo_primary_category: "2" },
    });

    expect(found).toEqual({
      kind: "article",
      key: "wxr:https://old.example/?p=12",
      title: "定位 & 测距",
      slug: "定位",
      format: "html",
      body: "<p>正文]]>。</p>",
      lang: "zh",
      oldUrls: [
        "https://old.example/2021/04/%e5%ae%9a%e4%bd%8d/",
        "https://old.example/?p=12",
        "https://old.example/2021/04/positioning/",
      ],
      media: ["https://old.example/wp-content/uploads/2021/04/tag.jpg"],
      notes: [
        "It was sticky; here the newest stand first.",
        "The category 定位 became a tag: an article has one section.",
        "Its mood “Glad” was left out.",
      ],
      section: "news",
      publishedAt: Date.UTC(2021, 3, 8, 0, 8, 38),
      expireAt: null,
      status: "published",
      author: "王小明",
      summary: "精度 10 厘米",
      tags: ["UWB", "定位"],
      source: null,
      cover: { url: "https://old.example/wp-content/uploads/2021/04/tag.jpg", alt: "UWB 标签" },
      articleKind: null,
      translationOf: null,
    });
  });

  it("tells drafts, posts for later, and times without a zone", async () => {
    const NONE = "0000-00-00 00:00:00";

    expect(await article({ status: "draft", dateGmt: NONE })).toMatchObject({ status: "draft", publishedAt: null });
    expect(await article({ status: "pending", date: NONE, dateGmt: NONE })).toMatchObject({
      status: "draft",
      publishedAt: null,
    });
    expect(await article({ status: "future", dateGmt: "2031-01-01 00:00:00" })).toMatchObject({
      status: "scheduled",
      publishedAt: Date.UTC(2031, 0, 1),
    });
    expect(await article({ dateGmt: NONE })).toMatchObject({
      status: "published",
      publishedAt: { local: "2021-04-08 08:08:38" },
    });
  });

  it("reads slugs that WordPress cut in the middle of a character", async () => {
    expect((await article({ slug: "%e5%ae%9a%e4%bd" })).slug).toBe("定");
    expect((await article({ slug: "100%-precise-and-more" })).slug).toBe("100%-precise-and-more");
  });

  it("takes nothing that was not for every reader, and says so", async () => {
    const items = await read(
      { id: 1, status: "private", title: "内部" },
      { id: 2, status: "trash" },
      { id: 3, password: "1234" },
      { id: 4, status: "archived", type: "page" },
      { id: 5, status: "draft", type: "page" },
    );

    expect(ofKind(items, "article")).toEqual([]);
    expect(ofKind(items, "problem").map(({ key, detail }) => `${key} ${detail}`)).toEqual([
      "wxr:https://old.example/?p=1 “内部” was not taken: it is private",
      "wxr:https://old.example/?p=2 “标题 2” was not taken: it is in the trash",
      "wxr:https://old.example/?p=3 “标题 3” was not taken: it asks for a password",
      "wxr:https://old.example/?p=4 “标题 4” was not taken: its status is archived",
      "wxr:https://old.example/?p=5 The page “标题 5” was not taken: its status is draft, and pages here are public",
      "wxr:categories Categories that no article is filed under: 2 left out: 行业资讯, 定位 & 测距",
    ]);
  });

  it("sums up what has no place here, a line a type", async () => {
    const items = await read(
      { id: 1, type: "nav_menu_item" },
      { id: 2, type: "nav_menu_item" },
      { id: 3, type: "product" },
      { id: 4, comments: 3 },
    );

    expect(ofKind(items, "problem").map(({ key, detail }) => [key, detail])).toEqual([
      ["wxr:type:nav_menu_item", "Items of the type nav_menu_item have no place here: 2 left out"],
      ["wxr:type:product", "Items of the type product have no place here: 1 left out"],
      ["wxr:categories", "Categories that no article is filed under: 1 left out: 定位 & 测距"],
      ["wxr:comments", "Comments have no place here: 3 left out"],
    ]);
  });

  it("gives pages and attachments", async () => {
    const items = await read(
      { id: 7, type: "page", slug: "about", title: "关于我们", content: "<p>我们</p>" },
      PICTURE,
      {
        id: 91,
        type: "attachment",
        status: "inherit",
      },
    );

    expect(ofKind(items, "page")).toMatchObject([
      {
        key: "wxr:https://old.example/?p=7",
        slug: "about",
        body: "<p>我们</p>",
        oldUrls: ["https://old.example/about/", "https://old.example/?page_id=7", "https://old.example/?p=7"],
      },
    ]);
    expect(ofKind(items, "media")).toEqual([
      {
        kind: "media",
        key: "wxr:https://old.example/wp-content/uploads/2021/04/tag.jpg",
        url: "https://old.example/wp-content/uploads/2021/04/tag.jpg",
        name: "tag.jpg",
        alt: "UWB 标签",
        bytes: null,
      },
    ]);
    expect(ofKind(items, "problem")[0]?.detail).toBe("The attachment “标题 91” has no address");
  });

  it("joins Polylang's translations to the first of them that is taken", async () => {
    const terms = (lang: string): [string, string, string][] => [
      ["language", lang, lang],
      ["post_translations", "pll_6", "pll_6"],
    ];
    const items = await read(
      { id: 1, status: "trash", terms: terms("fr") },
      { id: 2, terms: terms("zh") },
      { id: 3, terms: terms("en") },
    );

    expect(ofKind(items, "article").map(({ lang, translationOf }) => [lang, translationOf])).toEqual([
      ["zh", null],
      ["en", "wxr:https://old.example/?p=2"],
    ]);
  });
});

describe("the text of a WordPress post", () => {
  it("keeps what blocks show, without the blocks", async () => {
    const found = await article({
      content: `<!-- wp:heading {"level":3} -->
<h3 class="wp-block-heading">精度</h3>
<!-- /wp:heading -->

<!-- wp:image {"id":90,"sizeSlug":"medium"} -->
<figure class="wp-block-image size-medium"><img src="https://old.example/wp-content/uploads/2021/04/tag-300x200.jpg" alt="标签" class="wp-image-90"/><figcaption class="wp-element-caption">一枚标签</figcaption></figure>
<!-- /wp:image -->

<!-- wp:more -->
<!--more-->
<!-- /wp:more -->

<!-- wp:list --><ul class="wp-block-list"><!-- wp:list-item --><li>快</li><!-- /wp:list-item --></ul><!-- /wp:list -->

<!-- wp:table --><figure class="wp-block-table"><table><tbody><tr><td>1</td></tr></tbody></table></figure><!-- /wp:table -->

<!-- wp:code --><pre class="wp-block-code"><code>a

b</code></pre><!-- /wp:code -->

<!-- wp:quote --><blockquote class="wp-block-quote"><!-- wp:paragraph --><p>准</p><!-- /wp:paragraph --><cite>王</cite></blockquote><!-- /wp:quote -->

<!-- wp:html --><b>粗</b><!-- /wp:html -->

<!-- wp:spacer --><div style="height:50px" aria-hidden="true" class="wp-block-spacer"></div><!-- /wp:spacer -->

<!-- wp:latest-posts {"postsToShow":3} /-->

<!-- wp:nextpage -->
<!--nextpage-->
<!-- /wp:nextpage -->`,
    });

    expect(found.body.replace(/ class="[^"]*"/g, "").replace(/>\s+</g, "><")).toBe(
      '<h3>精度</h3><figure><img src="https://old.example/wp-content/uploads/2021/04/tag.jpg" alt="标签"><figcaption>一枚标签</figcaption>' +
        "</figure><ul><li>快</li></ul><figure><table><tbody><tr><td>1</td></tr></tbody></table></figure><pre><code>a\n\nb</code></pre>" +
        "<blockquote><p>准</p><cite>王</cite></blockquote><p><b>粗</b></p>",
    );
    expect(found.notes).toEqual([
      "The block latest-posts was left out: it is filled in by WordPress.",
      "Its pages became one.",
    ]);
    expect(found.media).toEqual(["https://old.example/wp-content/uploads/2021/04/tag.jpg"]);
  });

  it("shows the full picture where it named a smaller one", async () => {
    const full = '<p><img src="https://old.example/wp-content/uploads/2021/04/tag.jpg" alt=""></p>';
    const show = (src: string) => body(`<p><img src="${src}" alt="" srcset="x 2x"></p>`);

    expect(await show("http://old.example/wp-content/uploads/2021/04/tag-1024x768.jpg")).toBe(full);
    expect(await show("https://i0.wp.com/old.example/wp-content/uploads/2021/04/tag.jpg?w=604&ssl=1")).toBe(full);
    expect(await show('data:image/gif;base64,R0lG" data-src="/wp-content/uploads/2021/04/tag.jpg')).toContain(
      "04/tag.jpg",
    );
    expect(await show("/a.php?id=1&amp;w=2")).toContain('src="https://old.example/a.php?id=1&amp;w=2"');
  });

  it("makes galleries figures, of blocks old and new", async () => {
    const image = '<img src="/wp-content/uploads/a.png" alt="甲" data-id="1" class="wp-image-1"/>';
    const figure =
      '<figure><img src="https://old.example/wp-content/uploads/a.png" alt="甲"><figcaption>一</figcaption></figure>';

    expect(
      await body(
        `<!-- wp:gallery --><figure class="wp-block-gallery has-nested-images"><!-- wp:image --><figure class="wp-block-image">${image}<figcaption>一</figcaption></figure><!-- /wp:image --><figcaption class="blocks-gallery-caption">全部</figcaption></figure><!-- /wp:gallery -->`,
      ),
    ).toBe(`${figure}<p>全部</p>`);
    expect(
      await body(
        `<!-- wp:gallery --><ul class="wp-block-gallery"><li class="blocks-gallery-item"><figure>${image}<figcaption>一</figcaption></figure></li></ul><!-- /wp:gallery -->`,
      ),
    ).toBe(figure);
  });

  it("makes what other sites would show a link", async () => {
    const block = `<!-- wp:embed {"url":"https://youtu.be/x1"} --><figure class="wp-block-embed"><div class="wp-block-embed__wrapper">
https://youtu.be/x1
</div><figcaption>演示</figcaption></figure><!-- /wp:embed -->`;

    expect(await body(block)).toBe('<p><a href="https://youtu.be/x1">https://youtu.be/x1</a></p><p>演示</p>');
    expect(await body("看\n\nhttps://vimeo.com/7\n\n[embed]https://vimeo.com/8[/embed]")).toBe(
      '<p>看</p><p><a href="https://vimeo.com/7">https://vimeo.com/7</a></p><p><a href="https://vimeo.com/8">https://vimeo.com/8</a></p>',
    );
    expect(await body('<iframe src="//player.bilibili.com/player.html?aid=1&bvid=BV1x" title="视频"></iframe>')).toBe(
      '<p><a href="https://www.bilibili.com/video/BV1x">视频</a></p>',
    );
    expect((await article({ content: "<p>a</p><script>1</script>" })).notes).toEqual(["A <script> was left out."]);
  });

  it("has paragraphs where the classic editor had blank lines", async () => {
    expect(await body("第一段，\r\n还是它。\r\n\r\n<strong>第二</strong>段\n<h2>题</h2>\n&nbsp;\n\n三")).toBe(
      "<p>第一段，<br>还是它。</p><p><strong>第二</strong>段</p><h2>题</h2><p>三</p>",
    );
    expect(await body("<pre>a\n\nb</pre><blockquote>甲\n\n乙</blockquote>")).toBe(
      "<pre>a\n\nb</pre><blockquote><p>甲</p><p>乙</p></blockquote>",
    );
  });

  it("shows captions and galleries of shortcodes, and keeps other shortcodes as text", async () => {
    const found = await article({
      content:
        '[caption id="attachment_90" align="alignnone" width="300"]<a href="/x"><img src="https://old.example/a.png" alt="甲" /></a> 说明[/caption]\n\n' +
        '[gallery ids="90,404" columns="3"]\n\n[[gallery]] [1] [contact-form-7 id="5"] [audio mp3="https://old.example/a.mp3"][/audio]',
    });

    expect(found.body).toBe(
      '<figure><a href="/x"><img src="https://old.example/a.png" alt="甲"></a><figcaption>说明</figcaption></figure>' +
        '<figure><img src="https://old.example/wp-content/uploads/2021/04/tag.jpg" alt="UWB 标签"><figcaption>一枚标签</figcaption></figure>' +
        '<p>[gallery] [1] [contact-form-7 id="5"]</p><audio src="https://old.example/a.mp3" controls></audio>',
    );
    expect(found.notes).toEqual([
      "The gallery's picture 404 is not in the export.",
      "The shortcode [contact-form-7] stayed as text.",
    ]);
    expect(await body("[gallery]")).toContain("tag.jpg");
  });
});

describe("a WordPress export that is not what it should be", () => {
  const whole = wxr({ id: 1, content: "<p>一</p>" }, PICTURE, { id: 2, content: "<p>二</p>" });

  it("gives what comes before the cut, then says that it is broken, wherever it is cut off", async () => {
    const bytes = new TextEncoder().encode(whole);
    const all = await itemsOf(readWxr, bytes);

    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: bytes.byteLength - FOOT.length }), async (end) => {
        const { items, broken } = await readUntilBroken(readWxr, bytes.slice(0, end));
        expect(broken).not.toBeNull();
        expect(items.map(({ key }) => key)).toEqual(all.slice(0, items.length).map(({ key }) => key));
      }),
      { numRuns: 60 },
    );
  });

  it("is refused where it is no XML, no RSS, or no WXR", async () => {
    expect((await readUntilBroken(readWxr, '{"db":[]}')).broken).toContain("no well-formed XML");
    expect((await readUntilBroken(readWxr, "")).broken).toContain("no well-formed XML");
    expect((await readUntilBroken(readWxr, "<html><body></body></html>")).broken).toContain("it is <html>, not <rss>");
    const rss = '<rss version="2.0"><channel><title>x</title><item><title>y</title></item></channel></rss>';
    expect(await readUntilBroken(readWxr, rss)).toEqual({
      items: [],
      broken: expect.stringContaining("wp:wxr_version"),
    });
  });

  it("forgives what old plugins left: control characters and entities of HTML", async () => {
    const odd = whole.replace("<title><![CDATA[标题 1]]></title>", "<title>a\u0008&nbsp;b</title>");

    expect(ofKind(await itemsOf(readWxr, odd), "article")[0]?.title).toBe("a b");
  });

  it("can be written in GBK", async () => {
    const gbk = Uint8Array.of(0xb1, 0xea, 0xcc, 0xe2);
    const [before = "", after = ""] = wxr({ id: 1, title: "TITLE" })
      .replace('encoding="UTF-8"', 'encoding="GBK"')
      .replace(/[^\p{ASCII}]/gu, "?")
      .split("TITLE");

    const items = await itemsOf(readWxr, await new Blob([before, gbk, after]).arrayBuffer());
    expect(ofKind(items, "article")[0]?.title).toBe("标题");
  });

  it("expands no entity, and holds no item or tree without end", async () => {
    const bomb = `<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>${HEAD.replace(/^<\?xml.*\n/, "")}`;
    const [found] = ofKind(
      await itemsOf(readWxr, `${bomb}${wxrItem({ id: 1 }).replace(/<title>.*<\/title>/, "<title>&b;</title>")}${FOOT}`),
      "article",
    );
    expect(found?.title).toBe("&b;");

    const long = new Blob([HEAD, "<item><title>", ...Array.from({ length: 9 }, () => "x".repeat(1024 * 1024))]);
    expect((await readUntilBroken(readWxr, long)).broken).toContain("8388608 characters");
    expect((await readUntilBroken(readWxr, HEAD + "<a>".repeat(100))).broken).toContain(
      "12 elements inside each other",
    );
    expect((await readUntilBroken(readWxr, `${HEAD}<!--${"x".repeat(9 * 1024 * 1024)}`)).broken).toContain(
      "characters",
    );
  });
});

it("reads 30 MB of WordPress as they come, an item at a time, and goes on where it was left", async () => {
  const item = wxrItem({ id: 1, content: "<p>一</p>", meta: { _elementor_data: "版面 ".repeat(30_000) } });
  const chunks = [HEAD, ...Array.from({ length: 150 }, () => item), FOOT].map((text) => new TextEncoder().encode(text));
  let sent = 0;
  const open = async () => {
    sent = 0;
    return new ReadableStream<Uint8Array>({
      pull(controller) {
        const chunk = chunks[sent];
        sent += 1;
        if (chunk) controller.enqueue(chunk);
        else controller.close();
      },
    });
  };
  const dump = { size: chunks.reduce((sum, { byteLength }) => sum + byteLength, 0), open };

  let articles = 0;
  const ahead: number[] = [];
  for await (const { kind } of readWxr(dump)) {
    if (kind !== "article") continue;
    articles += 1;
    ahead.push(sent - articles);
  }

  expect(dump.size).toBeGreaterThan(30 * 1024 * 1024);
  expect(articles).toBe(150);
  // Chunks that had been sent when an article came: its own, the head, and what a stream keeps ready.
  expect(Math.max(...ahead)).toBeLessThan(6);
  // Two sections and 150 posts, of which these are the last.
  expect(await Array.fromAsync(readWxr(dump, { after: 149 }))).toHaveLength(3);
});
