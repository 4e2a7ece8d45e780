// GET /api/stats: sums of reads by day, article, section and host, in pages.

import { afterEach, describe, expect, it, vi } from "vitest";
import { type Answer, api, aSection, ORIGIN, publish } from "./client";
import { expectProblem } from "./refusals";
import { aRange, csv, read, stats } from "./stats-client";

afterEach(() => void vi.useRealTimers());

describe("a site that nobody has read", () => {
  it("has thirty days of nothing, and empty lists", async () => {
    const days = (await stats()).body;

    expect(days).toMatchObject({ by: "day", total: 0, nextCursor: null });
    expect(days.items).toHaveLength(30);
    expect(new Set(days.items.map(({ reads }) => reads))).toEqual(new Set([0]));
    for (const by of ["article", "section", "host"]) {
      expect((await stats({ by })).body).toMatchObject({ by, total: 0, items: [], nextCursor: null });
    }
    expect(await (await csv({ by: "host", format: "csv" })).text()).toBe("host,reads\r\n");
  });
});

describe("by day", () => {
  it("every day of the range is there, both ends and those without reads among them", async () => {
    const { id } = await publish();
    const other = await publish();
    const days = { from: "2004-02-27", to: "2004-03-01" };
    await read(id, "2004-02-26", 100);
    await read(id, "2004-02-27", 1);
    await read(other.id, "2004-02-27", 2);
    await read(id, "2004-02-29", 4);
    await read(id, "2004-03-02", 100);

    const { status, headers, body } = await stats(days);

    expect([status, headers.get("cache-control")]).toEqual([200, "no-store"]);
    expect(body).toEqual({
      ...days,
      by: "day",
      total: 7,
      items: [
        { day: "2004-02-27", reads: 3 },
        { day: "2004-02-28", reads: 0 },
        { day: "2004-02-29", reads: 4 },
        { day: "2004-03-01", reads: 0 },
      ],
      nextCursor: null,
    });
  });

  it("the last thirty days end today in the site's time zone", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2026-11-24T15:59:59Z") });
    const before = await stats();
    vi.setSystemTime(Date.parse("2026-11-24T16:00:00Z"));
    const after = await stats();

    expect([before.body.from, before.body.to]).toEqual(["2026-10-26", "2026-11-24"]);
    expect([after.body.from, after.body.to]).toEqual(["2026-10-27", "2026-11-25"]);
  });

  it("a range may name its first or its last day alone", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: Date.parse("2026-11-24T12:00:00Z") });

    const [since, until] = [await stats({ from: "2026-11-23" }), await stats({ to: "2020-03-01" })];

    expect([since.body.from, since.body.to]).toEqual(["2026-11-23", "2026-11-24"]);
    expect([until.body.from, until.body.to]).toEqual(["2020-02-01", "2020-03-01"]);
  });

  it("a range may have 366 days, not 367", async () => {
    expect((await stats({ from: "2024-01-01", to: "2024-12-31" })).body.items).toHaveLength(366);
    const refused = await stats({ from: "2024-01-01", to: "2025-01-01" });
    expectProblem(refused, 422, "invalid-fields");
    expect(refused.body.errors).toEqual([{ parameter: "from", detail: expect.stringContaining("366 days") }]);
  });
});

describe("by article", () => {
  it("the most read come first, withdrawn ones among them, with what a list needs to name them", async () => {
    const section = await aSection();
    const range = aRange();
    const [first, second, unread] = [
      await publish({ section }),
      await publish({ section }),
      await publish({ section }),
    ];
    await read(first.id, range.from, 2);
    await read(second.id, range.from, 2);
    await read(second.id, range.to, 3);
    await read(unread.id, range.to, 0);
    await api("DELETE", `/articles/${second.id}`);

    const { body } = await stats({ ...range, by: "article" });

    const item = ({ id, title, url }: typeof first, reads: number) => ({ id, title, url, section, reads });
    expect(body).toEqual({
      ...range,
      by: "article",
      total: 7,
      items: [item(second, 5), item(first, 2)],
      nextCursor: null,
    });
    expect(first.url).toMatch(new RegExp(`^${ORIGIN}/${section}/`));
  });

  it("pages neither skip nor repeat articles, read alike or not, and each tells the whole total", async () => {
    const range = aRange();
    const ids: number[] = [];
    for (const reads of [5, 3, 3, 3, 3, 1]) {
      const { id } = await publish();
      await read(id, range.from, reads);
      ids.push(id);
    }
    const seen: number[] = [];

    let cursor: string | null = "";
    while (cursor !== null) {
      const { body }: Answer = await stats({ ...range, by: "article", limit: "2", ...(cursor !== "" && { cursor }) });
      seen.push(...body.items.map(({ id }) => id));
      expect(body.total).toBe(18);
      cursor = body.nextCursor;
    }

    expect(seen).toEqual([ids[0], ids[4], ids[3], ids[2], ids[1], ids[5]]);
  });
});

