// /api/purges: now, at a time, and again and again.

import { describe, expect, it } from "vitest";
import {
  type Answer,
  api,
  type Body,
  inSeconds,
  ORIGIN,
  pointersOf,
  publish,
  rows,
  theRow,
  theValue,
  visit,
} from "./client";

const order = (body: unknown) => api("POST", "/purges", body);
const listed = async (query = ""): Promise<Body[]> => (await api("GET", `/purges${query}`)).body.items;
const runJob = async () => (await api("POST", "/jobs/purge")).body;
const isStored = async (path: string) => (await visit(path)).headers.get("cache-status")?.includes("hit");

/** As if a purge had been asked for that many seconds earlier. */
const makeDue = (id: number, seconds = 1) =>
  rows("update deferred_purges set due_at = ? where id = ?", Date.now() - seconds * 1000, id);

describe("a purge", () => {
  it("of an address, absolute or a path, renders that page anew and no other", async () => {
    const [one, two] = [await publish({ title: `开业 ${crypto.randomUUID()}` }), await publish()];
    const [path, other] = [new URL(one.url).pathname, new URL(two.url).pathname];
    for (const url of [one.url, path, decodeURIComponent(path), `${path.toLowerCase()}/?utm_source=x#top`]) {
      for (const page of [path, other]) await visit(page);

      const { status, body } = await order({ urls: [url] });

      expect([status, body.status, body.tags]).toEqual([201, "done", [`url:${path}`]]);
      expect([await isStored(path), await isStored(other)]).toEqual([false, true]);
    }
  });

  it("of a page in another language, or of the home page, reaches it in any spelling", async () => {
    const urls = ["/", `${ORIGIN}`, "/EN/news/", "/tag/ABC"];

    const { body } = await order({ urls });

    expect(body.tags).toEqual(["url:/", "url:/en/news", "url:/tag/ABC"]);
  });

  it.each([
    "https://other.example/x",
    "http://site.test.other.example/",
    "//other.example/x",
    "/\\other.example",
    "/\\[",
  ])("of another site's address is refused: %s", async (url) => {
    const answer = await order({ urls: ["/", url] });

    expect([answer.status, pointersOf(answer)]).toEqual([422, ["#/urls/1"]]);
  });

  it("of a tag renders the pages that carry it anew", async () => {
    const { id, url } = await publish();
    const path = new URL(url).pathname;
    await visit(path);

    const { status, body } = await order({ tags: [`article:${id}`], reason: "  a   wrong figure " });

    expect([status, body.tags]).toEqual([201, [`article:${id}`]]);
    expect(await isStored(path)).toBe(false);
    expect((await listed())[0]).toEqual({
      version: body.version,
      tag: `article:${id}`,
      at: expect.stringMatching(/^\d{4}-.*Z$/),
      by: "ADMIN_TOKEN",
      reason: "a wrong figure",
    });
    expect(await theRow("select action, target from audit order by id desc limit 1")).toEqual({
      action: "purge",
      target: `article:${id}`,
    });
  });

  it("of everything renders every page anew", async () => {
    const { url } = await publish();
    const paths = ["/", new URL(url).pathname];
    for (const path of paths) await visit(path);

    const { body } = await order({ everything: true });

    expect(body.tags).toEqual(["site"]);
    for (const path of paths) expect(await isStored(path)).toBe(false);
  });

  it.each([
    [{}, "#"],
    [{ urls: [], tags: [] }, "#"],
    [{ everything: false }, "#/everything"],
    [{ tags: [""] }, "#/tags/0"],
    [{ tags: ["a\u0000b"] }, "#/tags/0"],
    [{ tags: ["a\ud800"] }, "#/tags/0"],
    [{ tags: ["home"], at: "tomorrow" }, "#/at"],
    [{ tags: ["home"], at: "2021-04-08 08:08:38" }, "#/at"],
    [{ tags: ["home"], at: "9999-12-31T23:59:59-23:00" }, "#/at"],
    [{ tags: Array(101).fill("home") }, "#/tags"],
    [{ tags: ["home"], reason: "" }, "#/reason"],
    [{ tags: ["home"], why: "x" }, "#/why"],
  ])("that can't be is refused: %j", async (body, pointer) => {
    const answer = await order(body);

    expect([answer.status, pointersOf(answer)]).toEqual([422, [pointer]]);
  });

  it("for a time that has passed is carried out now", async () => {
    expect((await order({ tags: ["home"], at: inSeconds(-60) })).status).toBe(201);
  });
});

