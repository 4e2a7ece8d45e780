// The library: what files there are, found by kind and by name.

import { beforeAll, describe, expect, it } from "vitest";
import { aPng } from "../site/a-png";
import { api, type Body, pointersOf, rows } from "./client";

const upload = async (bytes: ArrayBuffer | string, name: string): Promise<Body> =>
  (await api("POST", `/media?name=${encodeURIComponent(name)}`, bytes)).body;

const aPdf = () => `%PDF-1.7\n%${crypto.randomUUID()}\n`;

const list = async (query = ""): Promise<Body> => (await api("GET", `/media${query}`)).body;
const namesOf = ({ items }: Body) => items.map(({ name }) => name);

beforeAll(async () => {
  for (const name of ["开业 照片.png", "plan_100%.png", "Plan B.png"]) await upload(await aPng(2, 1), name);
  for (const name of ["plan.pdf", "报告.pdf"]) await upload(aPdf(), name);
});

describe("GET /api/media", () => {
  it("lists files as they were answered when they were stored, the newest first", async () => {
    const file = await upload(aPdf(), "newest.pdf");

    const { items } = await list();

    expect(items[0]).toEqual(file);
    expect(file).toMatchObject({ type: "application/pdf", width: null, by: "ADMIN_TOKEN" });
    expect(Date.parse(file.createdAt)).toBeGreaterThan(Date.now() - 60_000);
    expect(items.map(({ createdAt }) => createdAt)).toEqual(
      items
        .map(({ createdAt }) => createdAt)
        .sort()
        .reverse(),
    );
  });

  it.each([
    ["type=image", ["plan-100.png", "Plan-B.png", "开业-照片.png"]],
    ["type=image/png&q=plan", ["plan-100.png", "Plan-B.png"]],
    ["type=IMAGE/PNG&q=PLAN-B.P", ["Plan-B.png"]],
    [`q=${encodeURIComponent("业 照")}`, ["开业-照片.png"]],
    [`type=application&q=${encodeURIComponent("报告")}`, ["报告.pdf"]],
    ["type=video", []],
    ["type=imag", []],
    ["q=100%25", ["plan-100.png"]],
  ])("finds by kind, and by a part of the name: %s", async (query, names) => {
    const found = namesOf(await list(`?${query}`)).filter((name) => name !== "newest.pdf");

    expect(found.sort((a, b) => a.localeCompare(b))).toEqual([...names].sort((a, b) => a.localeCompare(b)));
  });

  it("leads through all files page by page, each once, also where many came in one millisecond", async () => {
    await rows("update media set created_at = (select max(created_at) from media)");
    const found: string[] = [];
    let cursor: string | null = "";

    while (cursor !== null) {
      const page: Body = await list(`?limit=2${cursor && `&cursor=${cursor}`}`);
      expect(page.items.length).toBeLessThanOrEqual(2);
      found.push(...page.items.map(({ hash }) => hash));
      cursor = page.nextCursor;
    }

    expect(found.length).toBeGreaterThanOrEqual(5);
    expect([...found].sort()).toEqual(
      (await rows<{ hash: string }>("select hash from media order by hash")).map(({ hash }) => hash),
    );
  });

  it.each([
    ["limit=0", "limit"],
    ["limit=101", "limit"],
    ["cursor=1.abc", "cursor"],
    [`cursor=-1.${"0".repeat(64)}`, "cursor"],
    ["type=%27", "type"],
    ["q=", "q"],
    [`q=${"a".repeat(101)}`, "q"],
    ["kind=image", "kind"],
  ])("answers 422 to a query that it can't read: %s", async (query, parameter) => {
    const answer = await api("GET", `/media?${query}`);

    expect([answer.status, pointersOf(answer).length]).toEqual([422, 1]);
    expect(answer.body.errors?.[0]?.parameter).toBe(parameter);
  });
});

describe("GET /api/media/{hash}", () => {
  it("answers one file as the list does", async () => {
    const file = await upload(aPdf(), "one.pdf");

    const { status, body } = await api("GET", `/media/${file.hash}`);

    expect([status, body]).toEqual([200, expect.objectContaining(file)]);
  });

  it.each(["0".repeat(64), "abc", "0".repeat(65), "%ff", "A".repeat(64)])(
    "answers 404 for what is no file: %s",
    async (hash) => {
      expect((await api("GET", `/media/${hash}`)).status).toBe(404);
    },
  );
});
