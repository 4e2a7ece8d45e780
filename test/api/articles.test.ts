// Publishing an article over HTTP, as JSON and as a Markdown file.

import { describe, expect, it } from "vitest";
import { anArticle, api, change, pointersOf, publish, visit } from "./client";

const markdown = (text: string, type = "text/markdown") => api("POST", "/articles", text, { "content-type": type });

describe("publishing by JSON", () => {
  it("answers 201 with Location, ETag, the article, its absolute url and what was purged", async () => {
    const sent = {
      title: "  开业   大吉 ",
      section: "news",
      body: "# 正文\n\n第一段。",
      kind: "新闻",
      summary: "一句话",
      tags: ["开业", "公司", "开业"],
      source: { name: "本站", url: "https://example.com/source" },
      author: "王芳",
      cover: { url: "/media/x/y.png", alt: "门口" },
      publishAt: "2021-04-08T08:08:38.9+08:00",
      expireAt: "2099-01-01T00:00:00Z",
    };

    const { status, headers, body } = await api("POST", "/articles", sent);

    expect(status).toBe(201);
    expect(headers.get("location")).toBe(`/api/articles/${body.id}`);
    expect(headers.get("etag")).toBe('"1"');
    expect(headers.get("cache-control")).toBe("no-store");
    expect(body).toMatchObject({
      title: "开业 大吉",
      slug: "开业-大吉",
      url: `http://site.test/news/${encodeURIComponent("开业-大吉")}`,
      section: "news",
      lang: "zh-CN",
      status: "published",
      format: "markdown",
      body: sent.body,
      kind: "新闻",
      summary: "一句话",
      tags: ["开业", "公司"],
      source: sent.source,
      author: "王芳",
      cover: sent.cover,
      translationOf: null,
      publishedAt: "2021-04-08T00:08:38Z",
      expireAt: "2099-01-01T00:00:00Z",
      version: 1,
    });
    expect(body.purged).toContain(`article:${body.id}`);
    expect(await (await visit(new URL(body.url).pathname)).text()).toContain("第一段。");
  });

  it("reads back what was published, under the same ETag", async () => {
    const { purged, ...published } = await publish({ tags: ["a"], author: "A" });

    const { status, headers, body } = await api("GET", `/articles/${published.id}`);

    expect(status).toBe(200);
    expect(headers.get("etag")).toBe('"1"');
    expect(body).toEqual(published);
  });

  it("takes null for every optional field that it takes away", async () => {
    const nothing = Object.fromEntries(
      ["slug", "kind", "summary", "tags", "source", "author", "translationOf", "cover", "publishAt", "expireAt"].map(
        (field) => [field, null],
      ),
    );

    const article = await publish(nothing);

    expect(article).toMatchObject({ kind: null, tags: [], source: null, cover: null, status: "published" });
  });

  it("takes a body of HTML, and shows it without what does harm", async () => {
    const { url } = await publish({ format: "html", body: '<p onclick="x()">Hello</p><script>alert(1)</script>' });

    const page = await (await visit(new URL(url).pathname)).text();

    expect(page).toContain("<p>Hello</p>");
    expect(page).not.toContain("alert(1)");
  });

  it("joins a translation to its original, named by id or by path, and tells apart what can't be one", async () => {
    const original = await publish();

    const byId = await publish({ lang: "en", translationOf: original.id });
    const byPath = await publish({ lang: "en", translationOf: new URL(original.url).pathname });
    const sameLang = await api("POST", "/articles", anArticle({ translationOf: original.id }));
    const nobody = await api("POST", "/articles", anArticle({ lang: "en", translationOf: 999_999 }));
    const noPath = await api("POST", "/articles", anArticle({ lang: "en", translationOf: "/news" }));

    expect(byId.url).toContain("http://site.test/en/news/");
    expect([byId.translationOf, byPath.translationOf]).toEqual([original.id, original.id]);
    for (const answer of [sameLang, nobody, noPath]) {
      expect([answer.status, pointersOf(answer)]).toEqual([422, ["#/translationOf"]]);
    }
  });

  it("never makes a translation the original of others: their group stays one", async () => {
    const original = await publish();
    const other = await publish();
    const first = await publish({ lang: "en", translationOf: original.id });
    const late = await publish({ lang: "en" });

    const chained = await api("PATCH", `/articles/${original.id}`, { lang: "en", translationOf: other.id });
    const joined = await change(late.id, { translationOf: other.id });
    const itself = await change(original.id, { translationOf: first.id });

    expect([chained.status, pointersOf(chained)]).toEqual([422, ["#/translationOf"]]);
    expect(joined.translationOf).toBe(other.id);
    expect(itself.translationOf).toBe(original.id);
  });
});

