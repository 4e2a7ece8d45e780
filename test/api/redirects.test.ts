// /api/redirects: where an older site's addresses lead, replaced whole or changed singly, and never in a circle.

import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { oldAddressesAskedFor } from "../../src/content/old-addresses";
import { type Answer, api, ORIGIN, pointersOf, theRow, theValue } from "./client";

type Line = { from: string; to: string | null };

const put = (items: object[]): Promise<Answer> => api("PUT", "/redirects", { items });
const patch = (items: object[], headers = {}): Promise<Answer> => api("PATCH", "/redirects", { items }, headers);
const list = async (query = ""): Promise<Record<string, unknown>> => (await api("GET", `/redirects${query}`)).body;
const items = async (): Promise<unknown> => (await list()).items;
const line = (from: string, to: string | null): Line => ({ from, to });

/** What a refused change must leave as it was. */
const traces = () =>
  theRow(`select (select version from site) as version, (select count(*) from audit) as audit,
    (select max(id) from ledger) as ledger, (select group_concat("from" || "to") from redirects) as redirects`);

beforeEach(async () => void expect((await put([])).status).toBe(200));

describe("the redirects", () => {
  it("read as they are kept: in one spelling, in its order, own URLs as paths", async () => {
    const answer = await put([
      line("/关于.HTML", "/news?q=新#一"),
      { ...line("/B.asp?ID=2&A=1", `${ORIGIN}/en/news`), status: 301 },
      line("/a", "https://Other.example"),
    ]);

    const kept = [
      line("/%E5%85%B3%E4%BA%8E.html", "/news?q=%E6%96%B0#%E4%B8%80"),
      line("/a", "https://other.example/"),
      line("/b.asp?a=1&id=2", "/en/news"),
    ];
    expect(answer.body).toEqual({ items: kept, nextCursor: null, purged: ["redirects"] });
    expect(await list()).toEqual({ items: kept, nextCursor: null });
    expect((await put(kept)).body.items).toEqual(kept);
  });

  it("are replaced whole by PUT, and singly by PATCH: added, changed, taken away by null", async () => {
    await put([line("/gone", "/x"), line("/stays", "/x"), line("/changes", "/x"), line("/goes", "/x")]);
    await put([line("/stays", "/x"), line("/changes", "/x"), line("/goes", "/x")]);

    const answer = await patch([line("/changes", "/y"), line("/Goes", null), line("/new", "/z"), line("/none", null)]);

    expect([answer.status, answer.body.purged]).toEqual([200, ["redirects"]]);
    expect(await items()).toEqual([line("/changes", "/y"), line("/new", "/z"), line("/stays", "/x")]);
  });

  it("are listed page by page", async () => {
    await put(["/a", "/b", "/c"].map((from) => line(from, "/x")));

    const first = await list("?limit=2");
    const second = await list(`?limit=2&cursor=${encodeURIComponent(String(first.nextCursor))}`);

    expect([first.items, second.items, second.nextCursor]).toEqual([
      [line("/a", "/x"), line("/b", "/x")],
      [line("/c", "/x")],
      null,
    ]);
    for (const query of ["?limit=0", "?limit=10001", "?colour=red"]) {
      expect((await api("GET", `/redirects${query}`)).status).toBe(422);
    }
  });

  it("change only in the version that If-Match names", async () => {
    const { headers } = await api("GET", "/redirects");
    const ifMatch = { "if-match": headers.get("etag") ?? "" };

    expect((await patch([line("/a", "/x")], ifMatch)).status).toBe(200);
    expect((await patch([line("/b", "/x")], ifMatch)).status).toBe(412);
    expect(await items()).toEqual([line("/a", "/x")]);
  });

  it("may be ten thousand in one request, and as many again in the next", async () => {
    const lines = (first: number) =>
      Array.from({ length: 10_000 }, (_, n) => line(`/a.asp?id=${first + n}`, `/news/${first + n}`));

    expect((await put(lines(0))).status).toBe(200);
    expect((await patch(lines(10_000))).status).toBe(200);
    const last = (await api("GET", "/redirects?cursor=/a.asp?id%3D9998")).body;

    expect(await theValue("select count(*) from redirects")).toBe(20_000);
    expect(last.items).toEqual([line("/a.asp?id=9999", "/news/9999")]);
    expect(pointersOf(await put([...lines(0), line("/one-more", "/x")]))).toEqual(["#/items"]);
    await put([]);
  });

  it("that grow too long when they are percent-encoded are refused with 413", async () => {
    const before = await traces();

    const answer = await put(Array.from({ length: 600 }, (_, n) => line(`/${"汉".repeat(500)}${n}`, "/x")));

    expect([answer.status, answer.body.detail]).toEqual([413, expect.stringContaining("1500000 bytes")]);
    expect(await traces()).toEqual(before);
  });
});

