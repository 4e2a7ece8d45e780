// From a served page to a response: RFC 9110 (conditional requests, encodings), RFC 9211 (Cache-Status).

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { evaluatePreconditions } from "../../src/pages/preconditions";
import { respond } from "../../src/pages/respond";
import { aPage, aView } from "./builders";

const page = aPage({ etag: 'W/"abc"', version: 117 });
const hit = { outcome: "hit", from: "memory", page } as const;
const view = aView({ head: 120 });

const ask = (headers: Record<string, string> = {}, method = "GET") =>
  respond(new Request("http://site.test/", { method, headers }), hit, view);

/** A field as it was received. `Headers` would trim it, or encode what is not ASCII. */
const fieldOf = (name: string, field: string) => ({ get: (asked: string) => (asked === name ? field : null) });

describe("If-None-Match", () => {
  it.each(['W/"abc"', '"abc"', '"x", W/"abc"', '"x","abc" , "y"', "*", " * "])(
    "%s is answered by a 304 of no bytes",
    async (tags) => {
      const response = ask({ "if-none-match": tags });

      expect([response.status, await response.text()]).toEqual([304, ""]);
      expect(response.headers.get("etag")).toBe('W/"abc"');
      expect(response.headers.get("cache-control")).toBe("public, max-age=0, must-revalidate");
      expect(response.headers.get("vary")).toBe("Accept-Encoding");
    },
  );

  it.each(['"ab"', 'W/"ABC"', "abc", '"abc', ""])("%s is answered by the page", (tags) => {
    expect(ask({ "if-none-match": tags }).status).toBe(200);
  });

  it("names what its list holds and nothing else, whatever characters the tags are made of", () => {
    const tag = fc
      .string({ unit: fc.constantFrom(..."abcW/,*\\;= \u00e9".replace(" ", "")), maxLength: 4 })
      .map((text) => `"${text}"`);
    const listed = fc.array(
      fc.record({ tag, prefix: fc.constantFrom("", "W/"), comma: fc.constantFrom(",", " ,\t", ",,") }),
    );
    fc.assert(
      fc.property(listed, tag, (tags, current) => {
        const field = tags.map((one) => one.prefix + one.tag + one.comma).join("");

        const verdict = evaluatePreconditions(fieldOf("if-none-match", field), `W/${current}`);

        expect(verdict).toBe(tags.some((one) => one.tag === current) ? "not_modified" : "perform");
      }),
    );
  });

  it("is nothing to a redirect", () => {
    const moved = { ...hit, page: aPage({ status: 301, etag: 'W/"abc"' }, "") };

    const response = respond(new Request("http://site.test/", { headers: { "if-none-match": "*" } }), moved, view);

    expect([response.status, response.headers.get("etag")]).toEqual([301, null]);
  });
});

describe("If-Match", () => {
  it.each([
    ["*", '"abc"', "perform"],
    ['"abc"', '"abc"', "perform"],
    ['"x" , "abc"', '"abc"', "perform"],
    ['W/"abc"', '"abc"', "failed"],
    ['"abc"', 'W/"abc"', "failed"],
    ['W/"abc"', 'W/"abc"', "failed"],
    ["abc", '"abc"', "failed"],
    ["", '"abc"', "failed"],
  ])("%j against %s: %s", (field, etag, verdict) => {
    expect(evaluatePreconditions(fieldOf("if-match", field), etag)).toBe(verdict);
  });

  it("that fails is answered by 412, with the ETag that there is, and no cache may keep it", async () => {
    const response = ask({ "if-match": 'W/"abc"' });

    expect([response.status, await response.text()]).toEqual([412, "What is here is not what If-Match names.\n"]);
    expect(Object.fromEntries(response.headers)).toEqual({
      "cache-control": "no-store",
      "cache-status": "edgewise; hit; detail=memory; page=117; view=120",
      "content-type": "text/plain; charset=utf-8",
      etag: 'W/"abc"',
      vary: "Accept-Encoding",
    });
  });
});

describe("Accept-Encoding", () => {
  it.each([
    ["gzip", "gzip"],
    ["br, gzip;q=0.5", "gzip"],
    ["GZIP", "gzip"],
    ["*", "gzip"],
    ["gzip ; q=0.001", "gzip"],
    ["x-gzip", "gzip"],
    ["identity;q=0.5, gzip;q=0.5", "gzip"],
    ["identity, gzip;q=0.9", null],
    ["gzip;q=0", null],
    ["gzip;q=0.000, *", null],
    ["*;q=0", null],
    ["identity, *;q=0", null],
    ["br", null],
    ["gzip;q=nonsense", null],
    ["", null],
  ])("%s takes %s", (accepted, coding) => {
    const response = ask({ "accept-encoding": accepted });

    expect(response.headers.get("content-encoding")).toBe(coding);
    expect(response.headers.get("vary")).toBe("Accept-Encoding");
  });
});

describe("what the client itself accepts", () => {
  it.each([
    ["", null],
    ["identity", null],
    ["gzip, deflate", "gzip"],
  ])("%o outweighs what the platform puts into the header", (clientAcceptEncoding, coding) => {
    const headers = { "accept-encoding": "br, gzip" };
    const asked = new Request("http://site.test/", { headers, cf: { clientAcceptEncoding } });

    expect(respond(asked, hit, view).headers.get("content-encoding")).toBe(coding);
  });
});

describe("HEAD", () => {
  it("has the headers of GET, the length among them, and no body", async () => {
    const [head, get] = [ask({}, "HEAD"), ask()];

    expect(await head.text()).toBe("");
    expect(head.headers.get("content-length")).toBe("4");
    head.headers.delete("content-length");
    expect([...head.headers]).toEqual([...get.headers]);
  });
});

describe("Cache-Status", () => {
  it.each([
    ["edgewise; hit; detail=memory; page=117; view=120", hit],
    ["edgewise; hit; detail=kv; page=117; view=120", { ...hit, from: "kv" as const }],
    ["edgewise; hit; detail=stale-if-error; page=117; view=120", { ...hit, from: "stale-if-error" as const }],
    ["edgewise; fwd=miss; page=117; view=120", { outcome: "rendered", stored: false, page } as const],
    ["edgewise; fwd=miss; stored; page=117; view=120", { outcome: "rendered", stored: true, page } as const],
    ["edgewise; fwd=bypass; page=117; view=120", { outcome: "bypassed", page } as const],
  ])("says %s", (status, served) => {
    expect(respond(new Request("http://site.test/"), served, view).headers.get("cache-status")).toBe(status);
  });
});

describe("Cache-Control", () => {
  it.each([404, 410])("of a %d is no-store, without an ETag", (status) => {
    const served = { outcome: "rendered", stored: false, page: aPage({ status }) } as const;

    const response = respond(new Request("http://site.test/", { headers: { "if-none-match": "*" } }), served, view);

    expect(response.status).toBe(status);
    expect(response.headers.get("cache-control")).toBe("no-store");
    expect(response.headers.get("etag")).toBeNull();
  });
});
