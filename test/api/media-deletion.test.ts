// A file is taken away when nothing names it, and then altogether.

import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { app } from "../../src/app";
import type { Env } from "../../src/env";
import { fails, intercepted, only, withFaults } from "../failing/bindings";
import { aPng } from "../site/a-png";
import { api, type Body, change, ORIGIN, publish, rows, TOKEN, theValue, visit } from "./client";

const aFile = async (): Promise<Body> => (await api("POST", "/media?name=a.png", await aPng(400, 2))).body;

const remove = ({ hash }: Body) => api("DELETE", `/media/${hash}`);

const removeBehind = async (behind: Env, { hash }: Body): Promise<Response> =>
  app.request(
    `${ORIGIN}/api/media/${hash}`,
    { method: "DELETE", headers: { authorization: `Bearer ${TOKEN}` } },
    behind,
  );

const keysOf = async ({ hash }: Body) => (await env.MEDIA.list({ prefix: hash })).objects.map(({ key }) => key);

const usedBy = async ({ hash }: Body) => (await api("GET", `/media/${hash}`)).body.usedBy;

const R2_DOWN = withFaults({ MEDIA: only("delete", fails("delete: We encountered an internal error. (10001)")) });

describe("DELETE /api/media/{hash}", () => {
  it("takes a file away with its smaller versions, and says who did", async () => {
    const file = await aFile();
    expect((await visit(`${file.path}?w=320`)).headers.get("content-type")).toBe("image/webp");
    await expect.poll(() => keysOf(file)).toEqual([file.hash, `${file.hash}/320`]);

    const { status, body } = await remove(file);

    expect([status, body]).toEqual([200, { hash: file.hash }]);
    expect(await keysOf(file)).toEqual([]);
    for (const path of [file.path, `${file.path}?w=320`, `/api/media/${file.hash}`]) {
      expect((await visit(path, { headers: { authorization: `Bearer ${TOKEN}` } })).status).toBe(404);
    }
    expect((await remove(file)).status).toBe(404);
    expect(await rows("select by, action from audit where target = ?", `media:${file.hash}`)).toEqual([
      { by: "ADMIN_TOKEN", action: "upload" },
      { by: "ADMIN_TOKEN", action: "delete" },
    ]);
  });

  it("lets the same file be stored anew", async () => {
    const bytes = await aPng(3, 3);
    const { body } = await api("POST", "/media?name=a.png", bytes);
    await remove(body);

    const again = await api("POST", "/media?name=b.png", bytes);

    expect([again.status, again.body.name]).toEqual([201, "b.png"]);
    expect((await visit(again.body.path)).status).toBe(200);
  });

  it.each(["0".repeat(64), "abc"])("answers 404 for what is no file: %s", async (hash) => {
    expect((await api("DELETE", `/media/${hash}`)).status).toBe(404);
  });
});

describe("a file in use", () => {
  it.each<[string, (path: string) => Record<string, unknown>, string[]]>([
    ["an article's text", (path) => ({ body: `![A](${path})` }), ["body"]],
    ["an article's cover", (path) => ({ cover: { url: path } }), ["cover"]],
    ["both", (path) => ({ cover: { url: path }, body: `<img src="${path}">`, format: "html" }), ["body", "cover"]],
    ["a draft", (path) => ({ status: "draft", body: `[A](${ORIGIN}${path})` }), ["body"]],
    ["a scheduled article", (path) => ({ publishAt: "2099-01-01T00:00:00Z", body: `![A](${path})` }), ["body"]],
  ])("stays, and the refusal names what uses it: %s", async (_, fields, places) => {
    const file = await aFile();
    const { id, url, title } = await publish(fields(file.path));

    const { status, body } = await remove(file);

    expect([status, body.type, body.status]).toEqual([409, "/problems/in-use", 409]);
    expect(body.detail).toContain(`article ${id}`);
    expect(body.usedBy).toEqual({ articles: [{ id, url, title, places }], pages: [], more: false });
    expect(await usedBy(file)).toEqual(body.usedBy);
    expect((await visit(file.path)).status).toBe(200);
  });

  it("stays while an article is withdrawn, since that can be undone", async () => {
    const file = await aFile();
    const { id } = await publish({ body: `![A](${file.path})` });
    await api("DELETE", `/articles/${id}`);

    expect((await remove(file)).status).toBe(409);
  });

  it("stays while a standing page names it, in whichever language", async () => {
    const file = await aFile();
    const page = { slug: "about", title: { "zh-CN": "关于", en: "About" } };
    const put = (text: string) => api("PUT", "/pages", { items: [{ ...page, body: { "zh-CN": "我们", en: text } }] });
    await put(`![A](${file.path})`);

    const { status, body } = await remove(file);

    expect(status).toBe(409);
    expect(body.detail).toContain('the page "About"');
    expect(body.usedBy).toMatchObject({ articles: [], pages: [{ title: "About", url: `${ORIGIN}/en/about` }] });
    await put("Us");
    expect((await remove(file)).status).toBe(200);
  });

  it("may go once nothing names it, whichever of text and cover was changed first", async () => {
    const file = await aFile();
    const { id } = await publish({ cover: { url: file.path }, body: `![A](${file.path})` });

    await change(id, { title: "Another title" });
    expect(await usedBy(file)).toMatchObject({ articles: [{ id, places: ["body", "cover"] }] });
    await change(id, { cover: null });
    expect(await usedBy(file)).toMatchObject({ articles: [{ id, places: ["body"] }] });
    await change(id, { body: "No image here.", cover: { url: file.path } });
    expect(await usedBy(file)).toMatchObject({ articles: [{ id, places: ["cover"] }] });
    await change(id, { cover: { url: "https://example.com/x.png" } });

    expect((await remove(file)).status).toBe(200);
  });

  it("stays when an article that names it is saved after it was found unused, before it is gone", async () => {
    const file = await aFile();
    let isSaved = false;
    const overtaken = intercepted(async ({ part, method }, carryOut) => {
      if (part === "DB" && method === "batch" && !isSaved) {
        isSaved = true;
        await publish({ body: `![A](${file.path})` });
      }
      return carryOut();
    });

    const { status } = await removeBehind(overtaken, file);

    expect([isSaved, status, (await visit(file.path)).status]).toEqual([true, 409, 200]);
  });

  it("names a hundred articles at most", async () => {
    const file = await aFile();
    const { id } = await publish({ body: `![A](${file.path})` });
    for (let n = 0; n < 100; n++) await publish();
    await rows(`insert into media_uses select ?, a.id, 'body' from articles a where a.id <> ?`, ...[file.hash, id]);
    const { body } = await remove(file);

    const { articles, more } = body.usedBy as { articles: unknown[]; more: boolean };
    expect([articles.length, more, body.detail.endsWith("and others.")]).toEqual([100, true, true]);
  });
});

