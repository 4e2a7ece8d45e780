// What an isolate remembers of pages is bounded, whatever visitors ask for.

import { describe, expect, it } from "vitest";
import { MEMORY_BYTES, NOTED_KEYS } from "../../src/pages/limits";
import { PageMemory } from "../../src/pages/memory";
import { NotedTimes } from "../../src/pages/noted";
import { pageBytes } from "../../src/pages/page";
import { aPage } from "./builders";

const ADDRESSES = 100_000;
const keys = Array.from({ length: ADDRESSES }, (_, n) => `https://example.com/news/article-${n}`);
/** As an article's page is: some 17 KB of text, and a dozen tags. The bytes are shared, which the bound doesn't know. */
const page = aPage({ tags: Array.from({ length: 12 }, (_, n) => `article:${n}`) }, "x".repeat(8_500));

describe("after 100,000 different addresses", () => {
  it("pages in memory have never weighed more than their bound", () => {
    const memory = new PageMemory(MEMORY_BYTES);
    let most = 0;

    for (const key of keys) {
      memory.set(key, page);
      most = Math.max(most, memory.bytes);
    }

    expect(most).toBeLessThanOrEqual(MEMORY_BYTES);
    expect(most).toBeGreaterThan(MEMORY_BYTES - pageBytes(page));
  });

  it("the pages asked for last are those in memory, and weigh what memory says", () => {
    const memory = new PageMemory(MEMORY_BYTES);
    const fits = Math.floor(MEMORY_BYTES / pageBytes(page));

    for (const key of keys) memory.set(key, page);

    const kept = keys.filter((key) => memory.get(key) !== null);
    expect(kept).toEqual(keys.slice(-fits));
    expect(memory.bytes).toBe(fits * pageBytes(page));
  });

  it("pages of all sizes leave memory with what those in it weigh", () => {
    const pages = Array.from({ length: 50 }, (_, n) => aPage({}, "x".repeat(1_000 * n)));
    const memory = new PageMemory(MEMORY_BYTES);

    keys.forEach((key, n) => {
      memory.set(key, pages[(n * 7) % pages.length] ?? page);
    });

    const kept = keys.map((key) => memory.get(key)).filter((one) => one !== null);
    expect(memory.bytes).toBe(kept.reduce((sum, one) => sum + pageBytes(one), 0));
    expect(memory.bytes).toBeLessThanOrEqual(MEMORY_BYTES);
  });

  it("only the newest so many notes are kept", () => {
    const noted = new NotedTimes(NOTED_KEYS);

    for (const key of keys) noted.note(key, 0);

    expect(keys.filter((key) => noted.wasWithin(1, key, 0))).toEqual(keys.slice(-NOTED_KEYS));
  });
});
