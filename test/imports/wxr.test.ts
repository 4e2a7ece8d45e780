import { describe, expect, it } from "vitest";
import { PICTURE, type WxrPost } from "./fixtures/wxr";
import { ofKind } from "./reading";
import { article, read } from "./wxr-article";

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
    expect(found).toMatchObject({ kind: "article", section: "labs", sectionName: "实验室" });
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
      sectionName: "行业资讯",
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

  it("makes a draft of a post that asks for a password, be it published or for later", async () => {
    const notes = ["It asked for a password: it is a draft."];

    expect(await article({ password: "1234" })).toMatchObject({ status: "draft", section: "news", notes });
    expect(await article({ password: "1234", status: "future" })).toMatchObject({ status: "draft", notes });
  });

  it("takes nothing that was not for every reader, and says so", async () => {
    const items = await read(
      { id: 1, status: "private", title: "内部" },
      { id: 2, status: "trash" },
      { id: 3, password: "1234", type: "page" },
      { id: 4, status: "archived", type: "page" },
      { id: 5, status: "draft", type: "page" },
    );

    expect(ofKind(items, "article")).toEqual([]);
    expect(ofKind(items, "problem").map(({ key, detail }) => `${key} ${detail}`)).toEqual([
      "wxr:https://old.example/?p=1 “内部” was not taken: it is private",
      "wxr:https://old.example/?p=2 “标题 2” was not taken: it is in the trash",
      "wxr:https://old.example/?p=3 “标题 3” was not taken: it asks for a password, and pages here are public",
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
