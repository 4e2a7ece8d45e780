import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { anArticle, api, ORIGIN, publish, visit } from "./client";

describe("POST /api/articles", () => {
  it("publishes, and says where, as which version, and which pages it purged", async () => {
    const month = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 7);
    const older = await publish();

    const { status, headers, body } = await api(
      "POST",
      "/articles",
      anArticle({ title: "开业 大吉！", tags: ["活动"] }),
    );

    expect(status).toBe(201);
    expect(headers.get("location")).toBe(`/api/articles/${body.id}`);
    expect(headers.get("etag")).toBe('"1"');
    expect(body).toMatchObject({
      slug: "开业-大吉",
      url: `${ORIGIN}/news/${encodeURIComponent("开业-大吉")}`,
      status: "published",
    });
    expect(new Set(Object(body.purged))).toEqual(
      new Set([
        `article:${body.id}`,
        `article:${older.id}`,
        "latest:news",
        `list:news:${month}`,
        "home",
        "feed",
        "tag:活动",
        ...monthsOf(body.purged),
      ]),
    );
  });

  it("takes a Markdown file as it is, its times in the site's zone", async () => {
    const file = `---\ntitle: 一个文件 ${crypto.randomUUID()}\nsection: news\nkind: 新闻\ntags: [a, b]\nsource:\n  name: 某报\npublishAt: 2021-04-08 08:08:38\n---\n正文 **粗**。\n`;

    const { status, body } = await api("POST", "/articles", file, { "content-type": "text/markdown; charset=utf-8" });

    expect(status).toBe(201);
    expect(body).toMatchObject({
      publishedAt: "2021-04-08T00:08:38Z",
      kind: "新闻",
      source: { name: "某报", url: null },
    });
    const page = await (await visit(new URL(String(body.url)).pathname)).text();
    expect(page).toContain("2021-04-08 08:08:38");
    expect(page).toContain("<strong>粗</strong>");
  });

  it("gives a taken title the next free slug, also to many editors at once", async () => {
    const title = `Same ${crypto.randomUUID()}`;

    const answers = await Promise.all(Array.from({ length: 20 }, () => api("POST", "/articles", anArticle({ title }))));

    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(201));
    expect(new Set(answers.map(({ body }) => body.slug)).size).toBe(20);
  });
});

describe("editors at once", () => {
  it("lose nothing without If-Match: every write stands or is a revision", async () => {
    const { id } = await publish();

    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, n) => api("PATCH", `/articles/${id}`, { summary: `Summary ${n}` })),
    );

    expect(answers.map(({ status }) => status)).toEqual(Array(6).fill(200));
    const { results } = await env.DB.prepare("select fields from revisions where article_id = ?")
      .bind(id)
      .all<{ fields: string }>();
    const summaries = results.map(({ fields }) => JSON.parse(fields).summary);
    expect(new Set(summaries)).toEqual(new Set([null, ...Array.from({ length: 6 }, (_, n) => `Summary ${n}`)]));
  });

  it("with the same If-Match: one wins, the other learns the current version", async () => {
    const { id } = await publish();

    const answers = await Promise.all(
      ["one", "two"].map((summary) => api("PATCH", `/articles/${id}`, { summary }, { "if-match": '"1"' })),
    );

    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
    expect(answers.find(({ status }) => status === 412)?.headers.get("etag")).toBe('"2"');
  });
});

describe("bad input", () => {
  it.each([
    ["no token", "GET", "/articles", undefined, { authorization: "" }, 401],
    ["a wrong token", "GET", "/articles", undefined, { authorization: "Bearer nobody" }, 401],
    ["broken JSON", "POST", "/articles", "{", {}, 400],
    ["JSON nested too deep", "POST", "/articles", `${"[".repeat(33)}${"]".repeat(33)}`, {}, 400],
    ["another type", "POST", "/articles", "title=x", { "content-type": "text/plain" }, 415],
    ["a wrong method", "PUT", "/articles", "{}", {}, 405],
    ["an unknown address", "GET", "/nothing", undefined, {}, 404],
    ["an unknown article", "GET", "/articles/999999999", undefined, {}, 404],
    ["a request too large", "POST", "/articles", JSON.stringify({ title: "x".repeat(1024 * 1024) }), {}, 413],
    ["a body too large", "POST", "/articles", JSON.stringify(anArticle({ body: "x".repeat(512 * 1024 + 1) })), {}, 413],
  ])("%s is refused by the right status, as a problem", async (_, method, path, body, headers, expected) => {
    const answer = await api(method, path, body, headers);

    expect(answer.status).toBe(expected);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer.body).toMatchObject({ status: expected, type: expect.stringMatching(/^\/problems\//) });
  });

  it("that is not UTF-8 is refused", async () => {
    const response = await visit("/api/articles", {
      method: "POST",
      headers: { authorization: "Bearer test-admin-token", "content-type": "application/json" },
      body: new Uint8Array([0x7b, 0xff, 0x7d]),
    });

    expect(response.status).toBe(400);
  });

  it.each([
    ["title", { title: 5 }],
    ["title", { title: "" }],
    ["title", { title: "x".repeat(201) }],
    ["title", { title: "\ud800" }],
    ["body", { body: null }],
    ["section", { section: "nowhere" }],
    ["format", { format: "rtf" }],
    ["slug", { slug: "a/b" }],
    ["kind", { kind: 7 }],
    ["summary", { summary: "x".repeat(501) }],
    ["tags", { tags: "one" }],
    ["tags/0", { tags: [""] }],
    ["source/url", { source: { name: "x", url: "javascript:alert(1)" } }],
    ["lang", { lang: "fr" }],
    ["translationOf", { translationOf: 999_999 }],
    ["cover/url", { cover: { url: "data:x" } }],
    ["status", { status: "gone" }],
    ["publishAt", { publishAt: "tomorrow" }],
    ["publishAt", { status: "published", publishAt: "2999-01-01T00:00:00Z" }],
    ["publishAt", { status: "scheduled", publishAt: "2001-01-01T00:00:00Z" }],
    ["expireAt", { expireAt: "2001-01-01T00:00:00Z" }],
    ["surprise", { surprise: 1 }],
  ])("in %s is named by its pointer, and changes nothing", async (field, fields) => {
    const count = () =>
      env.DB.prepare("select (select count(*) from articles) + (select max(id) from ledger) as n").first("n");
    const before = await count();

    const { status, body } = await api("POST", "/articles", anArticle(fields));

    expect(status).toBe(422);
    expect(Array.from(Object(body.errors), (error) => Object(error).pointer)).toContain(`#/${field}`);
    expect(await count()).toBe(before);
  });
});

const monthsOf = (purged: unknown): string[] =>
  Array.from(Object(purged), String).filter((tag) => tag.startsWith("months:"));
