import { describe, expect, it } from "vitest";
import { readMarkdown } from "../../src/imports/markdown/reader";
import { folder } from "./fixtures/zip";
import { itemsOf, ofKind } from "./reading";

type Files = Record<string, string | Uint8Array>;

const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47);
const read = async (files: Files) => await itemsOf(readMarkdown, await folder(files));
const named = async (files: Files, key: string) => (await read(files)).find((item) => item.key === key);

describe("a folder of Hugo", () => {
  it.each([`{{< a${" ".repeat(400_000)}`, `{{<${"a".repeat(400_000)}`, `${"`".repeat(400_000)}x`])(
    "is read in the time of a test, whatever a text holds: %.8s…",
    async (body) => {
      const item = await named({ "content/news/a.md": `---\ntitle: A\n---\n${body}\n` }, "markdown:content/news/a.md");

      expect(item?.kind).toBe("article");
    },
  );

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
      sectionName: "文章",
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
        "Embedded content came as its address: https://www.youtube.com/watch?v=x-1",
        "The shortcode notice stayed as text.",
      ],
    });
  });
});
