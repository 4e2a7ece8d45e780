// Verdicts and views, with any history (P2, P8, P9, P11, P12).

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { judge, mayStandIn } from "../../src/pages/judge";
import { STALE_IF_ERROR_MS, VIEW_ROWS } from "../../src/pages/limits";
import { addOwnRows, type LedgerView, mergeViews, viewAge, viewOf } from "../../src/pages/view";
import { aHeader, aView } from "./builders";

const now = 1_000_000;
const moment = { build: "build", now };

describe("a stored page", () => {
  it.each([
    ["current", "nothing is known against it", {}, {}],
    ["changed", "another build rendered it", { build: "older" }, {}],
    ["changed", "it is of another incarnation", { incarnation: "before the restore" }, {}],
    ["changed", "its time has come", { until: now }, {}],
    ["current", "its time is a moment ahead", { until: now + 1 }, {}],
    ["changed", "a tag of its was purged after it", {}, { purged: { "article:1": 101 } }],
    ["current", "a tag of its was purged at its own version", {}, { purged: { "article:1": 100 } }],
    ["current", "another tag was purged", {}, { purged: { "article:2": 150 } }],
    ["unknown", "the view does not reach back to it", {}, { reach: 101 }],
    ["current", "the view reaches just back to it", {}, { reach: 100 }],
    ["changed", "it is beyond reach and purged all the same", {}, { reach: 150, purged: { site: 160 } }],
    ["current", "it is newer than the view's head", { version: 250 }, {}],
  ] as const)("is %s when %s", (verdict, _, header, view) => {
    expect(judge(aHeader({ ...header, tags: ["site", "article:1"] }), aView(view), moment)).toBe(verdict);
  });

  it.each([
    [true, "nothing is known of the ledger", {}, { incarnation: null, purgedAt: new Map<string, number>() }, 0],
    [
      false,
      "all that is known is that this isolate purged it",
      {},
      { incarnation: null, purgedAt: new Map([["site", 101]]) },
      0,
    ],
    [true, "the view knows nothing against it", {}, aView(), 0],
    [true, "another build rendered it", { build: "older" }, aView(), 0],
    [true, "the view does not reach it", {}, aView({ reach: 150 }), 0],
    [false, "it is known to be purged", {}, aView({ purged: { site: 101 } }), 0],
    [false, "it is of another incarnation", { incarnation: "other" }, aView(), 0],
    [false, "its time has come", { until: now }, aView(), 0],
    [true, "D1 has failed for a day", {}, aView(), STALE_IF_ERROR_MS],
    [false, "D1 has failed for longer", {}, aView(), STALE_IF_ERROR_MS + 1],
  ] as const)("may stand in for a failing D1: %s when %s", (answer, _, header, view, forMs) => {
    expect(mayStandIn(aHeader(header), view, { since: now - forMs, now })).toBe(answer);
  });
});

describe("a view's age", () => {
  it("is counted from when its reading began", () => {
    expect(viewAge(aView({ began: now - 5000 }), now)).toBe(5000);
  });

  it("is beyond any limit without a view, and when the clock has stepped back", () => {
    expect(viewAge(null, now)).toBe(Number.POSITIVE_INFINITY);
    expect(viewAge(aView({ began: now + 1 }), now)).toBe(Number.POSITIVE_INFINITY);
  });
});

const tail = (fields: Partial<Parameters<typeof viewOf>[0]>) =>
  viewOf({
    guid: "guid",
    incarnation: "first",
    began: 0,
    head: 0,
    oldest: 1,
    rows: [],
    cut: false,
    bookmark: null,
    ...fields,
  });

