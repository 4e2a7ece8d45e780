// What visitors of the real Worker get, and which pages a change touches: those, and no others (P4, P5, P6).

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { Isolate, outcomeOf, statusOf, textOf } from "../pages/builders";
import { api, cacheStatus, publish, visit } from "../promises/client";

const SECTIONS = ["news", "products", "people"];

beforeAll(async () => {
  await api("PUT", "/sections", { items: SECTIONS.map((slug) => ({ slug, name: { en: slug, "zh-CN": slug } })) });
});

/** Articles in a row: each shows those before it, so the first shows none of the others but the second. */
const aRow = async (fields: Record<string, unknown>, length = 10) => {
  const row = [];
  for (let n = 0; n < length; n++) row.push(await publish(fields));
  return row;
};

/** Visits pages until they are kept; then carries out a change, and gives the pages that were rendered anew. */
async function touchedBy(change: () => Promise<unknown>, paths: readonly string[]): Promise<string[]> {
  for (const path of paths) await visit(path);
  for (const path of paths)
    expect([path, cacheStatus(await visit(path))]).toEqual([path, expect.stringContaining("hit")]);
  await change();
  const touched = [];
  for (const path of paths) if (!cacheStatus(await visit(path)).includes("hit")) touched.push(path);
  return touched;
}

const IN_MAY = { publishAt: "2021-05-10T08:00:00Z" };
const IN_JUNE = { publishAt: "2021-06-10T08:00:00Z" };

describe("a change touches", () => {
  it("by a correction of the text: the article and the pages that show its title", async () => {
    const row = await aRow({ section: "products" });
    const [first, ...rest] = row;
    const [last, before] = [rest.at(-1), rest.at(-2)];
    if (first === undefined || last === undefined || before === undefined) throw new Error("a row has ends");

    const touched = await touchedBy(
      () => api("PATCH", `/articles/${last.id}`, { body: "Another text." }),
      [last.path, before.path, first.path, "/products", "/people", "/"],
    );

    expect(touched).toEqual([last.path, before.path, "/products", "/"]);
  });

  it("by a publication: its section's head, its month, its tags, its neighbour, home; no other list or article", async () => {
    const tag = crypto.randomUUID();
    const row = await aRow({ section: "people", tags: [tag] });
    const [first, newest] = [row[0], row.at(-1)];
    if (first === undefined || newest === undefined) throw new Error("a row has ends");
    await publish({ section: "people", ...IN_MAY });
    await publish({ section: "people", ...IN_JUNE });
    const other = await publish({ section: "news" });

    const touched = await touchedBy(
      () => publish({ section: "people", tags: [tag] }),
      [newest.path, first.path, other.path, "/people", "/people/2021/05", `/tag/${tag}`, "/news", "/", "/favicon.svg"],
    );

    expect(touched).toEqual([newest.path, "/people", `/tag/${tag}`, "/"]);
  });

  it("by a back-dated publication: its own month and its neighbours, no other month and no later article", async () => {
    await publish({ section: "news", publishAt: "2021-05-02T08:00:00Z" });
    const second = await publish({ section: "news", publishAt: "2021-05-10T08:00:00Z" });
    await publish({ section: "news", publishAt: "2021-06-10T08:00:00Z" });
    const later = (await aRow({ section: "news" })).at(-1);
    if (later === undefined) throw new Error("a row has ends");

    const touched = await touchedBy(
      () => publish({ section: "news", publishAt: "2021-05-09T08:00:00Z" }),
      [second.path, later.path, "/news/2021/05", "/news/2021/06", "/products"],
    );

    expect(touched).toEqual([second.path, "/news/2021/05"]);
  });

  it("by a withdrawal: all that showed it; its address answers 410, and 200 again when it comes back", async () => {
    const row = await aRow({ section: "products" });
    const [first, last, before] = [row[0], row.at(-1), row.at(-2)];
    if (first === undefined || last === undefined || before === undefined) throw new Error("a row has ends");

    const touched = await touchedBy(
      () => api("DELETE", `/articles/${last.id}`),
      [last.path, before.path, first.path, "/products", "/people"],
    );
    const gone = await visit(last.path);
    await api("PATCH", `/articles/${last.id}`, { status: "published" });

    expect(touched).toEqual([last.path, before.path, "/products"]);
    expect([gone.status, gone.headers.get("cache-control")]).toEqual([410, "no-store"]);
    expect((await visit(last.path)).status).toBe(200);
  });

  it("by a move to another section: both sections' heads; the old address leads to the new one, and stays kept", async () => {
    const article = await publish({ section: "products" });

    const touched = await touchedBy(
      () => api("PATCH", `/articles/${article.id}`, { section: "people" }),
      [article.path, "/products", "/people", "/news", `/a/${article.id}`],
    );
    const moved = await visit(article.path);

    expect(touched).toEqual([article.path, "/products", "/people", `/a/${article.id}`]);
    expect([moved.status, moved.headers.get("location")]).toEqual([301, `/people/${article.slug}`]);
    expect(cacheStatus(moved)).toContain("hit");
  });

  it("by a purge of an address: that page alone, whatever its query", async () => {
    const [a, b] = [await publish(), await publish()];

    const touched = await touchedBy(
      () => api("POST", "/purges", { urls: [`${a.url}?utm_source=x`] }),
      [a.path, b.path, "/news"],
    );

    expect(touched).toEqual([a.path]);
  });

  it("by a purge of everything, and by a change of the frame: every page", async () => {
    const { path } = await publish();
    const all = ["/", "/en", "/news", path, "/favicon.svg"];

    expect(await touchedBy(() => api("POST", "/purges", { everything: true }), all)).toEqual(all);
    expect(await touchedBy(() => api("PUT", "/links", { items: [] }), all)).toEqual(all);
  });

  it("in one language: the lists of that language", async () => {
    await publish({ lang: "en", section: "people" });
    await publish({ section: "people" });

    const touched = await touchedBy(
      () => publish({ lang: "en", section: "people" }),
      ["/", "/en", "/people", "/en/people"],
    );

    expect(touched).toEqual(["/en", "/en/people"]);
  });
});