describe("publishing a Markdown file", () => {
  it("takes YAML front matter, a time without a zone as the site's", async () => {
    const file = [
      "---",
      "title: 行业资讯",
      "section: news",
      "publishAt: 2021-04-08 08:08:38",
      "tags: [行业, 资讯]",
      "source:",
      "  name: 新华社",
      "---",
      "正文。",
    ].join("\r\n");

    const { status, body } = await markdown(file, 'Text/Markdown; charset="utf-8"; variant=GFM');

    expect(status).toBe(201);
    expect(body).toMatchObject({
      title: "行业资讯",
      publishedAt: "2021-04-08T00:08:38Z",
      tags: ["行业", "资讯"],
      source: { name: "新华社", url: null },
      body: "正文。",
      format: "markdown",
    });
  });

  it("takes TOML front matter, with and without an offset", async () => {
    const withZone = await markdown(
      '+++\ntitle = "Toml one"\nsection = "news"\npublishAt = 2021-04-08T08:08:38Z\nexpireAt = 2099-01-01\n+++\nText.\n',
    );
    const without = await markdown(
      '+++\ntitle = "Toml two"\nsection = "news"\npublishAt = 2021-04-08T08:08:38\n+++\nText.\n',
    );

    expect(withZone.body).toMatchObject({ publishedAt: "2021-04-08T08:08:38Z", expireAt: "2098-12-31T16:00:00Z" });
    expect(without.body.publishedAt).toBe("2021-04-08T00:08:38Z");
  });

  it.each([
    ["no front matter at all", "Just text.", 422, "#/title"],
    ["a field that there is not", "---\ntitle: x\nsection: news\nlayout: post\n---\nText.", 422, "#/layout"],
    [
      "a time that is none",
      "---\ntitle: x\nsection: news\npublishAt: 2021-02-30 08:00:00\n---\nText.",
      422,
      "#/publishAt",
    ],
    ["a time that is a word", "---\ntitle: x\nsection: news\nexpireAt: soon\n---\nText.", 422, "#/expireAt"],
    ["a year that no calendar has", "---\ntitle: x\nsection: news\npublishAt: 0000-01-01\n---\nT.", 422, "#/publishAt"],
    ["no text below", "---\ntitle: x\nsection: news\n---\n", 422, "#/body"],
    ["a body among the fields of its own", "---\ntitle: x\nsection: news\nbody: y\n---\nText.", 422, "#/body"],
  ])("names the field: %s", async (_, file, status, pointer) => {
    const answer = await markdown(file);

    expect(answer.status).toBe(status);
    expect(pointersOf(answer)).toContain(pointer);
  });

  it.each(["---\ntitle: [\n---\nText.", "---\ntitle: x\nText.", "+++\ntitle = \n+++\nText.", "---\n- a\n---\nText."])(
    "answers 400 to front matter that can't be read: %j",
    async (file) => {
      const { status, body } = await markdown(file);

      expect([status, body.type]).toEqual([400, "/problems/broken-front-matter"]);
      expect(body.detail).toBeTruthy();
    },
  );
});
