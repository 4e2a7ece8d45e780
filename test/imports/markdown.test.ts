import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readMarkdown } from "../../src/imports/markdown/reader";
import { folder, zip } from "./fixtures/zip";
import { dumped, itemsOf, ofKind, readUntilBroken } from "./reading";

type Files = Record<string, string | Uint8Array>;

const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47);
const read = async (files: Files) => await itemsOf(readMarkdown, await folder(files));
const named = async (files: Files, key: string) => (await read(files)).find((item) => item.key === key);
const details = async (files: Files) =>
  ofKind(await read(files), "problem").map(({ key, detail }) => `${key} ${detail}`);

describe("a folder of Hugo", () => {
  const SETTINGS =
    'baseURL = "https://old.example/"\ndefaultContentLanguage = "zh"\n[permalinks]\nnews = "/:year/:month/:title/"\n';

  it("gives sections, files with their bytes, then texts", async () => {
    const items = await read({
      "blog-main/hugo.toml": SETTINGS,
      "blog-main/content/posts/_index.md": "---\ntitle: 文章\ndescription: 全部\n---\n",
      "blog-main/content/posts/opening/index.md": `+++
title = "开幕"
date = 2021-04-08T08:08:38+08:00
expiryDate = 2031-01-01
tags = ["展会", "UWB"]
categories = ["活动"]
author = "王小明"
summary = "今日开幕"
aliases = ["/old/opening/"]
[cover]
image = "hall (1).png"
alt = "大厅"
+++

![大厅](hall%20(1).png "题") ![](/images/logo.png) [图纸](plan.pdf) ![](https://img.example/x.png) ![](none.png)

<!--more-->
`,
      "blog-main/content/posts/opening/hall (1).png": PNG,
      "blog-main/content/posts/opening/plan.pdf": "%PDF",
      "blog-main/content/posts/opening/unused.png": PNG,
      "blog-main/static/images/logo.png": PNG,
      "blog-main/README.md": "# Blog",
    });

    expect(items.map(({ key }) => key)).toEqual([
      "markdown:content/posts/_index.md",
      "markdown:content/posts/opening/hall (1).png",
      "markdown:static/images/logo.png",
      "markdown:content/posts/opening/plan.pdf",
      "markdown:content/posts/opening/index.md",
      "markdown:unnamed",
      "markdown:placeless",
    ]);
    expect(items[0]).toEqual({
      kind: "section",
      key: "markdown:content/posts/_index.md",
      slug: "posts",
      name: "文章",
      description: "全部",
      oldUrls: ["https://old.example/posts/"],
    });
    expect(items[1]).toEqual({
      kind: "media",
      key: "markdown:content/posts/opening/hall (1).png",
      url: "content/posts/opening/hall%20%281%29.png",
      name: "hall (1).png",
      alt: null,
      bytes: PNG,
    });
    expect(items[4]).toEqual({
      kind: "article",
      key: "markdown:content/posts/opening/index.md",
      title: "开幕",
      slug: "opening",
      format: "markdown",
      body: '![大厅](content/posts/opening/hall%20%281%29.png "题") ![](static/images/logo.png) [图纸](content/posts/opening/plan.pdf) ![](https://img.example/x.png) ![](none.png)',
      lang: null,
      oldUrls: ["https://old.example/old/opening/", "https://old.example/posts/opening/"],
      media: [
        "content/posts/opening/hall%20%281%29.png",
        "static/images/logo.png",
        "content/posts/opening/plan.pdf",
        "https://img.example/x.png",
      ],
      notes: [
        "It shows none.png, which is not in the ZIP.",
        "The category 活动 became a tag: an article has one section.",
      ],
      section: "posts",
      publishedAt: Date.UTC(2021, 3, 8, 0, 8, 38),
      expireAt: { local: "2031-01-01 00:00:00" },
      status: "published",
      author: "王小明",
      summary: "今日开幕",
      tags: ["展会", "UWB", "活动"],
      source: null,
      cover: { url: "content/posts/opening/hall%20%281%29.png", alt: "大厅" },
      articleKind: null,
      translationOf: null,
    });
    expect(items.slice(5)).toMatchObject([
      { detail: "Files that no text names: 1 left out: blog-main/content/posts/opening/unused.png" },
      { detail: "Texts that have no place here: 1 left out: README.md" },
    ]);
  });

  it("joins texts that differ in language, the site's own first", async () => {
    const items = await read({
      "hugo.toml": SETTINGS,
      "content/news/a.en.md": "---\ntitle: A\n---\n",
      "content/news/a.zh.md": "---\ntitle: 甲\ndate: 2021-4-8 8:08\nslug: jia\n---\n",
      "content/news/b.md": "---\ntitle: B c\ndate: 2021-04-08\ndraft: true\nurl: /b.html\n---\n",
    });

    expect(ofKind(items, "article")).toMatchObject([
      {
        key: "markdown:content/news/a.zh.md",
        lang: "zh",
        publishedAt: { local: "2021-04-08 08:08:00" },
        translationOf: null,
        oldUrls: ["https://old.example/zh/2021/04/jia/"],
      },
      { key: "markdown:content/news/b.md", lang: null, status: "draft", oldUrls: ["https://old.example/b.html"] },
      { key: "markdown:content/news/a.en.md", lang: "en", translationOf: "markdown:content/news/a.zh.md" },
    ]);
  });

  it("takes pages, but no drafts of pages, and front matter in JSON", async () => {
    const items = await read({
      "content/about.md": '{\n  "title": "关于我们"\n}\n正文',
      "content/contact/index.md": "---\ntitle: 联系\ndraft: true\n---\n",
    });

    expect(ofKind(items, "page")).toMatchObject([
      { title: "关于我们", slug: "about", body: "正文", oldUrls: ["/about/"] },
    ]);
    expect(ofKind(items, "problem")).toMatchObject([
      { detail: "The page was not taken: it is a draft, and pages here are public" },
    ]);
  });

  it("shows what its shortcodes showed, outside code", async () => {
    const body = `{{< figure src="a.png" alt="甲" caption="图一" >}}

{{< youtube x-1 >}} \`{{< figure src="a.png" >}}\`

{{< highlight go "linenos=table" >}}
![](a.png)
{{< /highlight >}}

{{% notice %}}
{{</* toc */>}}

\`\`\`
![](a.png) {{< youtube x-1 >}}
\`\`\``;
    const item = await named({ "content/posts/p.md": body, "content/posts/a.png": PNG }, "markdown:content/posts/p.md");

    expect(item).toMatchObject({
      title: "p",
      body: `<figure><img src="content/posts/a.png" alt="甲"><figcaption>图一</figcaption></figure>

[https://www.youtube.com/watch?v=x-1](https://www.youtube.com/watch?v=x-1) \`{{< figure src="a.png" >}}\`

\`\`\`go
![](a.png)

\`\`\`

{{% notice %}}
{{< toc >}}

\`\`\`
![](a.png) {{< youtube x-1 >}}
\`\`\``,
      notes: [
        "Embedded content became a link: https://www.youtube.com/watch?v=x-1",
        "The shortcode notice stayed as text.",
      ],
    });
  });
});

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

