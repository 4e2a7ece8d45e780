// D1 rows read by what a visit asks of it (DESIGN.md §2): held here with 150 articles, by bench/ with many more.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { api, publish } from "../promises/client";
import { Isolate, outcomeOf, statusOf, watchedD1 } from "./builders";

const SECTIONS = ["news", "products", "people"];

let paths: string[] = [];

beforeAll(async () => {
  const items = SECTIONS.map((slug) => ({ slug, name: { en: slug, "zh-CN": slug } }));
  await api("PUT", "/sections", { items });
  const made = [];
  for (let n = 0; n < 150; n++) {
    const publishAt = new Date(Date.UTC(2026, 9, 1) + n * 8 * 3_600_000).toISOString();
    const tags = ["alpha", "beta", `tag ${n % 7}`];
    made.push(
      await publish({ section: SECTIONS[n % 3], tags, publishAt, expireAt: n % 10 ? null : "2099-01-01T00:00:00Z" }),
    );
  }
  paths = made.map(({ path }) => path);
  await env.DB.exec("insert or ignore into article_reads (article_id, base, counted) select id, 0, 7 from articles");
  await api("POST", "/jobs/rank");
});

/** The rows that one render reads, the tail apart. */
async function rowsOf(path: string): Promise<number> {
  const isolate = new Isolate();
  await isolate.server.ledger.refresh(isolate.requestFor("/").d1, Date.now);
  const { d1, seen } = watchedD1();
  const served = await isolate.visit(path, { d1 });
  expect([statusOf(served), outcomeOf(served), seen.waits]).toEqual([200, "rendered", 1]);
  return seen.rowsRead;
}

describe("a render is one batch, and reads", () => {
  it("at most 60 rows for an article: an old one, one in the middle, and the newest", async () => {
    for (const n of [0, 75, 149]) expect(await rowsOf(paths[n] ?? "")).toBeLessThanOrEqual(60);
  });

  it.each(["/news", "/news/2026/10", "/news/2026/11/01", "/tag/alpha"])(
    "at most 120 rows for the list %s",
    async (path) => {
      expect(await rowsOf(path)).toBeLessThanOrEqual(120);
    },
  );

  it("at most 250 rows for the home page", async () => {
    expect(await rowsOf("/")).toBeLessThanOrEqual(250);
  });

  it("at most 30 rows for a standing page, with 150 articles and 5,000 redirects", async () => {
    const page = { title: { "zh-CN": "关于" }, body: { "zh-CN": "我们。" } };
    await api("PUT", "/pages", {
      items: [
        { slug: "about", ...page },
        { slug: "contact", ...page },
      ],
    });
    await putRedirects();

    expect(await rowsOf("/about")).toBeLessThanOrEqual(30);
  });
});

const putRedirects = () => {
  const items = Array.from({ length: 5000 }, (_, n) => ({ from: `/old.php?id=${n}&x=1`, to: `/news/${n}` }));
  return api("PUT", "/redirects", { items });
};

describe("what is not there", () => {
  it.each([
    [301, 60, "/old.php?id=4999&x=1&a=1"],
    [404, 60, "/none"],
    [404, 60, "/news/none"],
    // A row of JSON for each subset of eight parameters.
    [404, 320, "/old.php?x=1&a=1&b=2&c=3&d=4&e=5&f=6&g=7"],
    [404, 60, "/old.php?x=1&a=1&b=2&c=3&d=4&e=5&f=6&g=7&h=8"],
  ])(
    "is answered %s within two waits and %s rows, however many redirects there are: %s",
    async (status, most, address) => {
      await putRedirects();
      const isolate = new Isolate();
      await isolate.server.ledger.refresh(isolate.requestFor("/").d1, Date.now);
      const { d1, seen } = watchedD1();

      const served = await isolate.visit(address, { d1 });

      expect([statusOf(served), seen.waits]).toEqual([status, 2]);
      expect(seen.rowsRead).toBeLessThanOrEqual(most);
    },
  );
});

describe("the ledger's tail", () => {
  it("is read again for as many rows as are new, and a few", async () => {
    const isolate = new Isolate();
    const { d1, seen } = watchedD1();
    await isolate.server.ledger.refresh(d1, Date.now);
    const { purged } = await publish();
    seen.rowsRead = 0;

    await isolate.server.ledger.refresh(d1, Date.now);

    expect(seen.rowsRead).toBeLessThanOrEqual(purged.length + 1 + 4);
  });

  it("is read by a cold isolate for at most the newest 1,000 rows", async () => {
    const { d1, seen } = watchedD1();

    await new Isolate().server.ledger.refresh(d1, Date.now);

    expect(seen.rowsRead).toBeGreaterThan(1000);
    expect(seen.rowsRead).toBeLessThanOrEqual(1004);
  });

  it("has a page's tags asked for at a row each", async () => {
    const isolate = new Isolate();
    const path = paths[100] ?? "";
    const served = await isolate.visit(path);
    if (served.outcome !== "rendered") throw new Error("a first visit renders");
    const { d1, seen } = watchedD1();

    await isolate.server.ledger.provenVersion(d1, served.page.header);

    expect(seen.rowsRead).toBeLessThanOrEqual(served.page.header.tags.length * 2 + 4);
  });
});
