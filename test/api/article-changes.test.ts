// The status of an article and its changes over HTTP: sent, merged, refused, withdrawn and undone.

import { describe, expect, it } from "vitest";
import { anArticle, api, aSection, change, inSeconds, pointersOf, publish, visit } from "./client";

describe("a status", () => {
  it.each([
    ["nothing said: published now", {}, "published"],
    ["a time ahead: scheduled", { publishAt: inSeconds(3600) }, "scheduled"],
    ["scheduled, with a time ahead", { status: "scheduled", publishAt: inSeconds(3600) }, "scheduled"],
    ["published, with a time past: back-dated", { status: "published", publishAt: inSeconds(-3600) }, "published"],
    ["a time past alone: back-dated", { publishAt: inSeconds(-3600) }, "published"],
    ["a draft", { status: "draft" }, "draft"],
    ["a draft with a plan", { status: "draft", publishAt: inSeconds(3600) }, "draft"],
  ])("is answered as it is: %s", async (_, fields, status) => {
    const article = await publish(fields);

    expect(article.status).toBe(status);
    if ("publishAt" in fields) expect(article.publishedAt).toBe(fields.publishAt);
    expect((await api("GET", `/articles/${article.id}`)).body.status).toBe(status);
  });

  it.each([
    ["published, with a time ahead", { status: "published", publishAt: inSeconds(3600) }, "#/publishAt"],
    ["scheduled, with a time past", { status: "scheduled", publishAt: inSeconds(-3600) }, "#/publishAt"],
    ["scheduled, without a time", { status: "scheduled" }, "#/publishAt"],
    ["an end that has passed", { expireAt: inSeconds(-1) }, "#/expireAt"],
    ["an end before the beginning", { publishAt: inSeconds(3600), expireAt: inSeconds(1800) }, "#/expireAt"],
    ["a status that only the clock or DELETE gives", { status: "expired" }, "#/status"],
    ["withdrawn, by its name", { status: "withdrawn" }, "#/status"],
  ])("that contradicts itself is refused: %s", async (_, fields, pointer) => {
    const answer = await api("POST", "/articles", anArticle(fields));

    expect([answer.status, pointersOf(answer)]).toEqual([422, [pointer]]);
  });

  it("of a scheduled article becomes published when that is sent alone, and its time is now", async () => {
    const { id } = await publish({ publishAt: inSeconds(3600) });

    const article = await change(id, { status: "published" });

    expect(article.status).toBe("published");
    expect(Math.abs(Date.parse(article.publishedAt) - Date.now())).toBeLessThan(5000);
  });

  it("published undoes a withdrawal, and keeps the time of the first publication", async () => {
    const { id, url, publishedAt } = await publish({ publishAt: "2021-04-08T08:08:38+08:00" });
    const path = new URL(url).pathname;
    const withdrawn = await api("DELETE", `/articles/${id}`);
    const gone = await visit(path);

    const back = await change(id, { status: "published" });

    expect([withdrawn.status, withdrawn.body.status, withdrawn.body.version]).toEqual([200, "withdrawn", 2]);
    expect(withdrawn.headers.get("etag")).toBe('"2"');
    expect(gone.status).toBe(410);
    expect(back).toMatchObject({ status: "published", publishedAt });
    expect((await visit(path)).status).toBe(200);
  });

  it("withdrawn stays as it is when the article is withdrawn again, and when its text is changed", async () => {
    const { id } = await publish();
    await api("DELETE", `/articles/${id}`);

    const again = await api("DELETE", `/articles/${id}`);
    const changed = await change(id, { body: "Other text." });

    expect(again.body).toMatchObject({ status: "withdrawn", version: 2, purged: [] });
    expect(changed).toMatchObject({ status: "withdrawn", version: 3, purged: [] });
  });
});

describe("a change", () => {
  it("is a JSON Merge Patch: what it doesn't name stays, null takes away, objects are merged", async () => {
    const { id, version } = await publish({
      kind: "新闻",
      tags: ["a"],
      source: { name: "S", url: "https://example.com/s" },
      cover: { url: "/media/a/b.png", alt: "B" },
    });

    const { status, body } = await api(
      "PATCH",
      `/articles/${id}`,
      { kind: null, source: { url: null }, cover: { alt: "C" } },
      { "content-type": "application/merge-patch+json" },
    );

    expect(status).toBe(200);
    expect(body).toMatchObject({
      kind: null,
      tags: ["a"],
      source: { name: "S", url: null },
      cover: { url: "/media/a/b.png", alt: "C" },
      version: version + 1,
    });
    expect(body.purged).toEqual([`article:${id}`, "sitemap:1"]);
  });

  it("of a part of what is not there is refused, and says what is missing", async () => {
    const { id } = await publish();

    const source = await api("PATCH", `/articles/${id}`, { source: { url: "https://example.com" } });
    const cover = await api("PATCH", `/articles/${id}`, { cover: { alt: "C" } });

    expect([source.status, pointersOf(source)]).toEqual([422, ["#/source/name"]]);
    expect([cover.status, pointersOf(cover)]).toEqual([422, ["#/cover/url"]]);
  });

  it("of the format alone is refused: how a text reads goes with the text", async () => {
    const { id } = await publish();

    const answer = await api("PATCH", `/articles/${id}`, { format: "html" });

    expect([answer.status, pointersOf(answer)]).toEqual([422, ["#/format"]]);
  });

  it("to a section by a slug that it had is refused, and names those that there are", async () => {
    const slug = await aSection();
    const { items } = (await api("GET", "/sections")).body;
    const renamed = `${slug}-new`;
    const list = items.map((item) => (item.slug === slug ? { ...item, slug: renamed } : item));
    await api("PUT", "/sections", { items: list });

    const answer = await api("POST", "/articles", anArticle({ section: slug }));

    expect([answer.status, pointersOf(answer)]).toEqual([422, ["#/section"]]);
    expect(answer.body.errors?.[0]?.detail).toContain(renamed);
  });

  it.each(["GET", "PATCH", "DELETE"])("of an article that there is not answers 404: %s", async (method) => {
    for (const id of ["999999", "0", "-1", "01", "x", "9999999999999999"]) {
      const answer = await api(method, `/articles/${id}`, method === "PATCH" ? { title: "x" } : undefined);

      expect([id, answer.status, answer.body.type]).toEqual([id, 404, "/problems/not-found"]);
    }
  });
});
