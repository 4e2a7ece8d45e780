// Parts of a file, as players and downloads that go on ask for them (RFC 9110 §14).

import { describe, expect, it } from "vitest";
import { app } from "../../src/app";
import { api, ORIGIN, visit } from "../api/client";
import { intercepted } from "../failing/bindings";

// Its letters take a byte each, so that a part of the text is a part of the bytes.
const text = `%PDF-1.7\n%${crypto.randomUUID()}\n`;
const size = text.length;

async function aFile(): Promise<{ path: string; etag: string }> {
  const { body } = await api("POST", "/media?name=a.pdf", text);
  return { path: body.path, etag: `"${body.hash}"` };
}

const part = async (range: string, headers: Record<string, string> = {}) => {
  const { path } = await aFile();
  const response = await visit(path, { headers: { range, ...headers } });
  return { response, status: response.status, body: new TextDecoder().decode(await response.arrayBuffer()) };
};

describe("a part of a file", () => {
  it.each([
    ["the first bytes", "bytes=0-3", 0, 4],
    ["one byte", "bytes=0-0", 0, 1],
    ["bytes in the middle", "bytes=5-9", 5, 10],
    ["all from a byte on", "bytes=9-", 9, size],
    ["the last bytes", "bytes=-7", size - 7, size],
    ["the last byte", `bytes=${size - 1}-`, size - 1, size],
    ["a range that goes beyond the end", `bytes=40-${"9".repeat(30)}`, 40, size],
    ["more last bytes than there are", "bytes=-1000", 0, size],
    ["the unit in capitals, with white space", "BYTES= 0-3 ", 0, 4],
  ])("is sent alone: %s", async (_, range, from, end) => {
    const { response, body } = await part(range);

    expect([response.status, body]).toEqual([206, text.slice(from, end)]);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-range": `bytes ${from}-${end - 1}/${size}`,
      "content-length": String(end - from),
      "content-type": "application/pdf",
      "accept-ranges": "bytes",
      "cache-control": "public, max-age=31536000, immutable",
      "x-content-type-options": "nosniff",
    });
    expect(response.headers.get("etag")).toMatch(/^"[0-9a-f]{64}"$/);
  });

  it.each([`bytes=${size}-`, "bytes=-0", `bytes=${"9".repeat(400)}-`, `bytes=${size + 1}-${size + 2}`])(
    "that lies beyond the end gets 416, which names the size: %s",
    async (range) => {
      const { response } = await part(range);

      expect([response.status, response.headers.get("content-range")]).toEqual([416, `bytes */${size}`]);
      expect(response.headers.get("cache-control")).toBe("no-store");
    },
  );

  it.each([
    ["several parts", "bytes=0-1,3-4"],
    ["an end before the beginning", "bytes=5-2"],
    ["no numbers", "bytes=-"],
    ["a unit that is none", "lines=0-1"],
    ["negative numbers", "bytes=--1"],
    ["no unit", "0-3"],
    ["numbers that are none", "bytes=0x0-0x3"],
    ["nothing", ""],
  ])("that can't be read is ignored, and the whole comes: %s", async (_, range) => {
    const { response, status, body } = await part(range);

    expect([status, body, response.headers.get("content-range")]).toEqual([200, text, null]);
    expect(response.headers.get("accept-ranges")).toBe("bytes");
  });

  it("is all that is read of it", async () => {
    const { path } = await aFile();
    const gets: unknown[] = [];
    const watched = intercepted(async (call, carryOut) => {
      const result = await carryOut();
      if (call.part === "MEDIA" && call.method === "get") gets.push(result);
      return result;
    });

    await app.request(`${ORIGIN}${path}`, { headers: { range: "bytes=2-4" } }, watched);

    expect(gets).toMatchObject([{ size, range: { offset: 2, length: 3 } }]);
  });
});

describe("If-Range", () => {
  it("gives the part of what it names, and the whole of anything else", async () => {
    const { etag } = await aFile();
    const asked = async (ifRange: string) => (await part("bytes=0-3", { "if-range": ifRange })).status;

    expect(await asked(etag)).toBe(206);
    expect(await asked(`W/${etag}`)).toBe(200);
    expect(await asked('"other"')).toBe(200);
    expect(await asked("Thu, 26 Nov 2026 12:00:00 GMT")).toBe(200);
    expect((await part(`bytes=${size}-`, { "if-range": '"other"' })).status).toBe(200);
  });

  it("comes after the other preconditions", async () => {
    const { etag } = await aFile();

    expect((await part("bytes=0-3", { "if-none-match": etag })).status).toBe(304);
    expect((await part("bytes=0-3", { "if-match": '"other"' })).status).toBe(412);
    expect((await part("bytes=0-3", { "if-match": etag, "if-range": etag })).status).toBe(206);
  });
});

describe("a range", () => {
  it("means nothing to HEAD, which says that parts can be had", async () => {
    const { path } = await aFile();

    const { status, headers } = await visit(path, { method: "HEAD", headers: { range: "bytes=0-3" } });

    expect([status, headers.get("accept-ranges"), headers.get("content-length")]).toEqual([200, "bytes", String(size)]);
  });

  it("of what there isn't gets 404", async () => {
    const path = `/media/${"0".repeat(64)}/x.mp4`;

    expect((await visit(path, { headers: { range: "bytes=0-3" } })).status).toBe(404);
  });
});
