// The versions of an article: listed with what each changed, read whole, and restored.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { openDatabase } from "../../src/db/client";
import { revisionsOf } from "../../src/db/revisions";
import { api, aSection, type Body, change, inSeconds, publish, rows, visit } from "./client";
import { expectProblem } from "./refusals";

const restore = (id: number, version: number, headers: Record<string, string> = {}) =>
  api("POST", `/articles/${id}/revisions/${version}/restore`, undefined, headers);

const listed = async (id: number, query = ""): Promise<Body> =>
  (await api("GET", `/articles/${id}/revisions${query}`)).body;

const pathOf = ({ url }: Body) => new URL(url).pathname;

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

describe("a restoration", () => {
  it("makes the article say all that the version said, as a new version, and keeps what it replaced", async () => {
    const [section, elsewhere, original] = [await aSection(), await aSection(), await publish({ lang: "en" })];
    const first = {
      ...{ section, slug: "first", title: "First", body: "# One", format: "markdown", kind: "K", summary: "S" },
      ...{ author: "A", tags: ["a", "b"], source: { name: "N", url: "https://example.com/" } },
      ...{ cover: { url: "/x.png", alt: "X" }, translationOf: original.id },
    };
    const { id } = await publish(first);
    const second = {
      ...{ section: elsewhere, slug: "second", title: "Second", body: "<p>Two</p>", format: "html", kind: null },
      ...{ summary: null, author: null, tags: [], source: null, cover: null, translationOf: null },
    };
    await change(id, second);

    const { status, body, headers } = await restore(id, 1);

    expect([status, headers.get("etag")]).toEqual([200, '"3"']);
    expect(body).toMatchObject({ id, ...first, version: 3, status: "published" });
    expect(body.purged).toEqual(
      expect.arrayContaining([`article:${id}`, `latest:${section}`, `latest:${elsewhere}`, "tag:a", "home"]),
    );
    expect((await api("GET", `/articles/${id}`)).body).toMatchObject(first);
    expect((await api("GET", `/articles/${id}/revisions/2`)).body).toMatchObject(second);
    expect((await api("GET", `/articles/${id}/revisions/3`)).body).toMatchObject({ ...first, action: "restore 1" });
    expect(
      await rows("select by, action from audit where target = ? order by id desc limit 1", `article:${id}`),
    ).toEqual([{ by: "ADMIN_TOKEN", action: "restore 1" }]);
  });

  it("is seen at once by visitors who had the page before; the address in between leads to it", async () => {
    const section = await aSection();
    const first = await publish({ section, slug: "first", title: "Tundra", body: "Reindeer." });
    const second = await change(first.id, { slug: "second", title: "Taiga", body: "Lynx." });
    for (const path of [pathOf(second), pathOf(second), `/${section}`, `/${section}`]) await visit(path);

    await restore(first.id, 1);

    const page = await (await visit(pathOf(first))).text();
    expect([page.includes("Tundra"), page.includes("Reindeer."), page.includes("Lynx.")]).toEqual([true, true, false]);
    expect((await visit(pathOf(second))).headers.get("location")).toBe(pathOf(first));
    expect(await (await visit(`/${section}`)).text()).toContain("Tundra");
    const found = async (q: string) => (await api("GET", `/articles?q=${q}&section=${section}`)).body.items.length;
    expect([await found("reindeer"), await found("lynx")]).toEqual([1, 0]);
  });

  it("leaves alone whether and when readers see the article: a draft stays a draft, a withdrawn one withdrawn, times stand", async () => {
    const times = { publishAt: "2021-04-08T00:00:00Z", expireAt: "2099-01-01T00:00:00Z" };
    const draft = await publish({ title: "Old" });
    await change(draft.id, { title: "New", status: "draft" });
    const withdrawn = await publish({ title: "Old" });
    await change(withdrawn.id, { title: "New" });
    await api("DELETE", `/articles/${withdrawn.id}`);
    const live = await publish({ title: "Old", status: "draft" });
    await change(live.id, { title: "New", status: "published", ...times });

    const [a, b, c] = [await restore(draft.id, 1), await restore(withdrawn.id, 1), await restore(live.id, 1)];

    expect([a, b, c].map(({ body }) => [body.title, body.status])).toEqual([
      ["Old", "draft"],
      ["Old", "withdrawn"],
      ["Old", "published"],
    ]);
    expect(c.body).toMatchObject({ publishedAt: times.publishAt, expireAt: times.expireAt });
    expect((await visit(pathOf(withdrawn))).status).toBe(410);
    expect((await visit(pathOf(draft))).status).toBe(404);
  });

  it("of the version that stands is a new one that says the same", async () => {
    const { id, title } = await publish();

    expect((await restore(id, 1)).body).toMatchObject({ title, version: 2 });
    expect((await listed(id)).items[0]).toMatchObject({ action: "restore 1", changed: [] });
  });

  it("finds the version's section under the name that it has today", async () => {
    const section = await aSection();
    const { id } = await publish({ section });
    await change(id, { section: "news" });
    const { items } = (await api("GET", "/sections")).body;
    const renamed = items.map((item) => (item.slug === section ? { ...item, slug: `${section}-new` } : item));
    await api("PUT", "/sections", { items: renamed });

    expect((await restore(id, 1)).body.section).toBe(`${section}-new`);
  });

  it("into a section that is gone answers 422 with its name, and changes nothing", async () => {
    const section = await aSection();
    const { id } = await publish({ section });
    await change(id, { section: "news" });
    const { items } = (await api("GET", "/sections")).body;
    await api("PUT", "/sections", { items: items.filter(({ slug }) => slug !== section) });

    const answer = await restore(id, 1);

    expectProblem(answer, 422, "invalid-fields");
    expect(answer.body.errors).toMatchObject([{ pointer: "#/section", detail: expect.stringContaining(section) }]);
    expect((await api("GET", `/articles/${id}`)).body.version).toBe(2);
    expect((await api("GET", `/articles/${id}/revisions/1`)).body.section).toBe(section);
  });

  it("of a translation joins its original again, also where that has become the article's own translation", async () => {
    const [a, b] = [await publish({ lang: "en" }), await publish()];
    await change(b.id, { translationOf: a.id });
    await change(b.id, { translationOf: null });
    await change(a.id, { translationOf: b.id });

    expect((await restore(b.id, 2)).body).toMatchObject({ translationOf: b.id, version: 4 });
    expect((await restore(b.id, 4)).body).toMatchObject({ translationOf: null, version: 5 });
  });

  it("of a translation that has translations of its own by now is refused, and says why", async () => {
    const original = await publish({ lang: "en" });
    const { id } = await publish({ translationOf: original.id });
    await change(id, { translationOf: null });
    await publish({ lang: "en", translationOf: id });

    const answer = await restore(id, 1);

    expectProblem(answer, 422, "invalid-fields");
    expect(answer.body.errors).toMatchObject([{ pointer: "#/translationOf" }]);
  });

  it("into a language that the site no longer has answers 422 and names it", async () => {
    const { id } = await publish();
    await env.DB.prepare("update revisions set fields = json_set(fields, '$.lang', 'fr') where article_id = ?")
      .bind(id)
      .run();

    const answer = await restore(id, 1);

    expectProblem(answer, 422, "invalid-fields");
    expect(answer.body.errors).toMatchObject([{ pointer: "#/lang" }]);
  });
});

