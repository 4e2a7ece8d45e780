// The versions of an article: listed with what each changed, and read whole.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { openDatabase } from "../../src/db/client";
import { revisionsOf } from "../../src/db/revisions";
import { api, aSection, type Body, change, inSeconds, publish, visit } from "./client";
import { expectProblem } from "./refusals";

const restore = (id: number, version: number, headers: Record<string, string> = {}) =>
  api("POST", `/articles/${id}/revisions/${version}/restore`, undefined, headers);

const listed = async (id: number, query = ""): Promise<Body> =>
  (await api("GET", `/articles/${id}/revisions${query}`)).body;

describe("the versions of an article", () => {
  it("are listed with the newest first: who made each, when, by what, and which fields differ from the one before", async () => {
    const began = Date.now() - 1000;
    const { id } = await publish({ title: "First", body: "One.", cover: { url: "/a.png" } });
    await change(id, { title: "Second", tags: ["x"] });
    await change(id, { body: "<p>Two.</p>", format: "html", source: { name: "S", url: "https://example.com/" } });
    await change(id, {});
    await api("DELETE", `/articles/${id}`);
    await restore(id, 1);

    const { items, nextCursor } = await listed(id);

    expect(items.map(({ version, action, by, changed }) => [version, action, by, changed])).toEqual([
      [6, "restore 1", "ADMIN_TOKEN", ["title", "source", "tags", "format", "body"]],
      [5, "withdraw", "ADMIN_TOKEN", ["status"]],
      [4, "change", "ADMIN_TOKEN", []],
      [3, "change", "ADMIN_TOKEN", ["source", "format", "body"]],
      [2, "change", "ADMIN_TOKEN", ["title", "tags"]],
      [1, "publish", "ADMIN_TOKEN", []],
    ]);
    for (const { at } of items) expect(Date.parse(String(at))).toBeGreaterThanOrEqual(began);
    expect(nextCursor).toBeNull();
  });

  it("are named by the article's own fields", async () => {
    const [section, original] = [await aSection(), await publish({ lang: "en" })];
    const { id } = await publish();

    await change(id, {
      ...{ section, slug: crypto.randomUUID(), kind: "K", summary: "S", author: "A", cover: { url: "/c.png" } },
      ...{ status: "draft", publishAt: "2021-04-08T00:00:00Z", expireAt: "2099-01-01T00:00:00Z" },
      translationOf: original.id,
    });

    expect((await listed(id)).items[0]?.changed).toEqual(
      expect.arrayContaining([
        ...["section", "slug", "kind", "summary", "author", "cover", "status", "publishedAt", "expireAt"],
        "translationOf",
      ]),
    );
  });

  it("come page by page, each once, whatever is saved meanwhile", async () => {
    const { id } = await publish();
    for (let n = 2; n <= 5; n++) await change(id, { title: `Title ${n}` });

    const first = await listed(id, "?limit=2");
    await change(id, { title: "Title 6" });
    const second = await listed(id, `?limit=2&cursor=${first.nextCursor}`);
    const third = await listed(id, `?limit=2&cursor=${second.nextCursor}`);

    expect([first, second, third].map(({ items }) => items.map(({ version }) => version))).toEqual([
      [5, 4],
      [3, 2],
      [1],
    ]);
    expect(second.items[1]?.changed).toEqual(["title"]);
    expect(third.nextCursor).toBeNull();
  });

  it("are read whole, as they were saved, with their source", async () => {
    const section = await aSection();
    const fields = {
      ...{ section, slug: "first", title: "First", body: "# One\r\n\r\n text  ", kind: "K", summary: "S", author: "A" },
      ...{ tags: ["a", "b"], source: { name: "N", url: null }, cover: { url: "/x.png", alt: "X" } },
    };
    const { id } = await publish({ ...fields, publishAt: "2021-04-08T00:08:38Z", expireAt: inSeconds(3600) });
    await change(id, { title: "Second", body: "Two.", section: "news", slug: "second", status: "draft" });

    const { status, body, headers } = await api("GET", `/articles/${id}/revisions/1`);

    expect([status, headers.get("cache-control")]).toEqual([200, "no-store"]);
    expect(body).toMatchObject({
      ...{ id, version: 1, action: "publish", by: "ADMIN_TOKEN", changed: [], ...fields },
      ...{ status: "published", lang: "zh-CN", format: "markdown", translationOf: null },
      publishedAt: "2021-04-08T00:08:38Z",
    });
    expect((await api("GET", `/articles/${id}/revisions/2`)).body).toMatchObject({ status: "draft", body: "Two." });
  });

  it("cost four rows each to list, however many there are", async () => {
    const { id } = await publish();
    for (let n = 2; n <= 12; n++) await change(id, { title: `Title ${n}` });
    const { sql, params } = revisionsOf(openDatabase(env.DB), { articleId: id, before: 12, limit: 5 }).toSQL();

    const { results, meta } = await env.DB.prepare(sql)
      .bind(...params)
      .run();

    expect(results).toHaveLength(5);
    expect(meta.rows_read).toBeLessThanOrEqual(4 * 5);
  });
});