describe("the clock alone", () => {
  const inAMinute = () => Math.ceil(Date.now() / 1000) * 1000 + 60_000;
  const iso = (ms: number) => new Date(ms).toISOString();

  it("shows a scheduled article on the second, with no cron running, wherever a publication would show it", async () => {
    const at = inAMinute();
    const newest = await publish({ section: "products" });
    const tag = crypto.randomUUID();
    await publish({ section: "people", tags: [tag] });
    const isolate = new Isolate();
    const lists = ["/", "/products", newest.path, `/tag/${tag}`];
    for (const path of lists) await isolate.visit(path);
    const { path, slug } = await publish({ section: "products", tags: [tag], publishAt: iso(at) });
    await isolate.server.ledger.refresh(env.DB, Date.now);

    isolate.ahead = at - Date.now() - 500;
    expect(statusOf(await isolate.visit(path))).toBe(404);
    for (const list of lists) expect(textOf(await isolate.visit(list))).not.toContain(slug);
    isolate.ahead = at - Date.now();
    expect(statusOf(await isolate.visit(path))).toBe(200);
    for (const list of lists) expect([list, textOf(await isolate.visit(list)).includes(slug)]).toEqual([list, true]);
  });

  it("takes an expired one away on the second, and answers 410", async () => {
    const at = inAMinute();
    const tag = crypto.randomUUID();
    const older = await publish({ section: "products", tags: [tag] });
    const { path, slug } = await publish({ section: "products", tags: [tag], expireAt: iso(at) });
    const isolate = new Isolate();
    const lists = ["/", "/products", older.path, `/tag/${tag}`];

    isolate.ahead = at - Date.now() - 500;
    for (const list of [...lists, path]) expect(textOf(await isolate.visit(list))).toContain(slug);
    isolate.ahead = at - Date.now();
    for (const list of lists) expect([list, textOf(await isolate.visit(list)).includes(slug)]).toEqual([list, false]);
    expect(statusOf(await isolate.visit(path))).toBe(410);
  });

  it("leaves the other pages as they are when one is published", async () => {
    const at = inAMinute();
    const row = await aRow({ section: "people" });
    const isolate = new Isolate();
    await publish({ section: "people", publishAt: iso(at) });
    const untouched = [row[0]?.path ?? "", row[5]?.path ?? "", "/news"];
    for (const path of untouched) await isolate.visit(path);

    isolate.ahead = at - Date.now() + 1000;
    const outcomes = [];
    for (const path of untouched) outcomes.push(outcomeOf(await isolate.visit(path)));

    // The list of another section, and articles that have their neighbours already.
    expect(outcomes).toEqual(["memory", "memory", "memory"]);
  });
});

