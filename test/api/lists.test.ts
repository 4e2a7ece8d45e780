// GET /api/articles: filters, limits and cursors.

import { beforeAll, describe, expect, it } from "vitest";
import { type Answer, api, aSection, inSeconds, publish, rows } from "./client";

const list = async (query: Record<string, string>) => api("GET", `/articles?${new URLSearchParams(query)}`);
const idsOf = ({ body }: Answer): number[] => body.items.map(({ id }) => id);

describe("filters", () => {
  let section = "";
  const ids: Record<string, number> = {};

  beforeAll(async () => {
    section = await aSection();
    const fields = {
      draft: { status: "draft" },
      scheduled: { publishAt: inSeconds(3600) },
      published: { tags: ["caf\u00e9", "b"], body: "Ein 人工智能 Gespenst geht um." },
      expired: { publishAt: inSeconds(-7200) },
      withdrawn: { tags: ["b"] },
    };
    for (const [status, sent] of Object.entries(fields)) ids[status] = (await publish({ section, ...sent })).id;
    await api("DELETE", `/articles/${ids.withdrawn}`);
    await rows("update articles set expire_at = ? where id = ?", Date.now() - 1000, ids.expired);
  });

  it.each(["draft", "scheduled", "published", "expired", "withdrawn"])(
    "show articles by status: %s",
    async (status) => {
      const answer = await list({ section, status });

      expect(idsOf(answer)).toEqual([ids[status]]);
      expect(answer.body.items[0]?.status).toBe(status);
    },
  );

  it("show a section's articles of any status, newest first, without their texts", async () => {
    const answer = await list({ section });

    expect(idsOf(answer)).toEqual(Object.values(ids).toReversed());
    expect(answer.body.nextCursor).toBeNull();
    expect(answer.body.items[0]).not.toHaveProperty("body");
    expect(Object.keys(answer.body)).toEqual(["items", "nextCursor"]);
  });

  it("show articles by tag, in any Unicode form, whether they are to be seen or not", async () => {
    expect(idsOf(await list({ section, tag: "cafe\u0301" }))).toEqual([ids.published]);
    expect(idsOf(await list({ section, tag: "b" }))).toEqual([ids.withdrawn, ids.published]);
    expect(idsOf(await list({ section, tag: "none" }))).toEqual([]);
  });

  it.each(["gespenst", "人工智", "Gesp", '"gespenst" OR (', "gespenst*", "人工 gespenst"])(
    "show articles that hold the words: %s",
    async (q) => {
      expect(idsOf(await list({ section, q }))).toEqual(q.includes("OR") ? [] : [ids.published]);
    },
  );

  it.each(["…", "🎉", "-", "'"])("find nothing for what has no word: %s", async (q) => {
    expect((await list({ q })).body).toEqual({ items: [], nextCursor: null });
  });

  it("find nothing in a section that there is not", async () => {
    expect((await list({ section: "nowhere" })).body.items).toEqual([]);
  });
});

describe("pages", () => {
  it("have 20 items unless asked for fewer or, up to 100, more", async () => {
    const section = await aSection();
    await Promise.all(Array.from({ length: 21 }, () => publish({ section })));

    expect((await list({ section })).body.items).toHaveLength(20);
    expect((await list({ section, limit: "1" })).body.items).toHaveLength(1);
    expect((await list({ section, limit: "100" })).body.items).toHaveLength(21);
  });

  it("neither skip nor repeat an article while others are added", async () => {
    const section = await aSection();
    const before = await Promise.all(Array.from({ length: 11 }, () => publish({ section })));
    const seen: number[] = [];

    let cursor: string | null = "";
    while (cursor !== null) {
      const answer: Answer = await list({ section, limit: "3", ...(cursor !== "" && { cursor }) });
      seen.push(...idsOf(answer));
      cursor = answer.body.nextCursor;
      await publish({ section });
    }

    expect(new Set(seen).size).toBe(seen.length);
    expect(new Set(seen)).toEqual(new Set(before.map(({ id }) => id)));
  });

  it("neither skip nor repeat articles that were made in the same millisecond", async () => {
    const section = await aSection();
    const made = await Promise.all(Array.from({ length: 5 }, () => publish({ section })));
    await rows(
      "update articles set created_at = 5 where section_id = (select id from sections where slug = ?)",
      section,
    );

    const first = await list({ section, limit: "2" });
    const second = await list({ section, limit: "3", cursor: first.body.nextCursor ?? "" });

    expect([...idsOf(first), ...idsOf(second)]).toEqual(made.map(({ id }) => id).sort((a, b) => b - a));
    expect(second.body.nextCursor).toBeNull();
  });
});

describe("a parameter that can't be", () => {
  it.each([
    ["limit", "0"],
    ["limit", "101"],
    ["limit", "-1"],
    ["limit", "1.5"],
    ["limit", "many"],
    ["limit", ""],
    ["status", "gone"],
    ["cursor", ""],
    ["cursor", "!"],
    ["cursor", "bm9wZQ"],
    ["cursor", btoa("[1]")],
    ["cursor", btoa("[1,-2]")],
    ["q", ""],
    ["tag", "x".repeat(51)],
    ["section", ""],
    ["colour", "red"],
  ])("is named: %s=%s", async (parameter, value) => {
    const { status, body } = await list({ [parameter]: value });

    expect([status, body.type]).toEqual([422, "/problems/invalid-fields"]);
    expect(body.errors).toEqual([{ parameter, detail: expect.stringMatching(/./) }]);
  });
});