describe("a removal that breaks off", () => {
  beforeEach(() => {
    vi.spyOn(console, "error").mockImplementation(() => {});
  });

  it("leaves no row without its file, and is finished when it is asked for again", async () => {
    const bytes = await aPng(3, 4);
    const { body } = await api("POST", "/media?name=a.png", bytes);

    expect((await removeBehind(R2_DOWN, body)).status).toBe(503);

    expect(await theValue("select count(*) from media where hash = ?", body.hash)).toBe(0);
    const meanwhile = await api("POST", "/media?name=a.png", bytes);
    expect([meanwhile.status, meanwhile.headers.get("retry-after")]).toEqual([503, "5"]);
    expect((await remove(body)).status).toBe(200);
    expect(await keysOf(body)).toEqual([]);
    expect((await api("POST", "/media?name=a.png", bytes)).status).toBe(201);
  });

  it("is finished by the job prune, after a minute", async () => {
    const file = await aFile();
    await removeBehind(R2_DOWN, file);

    await api("POST", "/jobs/prune");
    expect(await keysOf(file)).toEqual([file.hash]);
    await rows("update media_removals set at = at - 61000");
    await api("POST", "/jobs/prune");

    expect(await keysOf(file)).toEqual([]);
    expect(await theValue("select count(*) from media_removals")).toBe(0);
  });

  it("is finished by an upload of the same file, after a minute", async () => {
    const bytes = await aPng(3, 5);
    const { body } = await api("POST", "/media?name=a.png", bytes);
    await removeBehind(R2_DOWN, body);
    await rows("update media_removals set at = at - 61000");

    expect((await api("POST", "/media?name=a.png", bytes)).status).toBe(201);
    expect((await visit(body.path)).status).toBe(200);
    expect(await theValue("select count(*) from media_removals")).toBe(0);
  });

  it("never takes the bytes of what is stored at the same moment", async () => {
    const bytes = await aPng(3, 6);
    const { body } = await api("POST", "/media?name=a.png", bytes);

    await Promise.all(
      Array.from({ length: 24 }, (_, n) => (n % 2 ? remove(body) : api("POST", "/media?name=a.png", bytes))),
    );

    const isListed = (await theValue<number>("select count(*) from media where hash = ?", body.hash)) === 1;
    if (isListed) expect(await keysOf(body)).toEqual([body.hash]);
    expect(await theValue("select count(*) from media_removals")).toBe(0);
  });
});

describe("the migration", () => {
  it("finds the uses that articles had before", async () => {
    const [one, two] = [await aFile(), await aFile()];
    const { id } = await publish({
      body: `![A](${one.path}) ![A](${one.path}) /media/${"0".repeat(64)}/x ![B](${ORIGIN}${two.path}) /media/`,
      cover: { url: two.path },
    });
    await publish({ body: "None.", cover: { url: "https://example.com/media/x" } });
    await rows("delete from media_uses");
    const [backfill] = env.TEST_MIGRATIONS.flatMap(({ queries }) => queries).filter((query) =>
      query.includes("INSERT INTO `media_uses`"),
    );

    await rows(backfill ?? "");

    expect(await rows("select hash, place from media_uses where article_id = ? order by place, hash", id)).toEqual([
      ...[one.hash, two.hash].sort().map((hash) => ({ hash, place: "body" })),
      { hash: two.hash, place: "cover" },
    ]);
  });
});