describe("a ZIP that is not what it should be", () => {
  it("takes no name that leads out, no link, no archive, nothing encrypted and nothing twice", async () => {
    const items = await itemsOf(
      readMarkdown,
      await zip(
        { name: "../out.md", content: "x" },
        { name: "/etc/passwd.md", content: "x" },
        { name: "c:\\x.md", content: "x" },
        { name: "a\\..\\..\\x.md", content: "x" },
        { name: "link.md", content: "/etc/passwd", mode: 0o120777 },
        { name: "more.zip", content: "PK" },
        { name: "secret.md", content: "x".repeat(13), size: 1, encrypted: true },
        { name: "odd.md", content: "x", method: 99, size: 1 },
        { name: "a.md", content: "一" },
        { name: "a.md", content: "二" },
        { name: "__MACOSX/._a.md", content: "x" },
        { name: ".DS_Store", content: "x" },
      ),
    );

    expect(ofKind(items, "article")).toMatchObject([{ key: "markdown:a.md", body: "一" }]);
    expect(ofKind(items, "problem").map(({ detail }) => detail)).toEqual([
      "../out.md: its name leads out of the ZIP",
      "/etc/passwd.md: its name is an absolute path",
      "c:\\x.md: its name is an absolute path",
      "a\\..\\..\\x.md: its name leads out of the ZIP",
      "link.md: it is a symbolic link",
      "more.zip: it is an archive itself",
      "secret.md: it is encrypted",
      "odd.md: it is compressed in an unknown way",
      "a.md: there are two of that name",
    ]);
  });

  it("unpacks no bomb, told or not", async () => {
    const zeros = new Uint8Array(2 * 1024 * 1024);
    const items = await itemsOf(
      readMarkdown,
      await zip(
        { name: "told.md", content: zeros, deflate: true },
        { name: "untold.md", content: zeros, deflate: true, size: 10 },
        { name: "large.png", content: "x", deflate: true, size: 26 * 1024 * 1024 },
      ),
    );

    expect(ofKind(items, "problem").map(({ key, detail }) => `${key} ${detail}`)).toEqual([
      "markdown:untold.md The file is damaged",
      "markdown:told.md told.md: it shrinks too well to be a text or a picture",
      "markdown:large.png large.png: it has 27262976 bytes, more than 26214400",
    ]);
    const many = await zip(
      ...Array.from({ length: 90 }, (_, n) => ({
        name: `${n}.png`,
        content: "x",
        deflate: true,
        size: 24 * 1024 * 1024,
      })),
    );
    expect((await readUntilBroken(readMarkdown, many)).broken).toContain("take over");
  });

  it("is broken, and nothing else, wherever it is cut off or changed", async () => {
    const whole = await folder({ "content/posts/a.md": "---\ntitle: 甲\n---\n![](a.png)", "content/posts/a.png": PNG });

    expect((await readUntilBroken(readMarkdown, "")).broken).toContain("no ZIP");
    expect((await readUntilBroken(readMarkdown, "<rss>".repeat(10))).broken).toContain("no ZIP");
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.byteLength - 1), async (end) => {
        expect((await readUntilBroken(readMarkdown, whole.slice(0, end))).broken).not.toBeNull();
      }),
      { numRuns: 25 },
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.byteLength - 1), fc.nat(255), async (at, value) => {
        await readUntilBroken(readMarkdown, whole.with(at, value));
      }),
      { numRuns: 60 },
    );
  });

  it("costs few calls however many texts it holds, and a dump that can't be had is no broken dump", async () => {
    const blob = new Blob([
      await zip(...Array.from({ length: 300 }, (_, n) => ({ name: `posts/${n}.md`, content: `# ${n}` }))),
    ]);
    const whole = dumped(blob);
    let calls = 0;
    const counted = {
      ...whole,
      open: (range?: { offset: number; length: number }) => {
        calls += 1;
        return whole.open(range);
      },
    };

    expect(await Array.fromAsync(readMarkdown(counted))).toHaveLength(301);
    expect(calls).toBe(1);
    const away = new Error("R2 is away");
    await expect(Array.fromAsync(readMarkdown({ ...whole, open: () => Promise.reject(away) }))).rejects.toBe(away);
  });
});

it("leaves out what can't be listed", async () => {
  expect(await details({ "a.txt": "x" })).toEqual(["markdown:unnamed Files that no text names: 1 left out: a.txt"]);
});