describe("by section", () => {
  it("the most read come first, under the name that the site's first language has for them", async () => {
    const [one, other] = [await aSection(), await aSection()];
    const range = aRange();
    await read((await publish({ section: one })).id, range.from, 1);
    for (const day of [range.from, range.to]) await read((await publish({ section: other })).id, day, 4);

    const { body } = await stats({ ...range, by: "section" });

    expect(body).toMatchObject({ by: "section", total: 9, nextCursor: null });
    expect(body.items).toEqual([
      { section: other, name: other, reads: 8 },
      { section: one, name: one, reads: 1 },
    ]);
  });
});

describe("by host", () => {
  it("the most read come first, and null stands for reads that no other site led to", async () => {
    const range = aRange();
    const [one, other] = [await publish(), await publish()];
    await read(one.id, range.from, 10, { "a.example": 2, "b.example": 1, other: 1 });
    await read(other.id, range.to, 3, { "a.example": 3 });

    const { body } = await stats({ ...range, by: "host" });

    expect(body).toEqual({
      ...range,
      by: "host",
      total: 13,
      items: [
        { host: null, reads: 6 },
        { host: "a.example", reads: 5 },
        { host: "b.example", reads: 1 },
        { host: "other", reads: 1 },
      ],
      nextCursor: null,
    });
  });

  it("pages neither skip nor repeat hosts, the one that stands for none among them", async () => {
    const range = aRange();
    const { id } = await publish();
    await read(id, range.from, 9, { "c.example": 2, "b.example": 2, "a.example": 2, "d.example": 1 });
    const seen: unknown[] = [];

    let cursor: string | null = "";
    while (cursor !== null) {
      const { body }: Answer = await stats({ ...range, by: "host", limit: "1", ...(cursor !== "" && { cursor }) });
      seen.push(...body.items.map(({ host }) => host));
      expect(body.total).toBe(9);
      cursor = body.nextCursor;
    }

    expect(seen).toEqual([null, "a.example", "b.example", "c.example", "d.example"]);
  });
});

describe("filters", () => {
  it("leave one article's reads, one section's, or those of both, in every list", async () => {
    const section = await aSection();
    const range = aRange();
    const [inside, beside, outside] = [await publish({ section }), await publish({ section }), await publish()];
    await read(inside.id, range.from, 1, { "a.example": 1 });
    await read(beside.id, range.from, 2, { "b.example": 2 });
    await read(outside.id, range.from, 4, { "c.example": 4 });
    const totals = async (filter: Record<string, string>) =>
      Promise.all(
        ["day", "article", "section", "host"].map(async (by) => {
          const { body } = await stats({ ...range, by, ...filter });
          expect(body.items.reduce((sum, { reads }) => sum + Number(reads), 0)).toBe(body.total);
          return body.total;
        }),
      );

    expect(await totals({})).toEqual([7, 7, 7, 7]);
    expect(await totals({ section })).toEqual([3, 3, 3, 3]);
    expect(await totals({ article: String(outside.id) })).toEqual([4, 4, 4, 4]);
    expect(await totals({ section, article: String(inside.id) })).toEqual([1, 1, 1, 1]);
    expect(await totals({ section, article: String(outside.id) })).toEqual([0, 0, 0, 0]);
    expect(await totals({ section: "nowhere" })).toEqual([0, 0, 0, 0]);
    expect(await totals({ article: "999999" })).toEqual([0, 0, 0, 0]);
  });
});
