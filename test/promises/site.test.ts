import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { api, cacheStatus, publish, visit } from "./client";

const section = (slug: string, more: object = {}) => ({ slug, name: { "zh-CN": slug }, ...more });

describe("what every page shows", () => {
  it("is data: a new name, hotline, link or hot search is on every page at once", async () => {
    await visit("/");
    const { body: settings } = await api("GET", "/site");
    const hotline = { label: { "zh-CN": "免费服务热线", en: "Free service hotline" }, number: "400-123-4567" };

    const put = await api("PUT", "/site", { ...settings, name: { "zh-CN": "远岸", en: "Farshore" }, hotline });
    await api("PUT", "/links", { items: [{ name: "友站", url: "https://example.com/" }] });
    await api("PUT", "/searches", { pinned: ["水质"], blocked: ["坏"] });

    expect([put.status, put.body.purged]).toEqual([200, ["site"]]);
    const home = await visit("/");
    expect(cacheStatus(home)).toContain("fwd=miss");
    const html = await home.text();
    for (const shown of ["远岸", "400-123-4567", "https://example.com/", "水质"]) expect(html).toContain(shown);
    expect(await (await visit("/en")).text()).toContain("Free service hotline");
  });

  it("is refused when someone else changed it first, or when a field is wrong", async () => {
    const { body: settings, headers } = await api("GET", "/site");
    await api("PUT", "/site", settings, { "if-match": String(headers.get("etag")) });

    const late = await api("PUT", "/site", settings, { "if-match": String(headers.get("etag")) });
    const zone = await api("PUT", "/site", { ...settings, timeZone: "Mars/Base" });
    const lang = await api("PUT", "/site", { ...settings, languages: ["chinese!"] });

    expect(late.status).toBe(412);
    expect(zone.body.errors).toMatchObject([{ pointer: "#/timeZone" }]);
    expect(lang.body.errors).toMatchObject([{ pointer: "#/languages/0" }]);
  });
});

describe("sections", () => {
  it("can be added, renamed and swapped; every address they had leads on", async () => {
    await api("PUT", "/sections", { items: [section("news"), section("alpha"), section("beta")] });
    const article = await publish({ section: "alpha" });
    const { body } = await api("GET", "/sections");
    const [news, alpha, beta] = Array.from(Object(body.items), (item) => Object(item));

    const swapped = await api("PUT", "/sections", {
      items: [news, { ...alpha, slug: "beta" }, { ...beta, slug: "alpha" }],
    });
    const renamed = await api("PUT", "/sections", {
      items: [news, { ...alpha, slug: "gamma" }, { ...beta, slug: "alpha" }],
    });

    expect([swapped.status, renamed.status]).toEqual([200, 200]);
    expect((await visit(`/gamma/${article.slug}`)).status).toBe(200);
    const old = await visit(`/beta/${article.slug}`);
    expect([old.status, old.headers.get("location")]).toEqual([301, `/gamma/${article.slug}`]);
    expect((await visit("/beta")).headers.get("location")).toBe("/gamma");
  });

  it("that hold articles stay; names that addresses or languages take are refused", async () => {
    await publish({ section: "news" });

    const without = await api("PUT", "/sections", { items: [section("other")] });
    const reserved = await api("PUT", "/sections", { items: [section("news"), section("api")] });
    const language = await api("PUT", "/sections", { items: [section("news"), section("fr")] });

    expect(without).toMatchObject({ status: 422, body: { errors: [{ pointer: "#/items" }] } });
    expect(reserved.body.errors).toMatchObject([{ pointer: "#/items/1/slug" }]);
    expect(language.body.errors).toMatchObject([{ pointer: "#/items/1/slug" }]);
  });
});