describe("an answer", () => {
  it.each([
    ["/", 200, "text/html; charset=utf-8"],
    ["/news", 200, "text/html; charset=utf-8"],
    ["/search?q=text", 200, "text/html; charset=utf-8"],
    ["/favicon.svg", 200, "image/svg+xml"],
    ["/nothing", 404, "text/html; charset=utf-8"],
  ])("of %s is %d, %s, with a validator where it is kept", async (path, status, type) => {
    const response = await visit(path);

    expect([response.status, response.headers.get("content-type")]).toEqual([status, type]);
    expect(response.headers.get("server-timing")).toMatch(/^total;dur=\d+$/);
    expect(response.headers.get("etag") !== null).toBe(status === 200);
    expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  });

  it("is the same page for HEAD, and for any query", async () => {
    const { path } = await publish();
    const page = await visit(path);
    const [head, tracked] = [await visit(path, { method: "HEAD" }), await visit(`${path}?a=1&utm_medium=y`)];

    expect([await head.text(), head.status]).toEqual(["", 200]);
    expect(cacheStatus(head)).toContain("hit; detail=memory");
    expect(cacheStatus(tracked)).toContain("hit; detail=memory");
    expect([head.headers.get("etag"), tracked.headers.get("etag")]).toEqual(Array(2).fill(page.headers.get("etag")));
  });

  it("of a search under the first language's own prefix leads to the search without it, with its words", async () => {
    const moved = await visit("/zh-cn/search?q=%E5%BC%80%E4%B8%9A&page=2");

    expect([moved.status, moved.headers.get("location")]).toEqual([301, "/search?q=%E5%BC%80%E4%B8%9A"]);
    expect((await visit("/zh-cn/news")).headers.get("location")).toBe("/news");
    expect((await visit("/fr/news")).status).toBe(404);
  });

  it("of an old address leads on even after the article has gone: the new one says so", async () => {
    const article = await publish();
    const slug = `moved-${article.slug}`;
    await api("PATCH", `/articles/${article.id}`, { slug });
    await api("DELETE", `/articles/${article.id}`);

    const [old, short] = [await visit(article.path), await visit(`/a/${article.id}`)];

    expect([old.status, old.headers.get("location")]).toEqual([301, `/news/${slug}`]);
    expect([short.status, short.headers.get("location")]).toEqual([301, `/news/${slug}`]);
    expect((await visit(`/news/${slug}`)).status).toBe(410);
  });

  it("for an address of a draft is 404, by its short link too, and never kept", async () => {
    const draft = await publish({ status: "draft" });

    for (const path of [draft.path, `/a/${draft.id}`]) expect((await visit(path)).status).toBe(404);
    await api("PATCH", `/articles/${draft.id}`, { status: "published" });

    expect((await visit(draft.path)).status).toBe(200);
    expect((await visit(`/a/${draft.id}`)).status).toBe(301);
  });

  it("shows a deployed template at once", async () => {
    const { path } = await publish();
    const isolate = new Isolate();
    await isolate.visit(path);

    expect(outcomeOf(await isolate.visit(path, { build: "the-next-build" }))).toBe("rendered");
    expect(outcomeOf(await isolate.visit(path, { build: "the-next-build" }))).toBe("memory");
  });
});
