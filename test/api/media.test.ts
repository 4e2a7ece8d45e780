// Files: stored once under the hash of their bytes, known by their content, served for ever.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { aPng } from "../site/a-png";
import { api, publish, rows, theValue, visit } from "./client";

const base64 = (text: string) => Uint8Array.fromBase64(text).buffer;
const utf8 = (text: string) => new TextEncoder().encode(text).buffer;

/** Images of 1 × 1 pixels, but for the JPEG: 2 wide, 1 high, and lying on its side by its EXIF orientation, 6. */
const PNG = base64("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==");
const GIF = base64("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");
const WEBP = base64("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA");
const JPEG = Uint8Array.of(
  ...[0xff, 0xd8, 0xff, 0xe1, 0x00, 0x22, 0x45, 0x78, 0x69, 0x66, 0x00, 0x00, 0x4d, 0x4d, 0x00, 0x2a],
  ...[0x00, 0x00, 0x00, 0x08, 0x00, 0x01, 0x01, 0x12, 0x00, 0x03, 0x00, 0x00, 0x00, 0x01, 0x00, 0x06],
  ...[0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0xff, 0xc0, 0x00, 0x11, 0x08, 0x00, 0x01, 0x00, 0x02, 0x03],
  ...[0x01, 0x11, 0x00, 0x02, 0x11, 0x01, 0x03, 0x11, 0x01, 0xff, 0xd9],
).buffer;

const upload = (bytes: ArrayBuffer, name: string, type = "application/octet-stream") =>
  api("POST", `/media?name=${encodeURIComponent(name)}`, bytes, { "content-type": type });

describe("POST /api/media", () => {
  it.each([
    ["image/png", "png", PNG, 1, 1],
    ["image/gif", "gif", GIF, 1, 1],
    ["image/webp", "webp", WEBP, 1, 1],
    ["image/jpeg", "jpg", JPEG, 1, 2],
    ["application/pdf", "pdf", utf8("%PDF-1.7\n%âãÏÓ\n"), null, null],
  ])(
    "knows a file by its content, not by its name or the type that was said: %s",
    async (type, ending, bytes, width, height) => {
      const { status, headers, body } = await upload(bytes, "照片 1.html", "text/html");

      expect(status).toBe(201);
      expect(body).toMatchObject({ type, bytes: bytes.byteLength, width, height, name: `照片-1.${ending}` });
      expect(body.hash).toMatch(/^[0-9a-f]{64}$/);
      expect(body.path).toBe(`/media/${body.hash}/${encodeURIComponent(body.name)}`);
      expect([body.url, headers.get("location")]).toEqual([`http://site.test${body.path}`, body.url]);
      const file = await visit(body.path);
      expect([file.status, file.headers.get("content-type")]).toEqual([200, type]);
      expect(await file.arrayBuffer()).toEqual(bytes);
    },
  );

  it("stores the same file once, and answers 200 with where it is, whatever it is called the second time", async () => {
    const bytes = await aPng(1, 1);
    const first = await upload(bytes, "one.png");

    const second = await upload(bytes, "two.png");

    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.body).toEqual(first.body);
    expect(await theValue("select count(*) from media where hash = ?", first.body.hash)).toBe(1);
  });

  it("stores a file once that arrives ten times at the same moment", async () => {
    const bytes = await aPng(1, 1);

    const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => upload(bytes, `${n}.png`)));

    const paths = new Set(answers.map(({ body }) => body.path));
    expect(paths.size).toBe(1);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  });

  it.each([
    ["HTML", "<!doctype html><script>alert(1)</script>"],
    ["XML", '<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"/>'],
    ["HTML with a drawing", "<!doctype html><p><svg></svg><script>alert(1)</script>"],
    ["text", "Just text."],
    ["a program", "MZ\u0090\u0000"],
    ["nothing", ""],
  ])("answers 415 to what is not taken, and names what is: %s", async (_, text) => {
    const { status, body } = await upload(utf8(text), "photo.png", "image/png");

    expect([status, body.type]).toEqual([415, "/problems/unsupported-media-type"]);
    expect(body.detail).toContain("image/png");
  });

  it("says to whoever sends a file in a form how it is sent", async () => {
    const { status, body } = await upload(utf8("--x\r\n\r\n\r\n--x--"), "photo.png", "multipart/form-data; boundary=x");

    expect([status, body.detail]).toEqual([415, expect.stringContaining("curl --data-binary @photo.jpg")]);
  });

  it("answers 413 over 25 MiB, and names the limit", async () => {
    const { status, body } = await upload(new ArrayBuffer(25 * 1024 * 1024 + 1), "big.png");

    expect([status, body.type]).toEqual([413, "/problems/too-large"]);
    expect(body.detail).toContain("26214400");
  });

  it.each([
    ["", "file.png"],
    ["../../etc/passwd", "passwd.png"],
    ["a\u0000b\ud800.png", "a-b.png"],
    [`${"长".repeat(300)}.jpeg`, `${"长".repeat(80)}.png`],
    [".png", "file.png"],
  ])("makes a name that can stand in an address: %j", async (name, stored) => {
    expect((await upload(await aPng(1, 1), name.toWellFormed())).body.name).toBe(stored);
  });

  it("gives an article's images and cover their size, which outlives a change of the text", async () => {
    const { body } = await upload(await aPng(1, 1), "photo.png");
    const article = await publish({ body: `![](${body.path})`, cover: { url: body.path } });

    await api("PATCH", `/articles/${article.id}`, { body: "No image here." });

    const cover = JSON.parse(await theValue<string>("select cover from articles where id = ?", article.id));
    expect(cover).toEqual({ url: body.path, alt: "", width: 1, height: 1 });
  });

  it("lists nothing that is not there: the file comes before its row", async () => {
    const { body } = await upload(await aPng(1, 1), "photo.png");

    const listed = await rows("select hash, by from media where hash = ?", body.hash);

    expect(listed).toEqual([{ hash: body.hash, by: "ADMIN_TOKEN" }]);
    expect(await env.MEDIA.head(body.hash)).not.toBeNull();
  });
});