describe("files", () => {
  const PNG = Uint8Array.fromBase64(
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAIAAAA2iEnWAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg==",
  );
  const send = (bytes: BodyInit, name: string) =>
    visit(`/api/media?name=${name}`, {
      method: "POST",
      headers: { authorization: "Bearer test-admin-token" },
      body: bytes,
    });

  it("go by their content, are kept once, and are served immutable with their true type", async () => {
    const first = await send(PNG, "picture.html");
    const stored: { path: string; width: number; height: number } = await first.json();
    const again = await send(PNG, "other.png");

    expect([first.status, again.status]).toEqual([201, 200]);
    expect(stored).toMatchObject({
      type: "image/png",
      width: 2,
      height: 3,
      path: expect.stringMatching(/\/picture\.png$/),
    });
    const file = await visit(stored.path);
    expect(Object.fromEntries(file.headers)).toMatchObject({
      "content-type": "image/png",
      "cache-control": "public, max-age=31536000, immutable",
      "x-content-type-options": "nosniff",
    });
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(PNG);
    const etag = String(file.headers.get("etag"));
    expect((await visit(stored.path, { headers: { "if-none-match": etag } })).status).toBe(304);
  });

  it("give their size to the articles that show them", async () => {
    const { path } = await (await send(PNG, "picture.png")).json<{ path: string }>();

    const article = await publish({ body: `![A picture](${path})`, cover: { url: path, alt: "Cover" } });

    const html = await (await visit(article.path)).text();
    expect(html).toMatch(
      /<img[^>]*alt="A picture"[^>]*width="2"[^>]*height="3"|<img[^>]*width="2"[^>]*height="3"[^>]*alt="A picture"/,
    );
  });

  it("that browsers could run are refused, and unknown ones are 404", async () => {
    expect((await send("<script>alert(1)</script>", "x.png")).status).toBe(415);
    expect((await send('<svg xmlns="http://www.w3.org/2000/svg"/>', "x.svg")).status).toBe(415);
    expect((await visit(`/media/${"0".repeat(64)}/x.png`)).status).toBe(404);
    expect(await env.MEDIA.head("0".repeat(64))).toBeNull();
  });
});

describe("POST /api/preview", () => {
  it("shows a text as a page would, and stores nothing", async () => {
    const count = () => env.DB.prepare("select count(*) as n from articles").first("n");
    const before = await count();

    const { status, body } = await api("POST", "/preview", { markdown: "**bold** <script>alert(1)</script>" });
    const both = await api("POST", "/preview", { markdown: "x", html: "y" });

    expect([status, body.html]).toEqual([200, expect.stringContaining("<strong>bold</strong>")]);
    expect(String(body.html)).not.toContain("script");
    expect(both.status).toBe(422);
    expect(await count()).toBe(before);
  });
});

describe("GET /api/articles", () => {
  it("goes on where it stopped, without a gap or a repetition, while articles are added", async () => {
    const tag = crypto.randomUUID();
    const ids: number[] = [];
    for (const _ of Array.from({ length: 5 })) ids.push((await publish({ tags: [tag] })).id);

    const first = await api("GET", `/articles?tag=${tag}&limit=2`);
    await publish({ tags: [tag] });
    const second = await api("GET", `/articles?tag=${tag}&limit=2&cursor=${first.body.nextCursor}`);
    const third = await api("GET", `/articles?tag=${tag}&limit=2&cursor=${second.body.nextCursor}`);

    const listed = [first, second, third].flatMap(({ body }) =>
      Array.from(Object(body.items), (item) => Object(item).id),
    );
    expect(listed).toEqual(ids.toReversed());
    expect(third.body.nextCursor).toBeNull();
  });

  it("filters by status and by words, and names a wrong parameter", async () => {
    const word = `w${crypto.randomUUID().slice(0, 8)}`;
    const draft = await publish({ title: `Draft ${word}`, status: "draft" });
    await publish({ title: `Live ${word}` });

    const drafts = await api("GET", `/articles?status=draft&q=${word}`);
    const wrong = await api("GET", "/articles?limit=1000&status=lost&cursor=nonsense&x=1");

    expect(Array.from(Object(drafts.body.items), (item) => Object(item).id)).toEqual([draft.id]);
    expect(wrong.status).toBe(422);
    expect(new Set(Array.from(Object(wrong.body.errors), (error) => Object(error).parameter))).toEqual(
      new Set(["limit", "status", "cursor", "x"]),
    );
  });
});
