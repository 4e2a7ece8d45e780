// What a published picture says beside itself: nothing, of the place least of all.

import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cleanFile } from "../../src/media/metadata/clean";
import { api, visit } from "../api/client";
import {
  aGif,
  aJpeg,
  anAvif,
  anMp4,
  aPngWithPlace,
  aWebp,
  type Bytes,
  join,
  LATITUDE,
  WORD,
  WORD_OF_AVIF,
} from "./with-place";

const upload = (bytes: Bytes) => api("POST", "/media?name=a", bytes.buffer);

const asText = (bytes: Uint8Array) => Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
const holds = (bytes: Uint8Array, part: Uint8Array | string) =>
  asText(bytes).includes(typeof part === "string" ? part : asText(part));

const stored = async (bytes: Bytes): Promise<Bytes> => {
  const { status, body } = await upload(bytes);
  expect([200, 201]).toContain(status);
  return new Uint8Array(await (await visit(body.path)).arrayBuffer());
};

/** The orientation 6 as the only entry of Exif data. */
const TURNED = Uint8Array.of(0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0, 0, 0, 0, 0);

/** What a decoder makes of a picture, which is turned or not. */
async function pixels(bytes: Bytes): Promise<Uint8Array> {
  const made = await env.IMAGES?.input(new Blob([bytes]).stream()).output({ format: "image/png" });
  return new Uint8Array(await new Response(made?.image()).arrayBuffer());
}

const KINDS: [string, (orientation: number) => Promise<Bytes>][] = [
  ["JPEG", aJpeg],
  ["PNG", aPngWithPlace],
  ["WebP", aWebp],
];

describe("a picture that says where it was made", () => {
  it.each(KINDS)("is stored without: %s", async (_, make) => {
    const sent = await make(1);
    expect([holds(sent, LATITUDE), holds(sent, WORD)]).toEqual([true, true]);

    const kept = await stored(sent);

    expect([holds(kept, LATITUDE), holds(kept, WORD), holds(kept, "xmpmeta")]).toEqual([false, false, false]);
    expect(await pixels(kept)).toEqual(await pixels(sent));
  });

  it.each(KINDS)("is turned as it was: %s", async (_, make) => {
    const sent = await make(6);

    const { body } = await upload(sent);

    const kept = new Uint8Array(await (await visit(body.path)).arrayBuffer());
    expect([holds(kept, LATITUDE), holds(kept, WORD)]).toEqual([false, false]);
    expect(holds(kept, TURNED)).toBe(true);
    if (body.type === "image/jpeg") expect(body).toMatchObject({ width: 20, height: 40 });
    expect(await pixels(kept)).toEqual(await pixels(sent));
  });

  it("keeps the texts that an author sees, such as a title", async () => {
    expect(holds(await stored(await aPngWithPlace(1)), "A title")).toBe(true);
  });

  it("is stored without: GIF", async () => {
    const kept = await stored(aGif());

    expect([holds(aGif(), WORD), holds(kept, WORD), kept.length]).toEqual([true, false, 42]);
  });

  it("is stored without: AVIF, each byte of the picture in its place", async () => {
    const kept = await stored(anAvif());

    expect([holds(anAvif(), LATITUDE), holds(kept, LATITUDE), holds(kept, WORD_OF_AVIF)]).toEqual([true, false, false]);
    expect(kept.length).toBe(anAvif().length);
    expect(await pixels(kept)).toEqual(await pixels(anAvif()));
  });

  it("is stored without: MP4, each byte of sound and picture in its place", async () => {
    const kept = await stored(anMp4());

    for (const part of [WORD, "xyz", "+31.2178", "ISO6709", "xmpmeta"]) {
      expect([part, holds(anMp4(), part), holds(kept, part)]).toEqual([part, true, false]);
    }
    expect(asText(kept).indexOf("the sound")).toBe(asText(anMp4()).indexOf("the sound"));
  });

  it("is one file, however often it comes, with what it said or without", async () => {
    const sent = await aJpeg(8);
    const first = await upload(sent);
    const kept = new Uint8Array(await (await visit(first.body.path)).arrayBuffer());

    const [again, cleaned] = [await upload(sent), await upload(kept)];

    expect([first.status, again.status, cleaned.status]).toEqual([201, 200, 200]);
    expect(new Set([first, again, cleaned].map(({ body }) => body.hash)).size).toBe(1);
    expect(first.body.hash).toBe(new Uint8Array(await crypto.subtle.digest("SHA-256", kept)).toHex());
    expect(first.body.bytes).toBe(kept.length);
  });
});

describe("a file that is cut off", () => {
  it.each([
    ["a PNG", async () => (await aPngWithPlace(1)).slice(0, 120)],
    ["a JPEG, in its Exif data", async () => (await aJpeg(1)).slice(0, 60)],
    ["a WebP", async () => (await aWebp(1)).slice(0, -20)],
    ["a GIF", async () => aGif().slice(0, 30)],
    ["an AVIF", async () => anAvif().slice(0, 300)],
    ["an MP4", async () => anMp4().slice(0, 200)],
  ])("is refused, since nobody could say what it still holds: %s", async (_, make) => {
    const { status, body } = await upload(await make());

    expect([status, body.type]).toEqual([422, "/problems/damaged-file"]);
  });

  it("is stored where only the picture's end is missing: a JPEG", async () => {
    const whole = await aJpeg(1);
    const cut = whole.slice(0, asText(whole).lastIndexOf("\xff\xd9") - 4);

    const kept = await stored(cut);

    expect([holds(kept, LATITUDE), holds(kept, WORD)]).toEqual([false, false]);
  });
});

describe("whatever bytes come", () => {
  it("are cleaned or refused, and cleaned again the same", async () => {
    const files: [string, Bytes][] = [
      ["image/jpeg", await aJpeg(6)],
      ["image/png", await aPngWithPlace(6)],
      ["image/webp", await aWebp(6)],
      ["image/gif", aGif()],
      ["image/avif", anAvif()],
      ["video/mp4", anMp4()],
    ];
    const change = fc.record({ at: fc.nat(1500), byte: fc.integer({ min: 0, max: 255 }) });
    fc.assert(
      fc.property(fc.constantFrom(...files), fc.array(change, { maxLength: 8 }), fc.nat(60), (file, changes, cut) => {
        const [type, whole] = file;
        const bytes = whole.slice(0, cut < 40 ? whole.length : whole.length - cut);
        for (const { at, byte } of changes) bytes[12 + (at % (bytes.length - 12))] = byte;

        const cleaned = cleanFile(bytes, type);

        if (cleaned !== null) expect(cleanFile(new Uint8Array(cleaned), type)).toEqual(new Uint8Array(cleaned));
      }),
      { numRuns: 2000 },
    );
  });

  it("take no longer for being made of nothing but pieces", () => {
    const jpeg = join(
      Uint8Array.of(0xff, 0xd8),
      new Uint8Array(3_000_000).map((_, n) => (n % 2 ? 0xd0 : 0xff)),
    );
    const mp4 = new Uint8Array(3_000_000).map((_, n) => (n % 8 === 3 ? 8 : 0));

    expect(cleanFile(jpeg, "image/jpeg")?.length).toBe(jpeg.length);
    expect(cleanFile(mp4, "video/mp4")).toBeNull();
  });
});