describe("a reading of the tail", () => {
  it("knows all rows back to the ledger's oldest", () => {
    expect(
      tail({
        head: 9,
        oldest: 5,
        rows: [
          { id: 9, tag: "a" },
          { id: 7, tag: "a" },
          { id: 5, tag: "b" },
        ],
      }),
    ).toMatchObject({
      reach: 4,
      purgedAt: new Map([
        ["a", 9],
        ["b", 5],
      ]),
    });
  });

  it("that was cut knows nothing below its lowest row", () => {
    expect(
      tail({
        head: 9,
        cut: true,
        rows: [
          { id: 9, tag: "a" },
          { id: 8, tag: "b" },
        ],
      }).reach,
    ).toBe(7);
  });

  it("tells of the gap when rows were pruned between two readings", () => {
    const before = tail({ began: 1, head: 10, rows: [{ id: 10, tag: "a" }] });
    const after = tail({ began: 2, head: 30, oldest: 21, rows: [{ id: 30, tag: "b" }] });

    const merged = mergeViews(before, after);

    expect(judge(aHeader({ version: 15, tags: ["x"] }), merged, moment)).toBe("unknown");
    expect(judge(aHeader({ version: 20, tags: ["x"] }), merged, moment)).toBe("current");
  });
});

const viewArbitrary: fc.Arbitrary<LedgerView> = fc
  .record({
    began: fc.nat(1000),
    head: fc.nat(50),
    reach: fc.nat(50),
    bookmark: fc.option(fc.constantFrom("0001", "0002", "0003")),
    purged: fc.dictionary(fc.constantFrom("a", "b", "c"), fc.nat(50)),
  })
  .map((fields) => aView(fields));

describe("merging views of one database", () => {
  it("gives the same in any order, and nothing new of the same again", () => {
    fc.assert(
      fc.property(viewArbitrary, viewArbitrary, viewArbitrary, (a, b, c) => {
        expect(mergeViews(a, b)).toEqual(mergeViews(b, a));
        expect(mergeViews(mergeViews(a, b), c)).toEqual(mergeViews(a, mergeViews(b, c)));
        expect(mergeViews(mergeViews(a, b), b)).toEqual(mergeViews(a, b));
        expect(mergeViews(a, a)).toEqual(a);
      }),
    );
  });

  it("forgets no purge, and takes no page for better than either view took it", () => {
    fc.assert(
      fc.property(viewArbitrary, viewArbitrary, fc.nat(50), (a, b, version) => {
        const page = aHeader({ version, tags: ["a", "b"] });
        const verdicts = [a, b].map((view) => judge(page, view, moment));

        const merged = judge(page, mergeViews(a, b), moment);

        if (verdicts.includes("changed")) expect(merged).toBe("changed");
        if (verdicts.includes("unknown")) expect(merged).not.toBe("current");
      }),
    );
  });

  it("keeps the isolate's own rows from a slow reading that does not show them", () => {
    const own = addOwnRows(aView({ began: 10, head: 100 }), [{ id: 103, tag: "article:1" }], "0002");
    const slow = aView({ began: 11, head: 102, bookmark: "0001" });

    const merged = mergeViews(own, slow);

    expect(merged).toMatchObject({ head: 102, bookmark: "0002" });
    expect(judge(aHeader({ version: 101 }), merged, moment)).toBe("changed");
  });

  it("does not move the head by own rows: others' may lie between", () => {
    expect(addOwnRows(aView({ head: 100 }), [{ id: 103, tag: "a" }], null).head).toBe(100);
  });

  it("stays bounded, and knows how far back it still reaches", () => {
    const rows = Array.from({ length: VIEW_ROWS + 10 }, (_, i) => ({ id: i + 1, tag: `tag:${i + 1}` }));

    const merged = mergeViews(addOwnRows(aView(), rows, null), aView({ began: 1 }));

    expect(merged.purgedAt.size).toBe(VIEW_ROWS);
    expect(merged.reach).toBe(10);
  });
});

describe("a restored database", () => {
  it("replaces all that was known, whichever version it counts from", () => {
    const before = aView({ began: 1, head: 500, purged: { site: 500 } });
    const after = aView({ began: 2, incarnation: "restored", head: 480 });

    expect(mergeViews(before, after)).toEqual(after);
    expect(mergeViews(after, before)).toEqual(after);
  });
});
