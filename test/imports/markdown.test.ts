import { describe, expect, it } from "vitest";
import { readMarkdown } from "../../src/imports/markdown/reader";
import { folder, zip } from "./fixtures/zip";
import { dumped, itemsOf, ofKind } from "./reading";

type Files = Record<string, string | Uint8Array>;

const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47);
const read = async (files: Files) => await itemsOf(readMarkdown, await folder(files));

describe("a folder of Hexo", () => {
  const files: Files = {
    "_config.yml": "url: https://old.example/blog\npermalink: :year/:month/:day/:title/\n",
    "source/_posts/开幕.md": `---
title: 开幕
date: 2021/04/08 08:08:38
categories:
  - [行业资讯, 展会]
tags: UWB
cover: /images/c.png
---
{% asset_img a.png 大厅 %} ![](开幕/b.png)
<!-- more -->
{% raw %}{{ x }}{% endraw %}
{% codeblock lang:js %}
1
{% endcodeblock %}
{% note info %}`,
    "source/_posts/开幕/a.png": PNG,
    "source/_posts/开幕/b.png": PNG,
    "source/images/c.png": PNG,
    "source/_drafts/d.md": "---\ntitle: 草稿\n---\n",
    "source/about/index.md": "---\ntitle: 关于\n---\n",
    "themes/x/README.md": "x",
  };

  it("gives categories as sections, posts with their pictures, drafts and pages", async () => {
    const items = await read(files);

    expect(ofKind(items, "section")).toMatchObject([
      {
        slug: "行业资讯",
        name: "行业资讯",
        oldUrls: [`https://old.example/blog/categories/${encodeURIComponent("行业资讯")}/`],
      },
    ]);
    const path = `source/_posts/${encodeURIComponent("开幕")}`;
    expect(ofKind(items, "media").map(({ url }) => url)).toEqual([
      `${path}/a.png`,
      `${path}/b.png`,
      "source/images/c.png",
    ]);
    expect(ofKind(items, "article")).toMatchObject([
      {
        section: "行业资讯",
        tags: ["UWB", "展会"],
        publishedAt: { local: "2021-04-08 08:08:38" },
        oldUrls: [`https://old.example/blog/2021/04/08/${encodeURIComponent("开幕")}/`],
        cover: { url: "source/images/c.png", alt: null },
        body: `![大厅](${path}/a.png) ![](${path}/b.png)\n\n{{ x }}\n\`\`\`js\n1\n\`\`\`\n{% note info %}`,
        notes: ["The tag note stayed as text.", "The category 展会 became a tag: an article has one section."],
      },
      { title: "草稿", status: "draft", section: null },
    ]);
    expect(ofKind(items, "page")).toMatchObject([{ slug: "about", oldUrls: ["https://old.example/blog/about/"] }]);
  });

  it("goes on where it was left", async () => {
    const dump = dumped(await folder(files));
    const all = await Array.fromAsync(readMarkdown(dump));

    expect(await Array.fromAsync(readMarkdown(dump, { after: 3 }))).toEqual(all.slice(3));
  });
});

it("reads a folder of Jekyll", async () => {
  const items = await read({
    "site/_config.yml": "url: https://old.example\nbaseurl: /b\n",
    "site/_posts/2021-04-08-opening-day.md": `---
title: Opening
categories: [News]
redirect_from: /was/here
---
![x]({{ site.baseurl }}/assets/a.png){: .wide } ![y]({{ "/assets/a.png" | relative_url }})

{% highlight ruby %}
puts 1
{% endhighlight %}
{% include map.html %}`,
    "site/_posts/2021-04-09-hidden.md":
      "---\npublished: false\npermalink: /hidden.html\ndate: 2021-04-09 10:00:00 +0800\n---\n# 题目 #\n正文",
    "site/assets/a.png": PNG,
    "site/about.md": "---\ntitle: About\npermalink: /about/\n---\n",
    "site/index.md": "---\n---\n",
  });

  expect(ofKind(items, "article")).toMatchObject([
    {
      slug: "opening-day",
      section: "news",
      publishedAt: { local: "2021-04-08 00:00:00" },
      oldUrls: ["https://old.example/b/was/here", "https://old.example/b/news/2021/04/08/opening-day.html"],
      body: "![x](assets/a.png) ![y](assets/a.png)\n\n```ruby\nputs 1\n```\n{% include map.html %}",
      notes: ["The tag include stayed as text."],
    },
    {
      title: "题目",
      body: "正文",
      status: "draft",
      publishedAt: Date.UTC(2021, 3, 9, 2),
      oldUrls: ["https://old.example/b/hidden.html"],
    },
  ]);
  expect(ofKind(items, "page")).toMatchObject([{ title: "About", oldUrls: ["https://old.example/b/about/"] }]);
  expect(ofKind(items, "problem")).toMatchObject([{ key: "markdown:placeless" }]);
});

describe("a folder made for no generator", () => {
  it("has its folders as sections, and says what it can't read", async () => {
    const items = await read({
      "notes/news/2021-04-08-a.md": "# 甲\n正文 ![](../img/a.png)",
      "notes/img/a.png": PNG,
      "notes/b.md": "---\ntitle: [\n---\n",
      "notes/c.md": "---\ntitle: C\ndate: someday\n---\n",
      "notes/README.md": "x",
    });

    expect(items.map((item) => [item.kind, item.key])).toEqual([
      ["section", "markdown:section:news"],
      ["media", "markdown:img/a.png"],
      ["article", "markdown:news/2021-04-08-a.md"],
      ["problem", "markdown:b.md"],
      ["article", "markdown:c.md"],
      ["problem", "markdown:placeless"],
    ]);
    expect(items[2]).toMatchObject({ title: "甲", slug: "a", body: "正文 ![](img/a.png)", oldUrls: [] });
    expect(items[3]).toMatchObject({ detail: expect.stringContaining("front matter can't be read") });
    expect(items[4]).toMatchObject({ section: null, publishedAt: null, notes: ["Its date, someday, can't be read."] });
  });

  it("may come from a Chinese Windows: names and texts in GBK", async () => {
    const gbk = Uint8Array.of(0xb1, 0xea, 0xcc, 0xe2);
    const items = await itemsOf(
      readMarkdown,
      await zip({ name: Uint8Array.of(...gbk, 0x2e, 0x6d, 0x64), content: gbk }),
    );

    expect(items).toMatchObject([
      {
        key: "markdown:标题.md",
        slug: "标题",
        body: "标题",
        notes: ["It was not written in UTF-8, and read as GB 18030."],
      },
    ]);
  });
});