describe("If-Match on a restoration", () => {
  it("lets it through that names what stands; else answers 412 with the current version and changes nothing", async () => {
    const { id } = await publish({ title: "First" });
    await change(id, { title: "Second" });

    const late = await restore(id, 1, { "if-match": '"1"' });

    expectProblem(late, 412, "edited-meanwhile");
    expect(late.headers.get("etag")).toBe('"2"');
    expect((await api("GET", `/articles/${id}`)).body).toMatchObject({ title: "Second", version: 2 });
    expect((await restore(id, 1, { "if-match": '"2"' })).body).toMatchObject({ title: "First", version: 3 });
  });

  it("of ten restorations and edits of one version at once lets exactly one through", async () => {
    const { id } = await publish();
    await change(id, { title: "Second" });
    const ifMatch = { "if-match": '"2"' };

    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        n % 2 === 0 ? restore(id, 1, ifMatch) : api("PATCH", `/articles/${id}`, { title: `T${n}` }, ifMatch),
      ),
    );

    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 412)).toHaveLength(9);
    expect((await listed(id)).items).toHaveLength(3);
  });
});

describe("restorations and edits at the same moment", () => {
  it("lose nothing: each is a version of its own, and the last one stands whole", async () => {
    const { id } = await publish({ title: "First", body: "One.", tags: ["one"] });
    await change(id, { title: "Second", body: "Two.", tags: ["two"] });
    const edits = Array.from({ length: 5 }, (_, n) => ({ title: `Title ${n}`, body: `Body ${n}.` }));

    const answers = await Promise.all([
      ...edits.map((fields) => api("PATCH", `/articles/${id}`, fields)),
      ...edits.map(() => restore(id, 1)),
    ]);

    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(200));
    const { items } = await listed(id);
    expect(items.map(({ version }) => version)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    const saved = await rows<{ title: string; source: string; action: string }>(
      "select fields ->> 'title' as title, source, action from revisions where article_id = ? and version > 2",
      id,
    );
    for (const { title, body } of edits) expect(saved).toContainEqual({ title, source: body, action: "change" });
    expect(
      saved.filter((row) => row.action === "restore 1" && row.title === "First" && row.source === "One."),
    ).toHaveLength(5);
    const last = answers.find(({ body }) => body.version === 12)?.body;
    const { title, body, tags } = (await api("GET", `/articles/${id}`)).body;
    expect({ title, body, tags }).toEqual({ title: last?.title, body: last?.body, tags: last?.tags });
    const page = await (await visit(new URL(String(last?.url)).pathname)).text();
    expect(page).toContain(title);
  });
});