describe("a purge for a time ahead", () => {
  it("answers 202 and waits in the list, then is carried out once by the job, however often that runs", async () => {
    const { id: article, url } = await publish();
    const path = new URL(url).pathname;
    const at = inSeconds(3600);
    await visit(path);

    const { status, body } = await order({ tags: [`article:${article}`, "a-tag"], at, reason: "later" });
    const before = await listed("?status=waiting");
    await runJob();
    const early = await isStored(path);
    await makeDue(body.id);
    const [first, second] = [await runJob(), await runJob()];

    expect([status, body.status, body.at]).toEqual([202, "waiting", at]);
    expect(before.find(({ id }) => id === body.id)).toMatchObject({
      tags: body.tags,
      at,
      reason: "later",
      every: null,
    });
    expect(early).toBe(true);
    expect([first.detail, second.detail]).toEqual(["purged 2 tags", "purged 0 tags"]);
    expect(await isStored(path)).toBe(false);
    expect((await listed("?status=waiting")).some(({ id }) => id === body.id)).toBe(false);
    expect((await listed()).filter(({ tag }) => tag === "a-tag")).toHaveLength(1);
  });

  it("is carried out once by two runs at the same moment", async () => {
    const { body } = await order({ tags: ["twice"], at: inSeconds(3600) });
    await makeDue(body.id);

    await Promise.all([runJob(), runJob(), runJob()]);

    expect((await listed()).filter(({ tag }) => tag === "twice")).toHaveLength(1);
  });

  it("waits in pages that neither skip nor repeat", async () => {
    const at = inSeconds(7200);
    const made = await Promise.all(Array.from({ length: 5 }, () => order({ tags: ["home"], at })));
    const seen: number[] = [];

    let cursor: string | null = "";
    while (cursor !== null) {
      const { body }: Answer = await api("GET", `/purges?status=waiting&limit=2${cursor && `&cursor=${cursor}`}`);
      seen.push(...body.items.map(({ id }) => id));
      cursor = body.nextCursor;
    }

    expect(seen).toEqual([...new Set(seen)]);
    expect(seen).toEqual(expect.arrayContaining(made.map(({ body }) => body.id)));
  });
});

describe("a purge that recurs", () => {
  it("comes from the site's settings, is made up for once, and then keeps its beat", async () => {
    const settings = (await api("GET", "/site")).body;
    await api("PUT", "/site", { ...settings, purges: [{ tags: ["ranking"], every: 3600 }] });
    const waiting = async () => (await listed("?status=waiting&limit=100")).filter(({ every }) => every !== null);
    const [planned] = await waiting();
    if (planned === undefined) throw new Error("No recurring purge waits");
    await makeDue(planned.id, 3 * 3600 + 600);
    const due = await theValue<number>("select due_at from deferred_purges where id = ?", planned.id);
    const before = (await listed("?limit=100")).filter(({ tag }) => tag === "ranking").length;

    await runJob();
    await runJob();

    expect(planned).toMatchObject({ tags: ["ranking"], every: 3600 });
    expect((await listed("?limit=100")).filter(({ tag }) => tag === "ranking")).toHaveLength(before + 1);
    expect(await theValue("select due_at from deferred_purges where id = ?", planned.id)).toBe(due + 4 * 3600 * 1000);
    await api("PUT", "/site", { ...settings, purges: [] });
    expect(await waiting()).toEqual([]);
  });

  it("keeps its beat when other settings change", async () => {
    const settings = (await api("GET", "/site")).body;
    const purges = [{ tags: ["ranking"], every: 3600 }];
    await api("PUT", "/site", { ...settings, purges });
    await rows("update deferred_purges set due_at = due_at - 1000000 where owner like 'recurring:%'");
    const due = await theValue("select due_at from deferred_purges where owner like 'recurring:%'");

    await api("PUT", "/site", { ...settings, purges });

    expect(await theValue("select due_at from deferred_purges where owner like 'recurring:%'")).toBe(due);
    await api("PUT", "/site", settings);
  });
});

describe("the list of purges", () => {
  it("goes back page by page, newest first", async () => {
    await order({ tags: ["one", "two", "three"] });
    const first = (await api("GET", "/purges?limit=2")).body;

    const second = (await api("GET", `/purges?limit=2&cursor=${first.nextCursor}`)).body;

    const versions = [...first.items, ...second.items].map(({ version }) => version);
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => b - a));
    expect(versions).toHaveLength(4);
  });

  it.each([
    ["cursor", "x"],
    ["cursor", "-1"],
    ["limit", "0"],
    ["status", "later"],
    ["colour", "red"],
  ])("names a parameter that can't be: %s=%s", async (parameter, value) => {
    const { status, body } = await api("GET", `/purges?${parameter}=${value}`);

    expect([status, body.errors?.map((error) => error.parameter)]).toEqual([422, [parameter]]);
  });
});
