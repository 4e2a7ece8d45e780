// What leaves no article behind: previews, the jobs and the health.

import { describe, expect, it } from "vitest";
import { api, pointersOf, theRow, visit } from "./client";

describe("the jobs", () => {
  it("are listed with how often they run, and are overdue until they have run", async () => {
    const { status, body } = await api("GET", "/jobs");

    expect(status).toBe(200);
    expect(body.items.map(({ name }) => name)).toEqual(expect.arrayContaining(["purge", "rank", "prune"]));
    expect(body.items[0]).toEqual({
      name: "purge",
      everySeconds: 60,
      lastStartedAt: null,
      tookMs: null,
      outcome: "never",
      detail: null,
      overdue: true,
    });
  });

  it.each(["purge", "rank", "prune"])(
    "run when asked for, twice as well as once, and say what came of it: %s",
    async (name) => {
      for (const _ of ["first", "second"]) {
        const { status, body } = await api("POST", `/jobs/${name}`);

        expect(status).toBe(200);
        expect(body).toMatchObject({ name, outcome: "done", overdue: false });
        expect(body.detail).toMatch(/\w/);
        expect(body.tookMs).toBeGreaterThanOrEqual(0);
        expect(Math.abs(Date.parse(body.lastStartedAt) - Date.now())).toBeLessThan(5000);
      }
    },
  );

  it("that there is not answers 404 and names those that there are", async () => {
    const { status, body } = await api("POST", "/jobs/nothing");

    expect([status, body.type]).toEqual([404, "/problems/not-found"]);
    expect(body.detail).toContain("purge");
  });
});

describe("the health", () => {
  it("is told to anyone: which parts answer, what is overdue, and the version that runs", async () => {
    const response = await visit("/api/health");

    expect(response.status).toBe(200);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(await response.json()).toMatchObject({
      ok: true,
      build: "test-build",
      parts: { db: "ok", pages: "ok", media: "ok" },
      overdue: expect.any(Array),
    });
  });

  it("names no job that has just run", async () => {
    await api("POST", "/jobs/purge");

    expect((await api("GET", "/health")).body.overdue).not.toContain("purge");
  });
});

const preview = (body: unknown) => api("POST", "/preview", body);

describe("a preview", () => {
  it("shows Markdown as the page will", async () => {
    const { status, body } = await preview({
      markdown: "# 标题\n\n**粗** <b onclick=x>b</b> [l](javascript:alert(1))",
    });

    expect(status).toBe(200);
    expect(Object.keys(body)).toEqual(["html"]);
    expect(body.html).toContain("标题</h");
    expect(body.html).toContain("<strong>粗</strong>");
    expect(body.html).not.toMatch(/onclick|javascript:/);
  });

  it("shows HTML without what does harm", async () => {
    const { body } = await preview({ html: "<p>Hello</p><script>alert(1)</script><iframe src=x></iframe>" });

    expect(body.html).toBe('<p>Hello</p><span class="embed"><a href="x">x</a></span>');
  });

  it("stores nothing", async () => {
    const counts = () =>
      theRow(`select (select count(*) from articles) as articles, (select count(*) from audit) as audit,
        (select max(id) from ledger) as ledger`);
    const before = await counts();

    await preview({ markdown: "Text." });

    expect(await counts()).toEqual(before);
  });

  it("of an empty text is empty", async () => {
    expect((await preview({ markdown: "" })).body).toEqual({ html: "" });
  });

  it.each([
    [{}, "#"],
    [{ markdown: "a", html: "b" }, "#"],
    [{ markdown: null }, "#/markdown"],
    [{ html: 1 }, "#/html"],
    [{ markdown: "a\u0000b" }, "#/markdown"],
    [{ text: "a", html: "b" }, "#/text"],
    [{ html: `${"<div>".repeat(200)}x` }, "#/html"],
  ])("of what can't be is refused: %j", async (body, pointer) => {
    const answer = await preview(body);

    expect([answer.status, pointersOf(answer)]).toEqual([422, [pointer]]);
  });

  it.each([
    ["a body of more than 512 KiB", { markdown: "a".repeat(512 * 1024 + 1) }, "524288"],
    ["one that grows over 1 MiB of HTML", { markdown: "*a* ".repeat(19_000).concat("&".repeat(440_000)) }, "1048576"],
  ])("names the limit: %s", async (_, body, limit) => {
    const answer = await preview(body);

    expect([answer.status, answer.body.type]).toEqual([413, "/problems/too-large"]);
    expect(answer.body.detail).toContain(limit);
  });
});
