// A page's stored form (P1), what an isolate keeps in memory, and what it notes.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PageMemory } from "../../src/pages/memory";
import { NotedTimes } from "../../src/pages/noted";
import { decodePage, encodePage, pageBytes } from "../../src/pages/page";
import { toPage } from "../../src/pages/render";
import { aPage } from "./builders";

const bytes = fc.uint8Array({ maxLength: 300 }).map((array) => new Uint8Array(array));

const page = fc
  .record({
    plain: bytes,
    gzip: bytes,
    tags: fc.array(fc.string({ unit: "binary" })),
    until: fc.option(fc.integer()),
    version: fc.nat(),
  })
  .map(({ plain, gzip, ...header }) => {
    const { header: rest } = aPage({ ...header });
    return { header: { ...rest, plainBytes: plain.length, gzipBytes: gzip.length }, plain, gzip };
  });

describe("a page's stored form", () => {
  it("comes back as it was put", () => {
    fc.assert(
      fc.property(page, (stored) => {
        expect(decodePage(encodePage(stored).buffer)).toEqual(stored);
      }),
    );
  });

  it("that is cut short anywhere in its header or plain body is no page", () => {
    fc.assert(
      fc.property(page, fc.double({ min: 0, max: 1, noNaN: true }), (stored, share) => {
        const whole = encodePage(stored);
        const kept = Math.floor(share * (whole.length - stored.gzip.length));
        if (kept < whole.length - stored.gzip.length) expect(decodePage(whole.buffer.slice(0, kept))).toBeNull();
      }),
    );
  });

  it("is null for any rubbish, with or without the right beginning", () => {
    const magic = [0x45, 0x57, 0x30, 0x31];
    const rubbish = fc.oneof(
      bytes,
      bytes.map((rest) => new Uint8Array([...magic, ...rest])),
      fc.json().map((json) => {
        const text = new TextEncoder().encode(json);
        return new Uint8Array([...magic, 0, 0, text.length >> 8, text.length & 255, ...text]);
      }),
    );
    fc.assert(
      fc.property(rubbish, (stored) => {
        expect(decodePage(stored.buffer)).toBeNull();
      }),
    );
  });

  it("has both encodings of one text under one weak ETag that only the text decides", async () => {
    const rendering = {
      status: 200,
      headers: {},
      body: "正文 ".repeat(500),
      tags: ["site", "site"],
      until: null,
    } as const;
    const at = { version: 1, incarnation: "first", keep: "page" } as const;

    const made = await toPage({ ...rendering, ...at }, { build: "a", now: 1 });
    const again = await toPage({ ...rendering, ...at, version: 2 }, { build: "b", now: 2 });
    const unzipped = new Blob([made.gzip]).stream().pipeThrough(new DecompressionStream("gzip"));

    expect(await new Response(unzipped).text()).toBe(rendering.body);
    expect(made.gzip.length).toBeLessThan(made.plain.length);
    expect(made.header).toMatchObject({ tags: ["site"], etag: expect.stringMatching(/^W\/"[\w-]{16}"$/) });
    expect(again.header.etag).toBe(made.header.etag);
  });
});

describe("an isolate's memory", () => {
  it("never holds more than its limit, and counts what it holds", () => {
    const action = fc.record({ key: fc.constantFrom("a", "b", "c", "d"), size: fc.nat(3000), version: fc.nat(5) });
    fc.assert(
      fc.property(fc.array(action), (actions) => {
        const memory = new PageMemory(5000);
        for (const { key, size, version } of actions) {
          memory.set(key, aPage({ version }, "x".repeat(size)));
          expect(memory.bytes).toBeLessThanOrEqual(5000);
        }
        const held = ["a", "b", "c", "d"].map((key) => memory.get(key)).filter((kept) => kept !== null);
        expect(memory.bytes).toBe(held.reduce((sum, kept) => sum + pageBytes(kept), 0));
      }),
    );
  });

  it("lets the least recently used page go first", () => {
    const memory = new PageMemory(2 * pageBytes(aPage()));
    memory.set("first", aPage());
    memory.set("second", aPage());
    memory.get("first");

    memory.set("third", aPage());

    expect(["first", "second", "third"].map((key) => memory.get(key) !== null)).toEqual([true, false, true]);
  });

  it.each([
    ["an older one of the same build and database", { version: 99 }, 100],
    ["a newer one", { version: 101 }, 101],
    ["one of another build", { version: 99, build: "next" }, 99],
    ["one of a restored database", { version: 99, incarnation: "restored" }, 99],
  ])("after %s keeps the better page", (_, fields, kept) => {
    const memory = new PageMemory(100_000);
    memory.set("key", aPage({ version: 100 }));

    memory.set("key", aPage(fields));

    expect(memory.get("key")?.header.version).toBe(kept);
  });
});

describe("noted times", () => {
  it("say whether a key was noted within a time, and ask without noting", () => {
    const noted = new NotedTimes(10);
    noted.note("key", 1000);

    expect(noted.wasWithin(500, "key", 1499)).toBe(true);
    expect(noted.wasWithin(500, "key", 1500)).toBe(false);
    expect(noted.wasWithin(500, "other", 1000)).toBe(false);
  });

  it("take a clock that stepped back for a long time ago", () => {
    const noted = new NotedTimes(10);
    noted.note("key", 1000);

    expect(noted.wasWithin(500, "key", 999)).toBe(false);
  });

  it("forget the key that was noted longest ago", () => {
    const noted = new NotedTimes(2);
    for (const key of ["a", "b", "a", "c"]) noted.note(key, 0);

    expect(["a", "b", "c"].map((key) => noted.wasWithin(1, key, 0))).toEqual([true, false, true]);
  });
});
