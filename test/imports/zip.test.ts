import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readMarkdown } from "../../src/imports/markdown/reader";
import { folder, zip } from "./fixtures/zip";
import { dumped, itemsOf, ofKind, readUntilBroken } from "./reading";

const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47);

describe("a ZIP that is not what it should be", () => {
  it("takes no name that leads out, no link, no archive, nothing encrypted and nothing twice", async () => {
    const items = await itemsOf(
      readMarkdown,
      await zip(
        { name: "../out.md", content: "x" },
        { name: "/etc/passwd.md", content: "x" },
        { name: "c:\\x.md", content: "x" },
        { name: "a\\..\\..\\x.md", content: "x" },
        { name: "link.md", content: "/etc/passwd", mode: 0o120777 },
        { name: "more.zip", content: "PK" },
        { name: "secret.md", content: "x".repeat(13), size: 1, encrypted: true },
        { name: "odd.md", content: "x", method: 99, size: 1 },
        { name: "a.md", content: "一" },
        { name: "a.md", content: "二" },
        { name: "__MACOSX/._a.md", content: "x" },
        { name: ".DS_Store", content: "x" },
      ),
    );

    expect(ofKind(items, "article")).toMatchObject([{ key: "markdown:a.md", body: "一" }]);
    expect(ofKind(items, "problem").map(({ detail }) => detail)).toEqual([
      "../out.md: its name leads out of the ZIP",
      "/etc/passwd.md: its name is an absolute path",
      "c:\\x.md: its name is an absolute path",
      "a\\..\\..\\x.md: its name leads out of the ZIP",
      "link.md: it is a symbolic link",
      "more.zip: it is an archive itself",
      "secret.md: it is encrypted",
      "odd.md: it is compressed in an unknown way",
      "a.md: there are two of that name",
    ]);
  });

  it("unpacks no bomb, told or not", async () => {
    const zeros = new Uint8Array(2 * 1024 * 1024);
    const items = await itemsOf(
      readMarkdown,
      await zip(
        { name: "told.md", content: zeros, deflate: true },
        { name: "untold.md", content: zeros, deflate: true, size: 10 },
        { name: "large.png", content: "x", deflate: true, size: 26 * 1024 * 1024 },
      ),
    );

    expect(ofKind(items, "problem").map(({ key, detail }) => `${key} ${detail}`)).toEqual([
      "markdown:untold.md The file is damaged",
      "markdown:told.md told.md: it shrinks too well to be a text or a picture",
      "markdown:large.png large.png: it has 27262976 bytes, more than 26214400",
    ]);
    const many = await zip(
      ...Array.from({ length: 90 }, (_, n) => ({
        name: `${n}.png`,
        content: "x",
        deflate: true,
        size: 24 * 1024 * 1024,
      })),
    );
    expect((await readUntilBroken(readMarkdown, many)).broken).toContain("take over");
  });

  it("is broken, and nothing else, wherever it is cut off or changed", async () => {
    const whole = await folder({ "content/posts/a.md": "---\ntitle: 甲\n---\n![](a.png)", "content/posts/a.png": PNG });

    expect((await readUntilBroken(readMarkdown, "")).broken).toContain("no ZIP");
    expect((await readUntilBroken(readMarkdown, "<rss>".repeat(10))).broken).toContain("no ZIP");
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.byteLength - 1), async (end) => {
        expect((await readUntilBroken(readMarkdown, whole.slice(0, end))).broken).not.toBeNull();
      }),
      { numRuns: 25 },
    );
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.byteLength - 1), fc.nat(255), async (at, value) => {
        await readUntilBroken(readMarkdown, whole.with(at, value));
      }),
      { numRuns: 60 },
    );
  });

  it("costs few calls however many texts it holds, and a dump that can't be had is no broken dump", async () => {
    const blob = new Blob([
      await zip(...Array.from({ length: 300 }, (_, n) => ({ name: `posts/${n}.md`, content: `# ${n}` }))),
    ]);
    const whole = dumped(blob);
    let calls = 0;
    const counted = {
      ...whole,
      open: (range?: { offset: number; length: number }) => {
        calls += 1;
        return whole.open(range);
      },
    };

    expect(await Array.fromAsync(readMarkdown(counted))).toHaveLength(301);
    expect(calls).toBe(1);
    const away = new Error("R2 is away");
    await expect(Array.fromAsync(readMarkdown({ ...whole, open: () => Promise.reject(away) }))).rejects.toBe(away);
  });
});
