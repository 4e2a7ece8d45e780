// Where feeds are: pages announce them, each has one address, and what a visit of it costs.

import { describe, expect, it } from "vitest";
import { Isolate, statusOf, watchedD1 } from "../pages/builders";
import { api, publish, visit } from "../promises/client";
import { aSection } from "./sections";

describe("pages", () => {
  it("announce both feeds: home the site's, a section and its articles the section's", async () => {
    const { path } = await publish();
    for (const [page, feed] of [
      ["/", "/feed"],
      ["/en", "/en/feed"],
      ["/news", "/news/feed"],
      [path, "/news/feed"],
    ]) {
      const html = await (await visit(page ?? "")).text();

      expect(html).toMatch(
        new RegExp(`<link rel="alternate" type="application/atom\\+xml" title="[^"]+" href="${feed}\\.xml"/>`),
      );
      expect(html).toMatch(
        new RegExp(`<link rel="alternate" type="application/feed\\+json" title="[^"]+" href="${feed}\\.json"/>`),
      );
    }
  });
});

describe("an address of a feed", () => {
  it.each([
    ["/FEED.xml", "/feed.xml"],
    ["/feed.json/", "/feed.json"],
    ["/News//Feed.XML", "/news/feed.xml"],
    ["/zh-CN/news/feed.json", "/news/feed.json"],
    ["/EN/feed.xml", "/en/feed.xml"],
  ])("%s leads by one 301 to %s", async (spelling, canonical) => {
    const answer = await visit(spelling);

    expect([answer.status, answer.headers.get("location")]).toEqual([301, canonical]);
    expect((await visit(canonical)).status).toBe(200);
  });

  it("of a section that was renamed leads by one 301 to its new one, however it is spelt", async () => {
    const slug = await aSection();
    const { body } = await api("GET", "/sections");
    const items = Array.from(Object(body.items), (item) => {
      const section = { ...Object(item) };
      return section.slug === slug ? { ...section, slug: `new-${slug}` } : section;
    });
    const { status } = await api("PUT", "/sections", { items });

    const answers = await Promise.all([`/${slug}/feed.xml`, `/${slug}/FEED.xml/`].map((path) => visit(path)));

    expect(status).toBe(200);
    expect(answers.map((answer) => [answer.status, answer.headers.get("location")])).toEqual([
      [301, `/new-${slug}/feed.xml`],
      [301, `/new-${slug}/feed.xml`],
    ]);
  });

  it.each(["/feed.xml", "/feed.json", "/news/feed.xml"])("answers HEAD as GET, and 304: %s", async (path) => {
    const get = await visit(path);
    const head = await visit(path, { method: "HEAD" });
    const again = await visit(path, { headers: { "if-none-match": get.headers.get("etag") ?? "" } });

    expect([head.status, head.headers.get("etag"), await head.text()]).toEqual([200, get.headers.get("etag"), ""]);
    expect(head.headers.get("content-type")).toBe(get.headers.get("content-type"));
    expect(again.status).toBe(304);
  });

  it.each(["/feed.xml", "/feed.json", "/news/feed.xml"])(
    "costs one wait and at most 120 rows: %s",
    async (path) => {
      for (let n = 0; n < 25; n++) await publish({ tags: ["a", "b"] });
      const isolate = new Isolate();
      await isolate.server.ledger.refresh(isolate.requestFor("/").d1, Date.now);
      const { d1, seen } = watchedD1();

      const served = await isolate.visit(path, { d1 });

      expect([statusOf(served), seen.waits]).toEqual([200, 1]);
      expect(seen.rowsRead).toBeLessThanOrEqual(120);
    },
    20_000,
  );
});