describe("what is asked wrongly of versions", () => {
  it.each(["limit=0", "limit=101", "limit=x", "cursor=!", "cursor=", "before=3"])(
    "answers 422 with the parameter: %s",
    async (query) => {
      const { id } = await publish();

      const answer = await api("GET", `/articles/${id}/revisions?${query}`);

      expectProblem(answer, 422, "invalid-fields");
      expect(answer.body.errors).toMatchObject([{ parameter: query.split("=")[0] }]);
    },
  );

  it.each(["0", "-1", "1.5", "01", "x", "%00", "2", "999999999999999", "9999999999999999"])(
    "answers 404 for a version that there is not: %s",
    async (version) => {
      const { id } = await publish();

      expectProblem(await api("GET", `/articles/${id}/revisions/${version}`), 404, "not-found");
      expectProblem(await api("POST", `/articles/${id}/revisions/${version}/restore`), 404, "not-found");
    },
  );

  it("answers 404 for an article that there is not", async () => {
    for (const id of ["0", "x", "99999999"]) {
      expectProblem(await api("GET", `/articles/${id}/revisions`), 404, "not-found");
      expectProblem(await api("GET", `/articles/${id}/revisions/1`), 404, "not-found");
      expectProblem(await api("POST", `/articles/${id}/revisions/1/restore`), 404, "not-found");
    }
  });

  it("answers 405 for other methods, and 401 without a token", async () => {
    const { id } = await publish();

    expect((await api("DELETE", `/articles/${id}/revisions/1`)).headers.get("allow")).toBe("GET, HEAD");
    expect((await api("GET", `/articles/${id}/revisions/1/restore`)).headers.get("allow")).toBe("POST");
    for (const path of ["", "/1"]) expect((await visit(`/api/articles/${id}/revisions${path}`)).status).toBe(401);
    expect((await visit(`/api/articles/${id}/revisions/1/restore`, { method: "POST" })).status).toBe(401);
  });

  it("answers 422 for fields beside a restoration, which takes none, and 400 for what is no JSON", async () => {
    const { id } = await publish();
    const path = `/articles/${id}/revisions/1/restore`;

    const withStatus = await api("POST", path, { status: "published" });

    expectProblem(withStatus, 422, "invalid-fields");
    expect(withStatus.body.errors).toMatchObject([{ pointer: "#/status" }]);
    expectProblem(await api("POST", path, "{"), 400, "broken-json");
    expectProblem(await api("POST", path, "x", { "content-type": "text/plain" }), 415, "unsupported-media-type");
    expect((await api("GET", `/articles/${id}`)).body.version).toBe(1);
    expect((await api("POST", path, {})).status).toBe(200);
  });
});
