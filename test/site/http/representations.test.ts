// The forms of a page: plain and compressed under one validator, whole whatever range was asked for, one for all queries.

import { beforeAll, describe, expect, it } from "vitest";
import { cacheStatus, publish } from "../../promises/client";
import { aFile, ask, bytesOf } from "./client";

let [page, file] = ["", ""];

beforeAll(async () => {
  [page, file] = [(await publish()).path, await aFile()];
});

const gunzip = (bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> =>
  bytesOf(new Response(new Response(bytes).body?.pipeThrough(new DecompressionStream("gzip"))));

describe("a page", () => {
  it("RFC 9110 §8.4: has one text in both forms, and each says how it is coded", async () => {
    for (const path of [page, "/", "/news", "/nothing", "/favicon.svg", "/search?q=text"]) {
      const zip = await ask(path, { "accept-encoding": "gzip" });
      const plain = await ask(path, { "accept-encoding": "identity" });

      expect([zip, plain].map(({ headers }) => headers.get("content-encoding"))).toEqual(["gzip", null]);
      const [zipped, text] = [await bytesOf(zip), await bytesOf(plain)];
      expect(zipped.length).toBeLessThan(text.length);
      expect(await gunzip(zipped)).toEqual(text);
    }
  });

  it("RFC 9110 §8.8.3.3: has one weak ETag for both forms, and each form's 304 is the other's too", async () => {
    const [zip, plain] = [await ask(page, { "accept-encoding": "gzip" }), await ask(page)];
    const etag = zip.headers.get("etag") ?? "";

    expect(etag).toMatch(/^W\/"[\w-]+"$/);
    expect(plain.headers.get("etag")).toBe(etag);
    for (const coding of ["gzip", "identity", "br"]) {
      const known = await ask(page, { "accept-encoding": coding, "if-none-match": etag });
      expect([known.status, known.headers.get("content-encoding")]).toEqual([304, null]);
    }
  });

  it.each([
    ["gzip", "gzip"],
    ["x-gzip", "gzip"],
    ["br, GZIP;Q=0.5", "gzip"],
    ["*", "gzip"],
    ["gzip, identity", "gzip"],
    ["gzip;q=0.5, identity;q=1", null],
    ["gzip;q=0, *", null],
    ["identity", null],
    ["br", null],
    ["", null],
  ])("RFC 9110 §12.5.3: comes in the coding that is preferred: %j takes %j", async (accepted, coding) => {
    expect((await ask(page, { "accept-encoding": accepted })).headers.get("content-encoding")).toBe(coding);
  });

  it("RFC 9110 §12.5.5: says with Vary what chose its form, on 200, 304, 404, HEAD and in either form", async () => {
    const etag = (await ask(page)).headers.get("etag") ?? "";
    const answers = [
      await ask(page),
      await ask(page, { "accept-encoding": "gzip" }),
      await ask(page, { "accept-encoding": "gzip" }, "HEAD"),
      await ask(page, { "if-none-match": etag }),
      await ask(page, { "if-none-match": etag }, "HEAD"),
      await ask("/nothing"),
    ];

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 304, 304, 404]);
    // An article may be asked for as Markdown too: see markdown.test.ts.
    expect(answers.map(({ headers }) => headers.get("vary"))).toEqual(
      answers.map(({ status }) => (status === 404 ? "Accept-Encoding" : "Accept, Accept-Encoding")),
    );
  });

  it.each(["bytes=0-0", "bytes=-5", "bytes=0-1,5-9", "bytes=99999999-", "bytes=x", "lines=1-2"])(
    "RFC 9110 §14.2: is whole, and 200, where a range of it is asked for: %s",
    async (range) => {
      const etag = (await ask(page)).headers.get("etag") ?? "";
      const whole = await bytesOf(await ask(page));
      for (const more of [{}, { "if-range": etag }, { "if-range": new Date().toUTCString() }]) {
        const response = await ask(page, { range, ...more });

        expect([response.status, response.headers.get("content-range")]).toEqual([200, null]);
        expect(response.headers.get("accept-ranges")).not.toBe("bytes");
        expect(await bytesOf(response)).toEqual(whole);
      }
    },
  );

  it("RFC 9111 §5.2.2.4 and §5.2.2.5: is asked for again each time where it can be kept, and else never stored", async () => {
    const controlOf = async (path: string) => (await ask(path)).headers.get("cache-control");

    for (const path of [page, "/", "/search?q=x"])
      expect(await controlOf(path)).toBe("public, max-age=0, must-revalidate");
    for (const path of ["/nothing", "/%"]) expect(await controlOf(path)).toBe("no-store");
    expect(await controlOf(file)).toBe("public, max-age=31536000, immutable");
  });

  it("RFC 9110 §6.6.1: is dated, and so are its 304, its 412, its redirects and what refuses it", async () => {
    const began = Math.floor(Date.now() / 1000) * 1000;
    const answers = [
      await ask(page),
      await ask(page, { "if-none-match": "*" }),
      await ask(page, { "if-match": '"x"' }),
      await ask("/News"),
      await ask("/%"),
      await ask(page, {}, "PUT"),
    ];

    expect(answers.map(({ status }) => status)).toEqual([200, 304, 412, 301, 400, 405]);
    for (const { headers } of answers) {
      const date = headers.get("date") ?? "";
      expect(new Date(date).toUTCString()).toBe(date);
      expect(Date.parse(date)).toBeGreaterThanOrEqual(began);
      expect(Date.parse(date)).toBeLessThanOrEqual(Date.now());
    }
  });
});

describe("a query", () => {
  it.each(["utm_source=x", "q=text", "", "q=%E5%BC", "a=1&a=2&%00=%", "page=2", "/../x"])(
    "RFC 9111 §2: that means nothing here splits no page: ?%s",
    async (query) => {
      for (const path of ["/", "/news", page, "/en"]) {
        const first = await ask(path);

        const second = await ask(`${path}?${query}`);

        expect([path, cacheStatus(second)]).toEqual([path, expect.stringMatching(/^edgewise; hit; detail=memory;/)]);
        expect([second.status, second.headers.get("etag")]).toEqual([200, first.headers.get("etag")]);
      }
    },
  );

  it("RFC 9110 §15.4.2: goes with a redirect only to a search, which it belongs to", async () => {
    const locationOf = async (path: string) => (await ask(path)).headers.get("location");

    expect(await locationOf("/News?q=x")).toBe("/news");
    expect(await locationOf("/Search/?q=%E5%BC%80&utm_source=x")).toBe("/search?q=%E5%BC%80&utm_source=x");
  });
});