describe("GET /media/{hash}/{name}", () => {
  it("is immutable, of its true type, and never sniffed", async () => {
    const { body } = await upload(await aPng(1, 1), "photo.png");

    const { headers } = await visit(body.path);

    expect(Object.fromEntries(headers)).toMatchObject({
      "content-type": "image/png",
      "cache-control": "public, max-age=31536000, immutable",
      "x-content-type-options": "nosniff",
      "content-security-policy": expect.stringContaining("default-src 'none'"),
    });
    expect(headers.get("etag")).toMatch(/^"/);
  });

  it("answers HEAD without the bytes, and a known ETag with 304", async () => {
    const { body } = await upload(await aPng(1, 1), "photo.png");

    const head = await visit(body.path, { method: "HEAD" });
    const etag = head.headers.get("etag") ?? "";
    const known = await visit(body.path, { headers: { "if-none-match": etag } });
    const other = await visit(body.path, { headers: { "if-none-match": '"other"' } });

    expect([head.status, head.headers.get("content-length"), await head.text()]).toEqual([200, String(body.bytes), ""]);
    expect([known.status, known.headers.get("etag"), await known.text()]).toEqual([304, etag, ""]);
    expect([other.status, (await other.arrayBuffer()).byteLength]).toEqual([200, body.bytes]);
  });

  it.each([
    `/media/${"0".repeat(64)}/photo.png`,
    "/media/abc/photo.png",
    `/media/${"0".repeat(63)}/photo.png`,
    "/media",
  ])("answers 404 for what is no file: %s", async (path) => {
    expect((await visit(path)).status).toBe(404);
  });
});