describe("refused, and nothing changes:", () => {
  const refused: [string, object[], string][] = [
    ["a door's path", [line("/x", "/y"), line("/api/old", "/y")], "#/items/1/from"],
    ["the home page", [line("/", "/y")], "#/items/0/from"],
    ["another site's path", [line("//old.example/x", "/y")], "#/items/0/from"],
    ["no path at all", [line("x", "/y")], "#/items/0/from"],
    ["an empty one", [line("", "/y")], "#/items/0/from"],
    ["half a character", [line("/\ud800", "/y")], "#/items/0/from"],
    ["a query in another encoding", [line("/x?a=%B9%AB%CB%BE", "/y")], "#/items/0/from"],
    ["the same address twice", [line("/关于", "/x"), line("/%E5%85%B3%E4%BA%8E/", "/y")], "#/items/1/from"],
    ["no target", [{ from: "/x" }], "#/items/0/to"],
    ["null as a target of PUT", [line("/x", null)], "#/items/0/to"],
    ["a script", [line("/x", "javascript:alert(1)")], "#/items/0/to"],
    ["another status", [{ ...line("/x", "/y"), status: 302 }], "#/items/0/status"],
    ["another field", [{ ...line("/x", "/y"), colour: "red" }], "#/items/0/colour"],
    ["a circle of one", [line("/x", "/X/")], "#/items/0/to"],
    ["a circle of one, with another query", [line("/x", "/x?a=1")], "#/items/0/to"],
    ["a circle of one, by the whole URL", [line("/x", `${ORIGIN}/x`)], "#/items/0/to"],
    ["a circle of one, by the first language's prefix", [line("/x", "/zh-cn/x")], "#/items/0/to"],
    ["a chain", [line("/x", "/y"), line("/y", "/z")], "#/items/0/to"],
    ["a chain by a query", [line("/x", "/?p=1&a=2"), line("/?p=1", "/z")], "#/items/0/to"],
  ];

  it.each(refused)("%s", async (_, lines, pointer) => {
    const before = await traces();

    const answer = await put(lines);

    expect([answer.status, pointersOf(answer)]).toEqual([422, [pointer]]);
    expect(await traces()).toEqual(before);
  });

  it("chains with redirects that there are, at either end; unless the same request changes them", async () => {
    await put([line("/a", "/b"), line("/?p=1", "/c"), line("/d", "/e?x=1")]);
    const before = await traces();

    expect(pointersOf(await patch([line("/x", "/a")]))).toEqual(["#/items/0/to"]);
    expect(pointersOf(await patch([line("/x", "/?p=2")]))).toEqual(["#/items/0/to"]);
    expect(pointersOf(await patch([line("/B/", "/z")]))).toEqual(["#/items/0/from"]);
    expect(pointersOf(await patch([line("/e?x=2", "/z")]))).toEqual(["#/items/0/from"]);
    expect(await traces()).toEqual(before);
    expect((await patch([line("/c?x=1", "/z"), line("/x", "/")])).status).toBe(200);
    expect((await patch([line("/a", "/z"), line("/b", "/z")])).status).toBe(200);
    expect((await patch([line("/a", null), line("/x", "/a")])).status).toBe(200);
  });
});

describe("whatever is put and patched", () => {
  const path = fc.constantFrom("/a", "/b", "/c", "/zh-cn/a", "/");
  const query = fc.constantFrom("", "?p=1", "?p=2", "?q=1&p=1");
  const from = fc.tuple(path, query).map((parts) => parts.join(""));
  const changes = fc.array(fc.record({ from, to: fc.option(from, { freq: 5 }) }), { minLength: 1, maxLength: 3 });

  it("no redirect leads to where one leads on from, and nothing is a 500", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(changes, { minLength: 1, maxLength: 6 }), async (history) => {
        await put([]);
        for (const lines of history) expect([200, 422]).toContain((await patch(lines)).status);

        const kept = (await list()).items as Line[];
        const froms = new Set(kept.map((one) => one.from));
        for (const { to } of kept) {
          const url = new URL(to ?? "", ORIGIN);
          const asked = oldAddressesAskedFor(url.pathname.replace(/^\/zh-cn/, "") || "/", url.search);
          expect(asked.filter((one) => froms.has(one))).toEqual([]);
        }
      }),
      { numRuns: 60 },
    );
  });
});
