// What an answer says of its making: Cache-Status (RFC 9211), a structured field (RFC 9651), and Server-Timing.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { respond } from "../../../src/pages/respond";
import type { Served } from "../../../src/pages/serve";
import { aPage, aView } from "../../pages/builders";
import { cacheStatus, publish } from "../../promises/client";
import { ask } from "./client";
import { readList } from "./structured-fields";

/** RFC 9211 §2.2, all that it registers. */
const FORWARDED = ["bypass", "method", "uri-miss", "vary-miss", "miss", "request", "stale", "partial"];

/** Expects a Cache-Status of one cache, ours, and gives its parameters as text. */
function expectCacheStatus(field: string): Record<string, string> {
  const caches = readList(field) ?? expect.fail(`is no list: ${field}`);
  expect(caches.map(({ type, text }) => [type, text])).toEqual([["token", "edgewise"]]);
  const parameters = [...(caches[0]?.parameters ?? [])];
  const types = { hit: "boolean", fwd: "token", stored: "boolean", detail: "token", page: "integer", view: "integer" };
  expect(types).toMatchObject(Object.fromEntries(parameters.map(([key, { type }]) => [key, type])));
  const texts = Object.fromEntries(parameters.map(([key, { text }]) => [key, text]));
  expect("hit" in texts, "§2: hit and fwd are exclusive").not.toBe("fwd" in texts);
  if ("fwd" in texts) expect(FORWARDED).toContain(texts.fwd);
  if ("stored" in texts) expect(texts).toHaveProperty("fwd");
  return texts;
}

describe("Cache-Status", () => {
  it("RFC 9211 §2: is a list with this cache alone, whatever the cache did and however large versions are", () => {
    const version = fc.nat({ max: 999_999_999_999_999 });
    const outcome = fc.oneof(
      fc.constantFrom("memory", "kv", "stale-if-error").map((from) => ({ outcome: "hit", from }) as const),
      fc.boolean().map((stored) => ({ outcome: "rendered", stored }) as const),
      fc.constant({ outcome: "bypassed" } as const),
    );
    const status = fc.constantFrom(200, 301, 404, 410);
    const headers = fc.constantFrom<Record<string, string>>({}, { "if-none-match": "*" }, { "if-match": '"x"' });

    fc.assert(
      fc.property(outcome, version, fc.option(version), status, headers, (made, page, head, status, headers) => {
        const served: Exclude<Served, { outcome: "unavailable" }> = { ...made, page: aPage({ version: page, status }) };
        const view = head === null ? null : aView({ head });

        const response = respond(new Request("http://site.test/", { headers }), served, view);

        const said = expectCacheStatus(cacheStatus(response));
        expect(said).toMatchObject({ page: String(page), view: String(head ?? 0) });
        expect("hit" in said).toBe(made.outcome === "hit");
      }),
    );
  });

  it("RFC 9211 §2.1 and §2.2: tells a page that was kept from one that was made, on 304, 412, HEAD and 404 too", async () => {
    const { path } = await publish();
    const said = async (...asked: Parameters<typeof ask>) => expectCacheStatus(cacheStatus(await ask(...asked)));

    expect(await said(path)).toMatchObject({ fwd: "miss" });
    expect(await said(path)).toMatchObject({ hit: "?1", detail: "memory" });
    expect(await said(path, {}, "HEAD")).toMatchObject({ hit: "?1", detail: "memory" });
    expect(await said(path, { "if-none-match": "*" })).toMatchObject({ hit: "?1", detail: "memory" });
    expect(await said(path, { "if-match": '"x"' })).toMatchObject({ hit: "?1", detail: "memory" });
    expect(await said("/nothing/here")).toMatchObject({ fwd: "miss" });
    expect(await said("/search?q=text")).toMatchObject({ fwd: "bypass" });
  });

  it.each([
    "",
    "Edgewise hit",
    "edgewise; Hit",
    "edgewise; hit,",
    "edgewise;; hit",
    "edgewise; detail=stale if error",
    "edgewise; page=1234567890123456",
    'edgewise; detail="caf\u00e9"',
    "edgewise ; hit",
  ])("RFC 9651 §4.2: these tests would refuse what is no list: %j", (field) => {
    expect(readList(field)).toBeNull();
  });
});

describe("Server-Timing", () => {
  it("Server Timing §2: tells the whole time of each answer of the site, in ms", async () => {
    const known = { "if-none-match": "*" };
    const answers = [
      ...(await Promise.all(["/", "/nothing", "/News", "/%"].map((path) => ask(path)))),
      await ask("/", known),
      await ask("/", known, "HEAD"),
      await ask("/", {}, "PUT"),
    ];

    expect(answers.map(({ status }) => status)).toEqual([200, 404, 301, 400, 304, 304, 405]);
    for (const { headers } of answers) expect(headers.get("server-timing")).toMatch(/^total;dur=\d+$/);
  });
});
