import { describe, expect, it } from "vitest";
import { ofKind } from "./reading";
import { article, read } from "./wxr-article";

const body = async (content: string) => (await article({ content })).body;

describe("the text of a WordPress post", () => {
  it.each([`a${" ".repeat(400_000)}b`, `[gallery ${"a".repeat(400_000)}]`])(
    "is read in the time of a test, whatever it holds: %.12s…",
    async (content) => {
      expect(await body(content)).not.toBe("");
    },
  );

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

  it("links to other texts of the export by their paths, as the redirects from there have them, and leaves all else", async () => {
    const linked = async (href: string) => {
      const texts = await read(
        { id: 12, content: `<p><a href="${href}">${href}</a></p>` },
        { id: 13, link: "https://old.example/2024/01/%e5%ae%9a%e4%bd%8d/", slug: "%e5%ae%9a%e4%bd%8d" },
        { id: 14, status: "private", slug: "inside" },
      );
      const found = ofKind(texts, "article").find(({ key }) => key.endsWith("p=12"))?.body ?? "";
      expect(found).toContain(`>${href}</a>`);
      return /href="([^"]*)"/.exec(found)?.[1];
    };

    expect(await linked("http://old.example/2024/01/定位?utm_source=x#end")).toBe(
      "/2024/01/%E5%AE%9A%E4%BD%8D?utm_source=x#end",
    );
    expect(await linked("//www.old.example/?p=13")).toBe("/?p=13");
    expect(await linked("https://old.example/category/news/")).toBe("/category/news/");
    expect(await linked("https://old.example/")).toBe("/");
    for (const other of [
      ...["https://old.example/inside/", "https://old.example/shop/", "https://old.example/?p=99"],
      ...["https://other.example/2024/01/定位/", "https://old.example:81/", "mailto:a@old.example", "2024/01/定位/"],
      ...["https://old.example/wp-content/uploads/2021/04/tag.pdf", "https://old.example/%ff/"],
    ]) {
      expect(await linked(other)).toBe(other);
    }
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
