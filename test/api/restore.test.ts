// Back to what an article said: all of it, as a new version, seen at once; and whatever is written at the same moment is kept.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { api, aSection, type Body, change, publish, rows, visit } from "./client";
import { expectProblem } from "./refusals";

const restore = (id: number, version: number, headers: Record<string, string> = {}) =>
  api("POST", `/articles/${id}/revisions/${version}/restore`, undefined, headers);

const listed = async (id: number, query = ""): Promise<Body> =>
  (await api("GET", `/articles/${id}/revisions${query}`)).body;

const pathOf = ({ url }: Body) => new URL(url).pathname;

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
