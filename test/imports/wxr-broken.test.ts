import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readWxr } from "../../src/imports/wxr/reader";
import { FOOT, HEAD, PICTURE, wxr, wxrItem } from "./fixtures/wxr";
import { itemsOf, ofKind, readUntilBroken } from "./reading";

describe("a WordPress export that is not what it should be", () => {
  const whole = wxr({ id: 1, content: "<p>一</p>" }, PICTURE, { id: 2, content: "<p>二</p>" });

  it("gives what comes before the cut, then says that it is broken, wherever it is cut off", async () => {
    const bytes = new TextEncoder().encode(whole);
    const all = await itemsOf(readWxr, bytes);

    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: bytes.byteLength - FOOT.length }), async (end) => {
        const { items, broken } = await readUntilBroken(readWxr, bytes.slice(0, end));
        expect(broken).not.toBeNull();
        expect(items.map(({ key }) => key)).toEqual(all.slice(0, items.length).map(({ key }) => key));
      }),
      { numRuns: 60 },
    );
  });

  it("is refused where it is no XML, no RSS, or no WXR", async () => {
    expect((await readUntilBroken(readWxr, '{"db":[]}')).broken).toContain("no well-formed XML");
    expect((await readUntilBroken(readWxr, "")).broken).toContain("no well-formed XML");
    expect((await readUntilBroken(readWxr, "<html><body></body></html>")).broken).toContain("it is <html>, not <rss>");
    const rss = '<rss version="2.0"><channel><title>x</title><item><title>y</title></item></channel></rss>';
    expect(await readUntilBroken(readWxr, rss)).toEqual({
      items: [],
      broken: expect.stringContaining("wp:wxr_version"),
    });
  });

  it("forgives what old plugins left: control characters and entities of HTML", async () => {
    const odd = whole.replace("<title><![CDATA[标题 1]]></title>", "<title>a\u0008&nbsp;b</title>");

    expect(ofKind(await itemsOf(readWxr, odd), "article")[0]?.title).toBe("a b");
  });

  it("can be written in GBK", async () => {
    const gbk = Uint8Array.of(0xb1, 0xea, 0xcc, 0xe2);
    const [before = "", after = ""] = wxr({ id: 1, title: "TITLE" })
      .replace('encoding="UTF-8"', 'encoding="GBK"')
      .replace(/[^\p{ASCII}]/gu, "?")
      .split("TITLE");

    const items = await itemsOf(readWxr, await new Blob([before, gbk, after]).arrayBuffer());
    expect(ofKind(items, "article")[0]?.title).toBe("标题");
  });

  it("expands no entity, and holds no item or tree without end", async () => {
    const bomb = `<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>${HEAD.replace(/^<\?xml.*\n/, "")}`;
    const [found] = ofKind(
      await itemsOf(readWxr, `${bomb}${wxrItem({ id: 1 }).replace(/<title>.*<\/title>/, "<title>&b;</title>")}${FOOT}`),
      "article",
    );
    expect(found?.title).toBe("&b;");

    const long = new Blob([HEAD, "<item><title>", ...Array.from({ length: 9 }, () => "x".repeat(1024 * 1024))]);
    expect((await readUntilBroken(readWxr, long)).broken).toContain("8388608 characters");
    expect((await readUntilBroken(readWxr, HEAD + "<a>".repeat(100))).broken).toContain(
      "12 elements inside each other",
    );
    expect((await readUntilBroken(readWxr, `${HEAD}<!--${"x".repeat(9 * 1024 * 1024)}`)).broken).toContain(
      "characters",
    );
  });
});

it("reads 30 MB of WordPress as they come, an item at a time, and goes on where it was left", async () => {
  const item = wxrItem({ id: 1, content: "<p>一</p>", meta: { _elementor_data: "版面 ".repeat(30_000) } });
  const chunks = [HEAD, ...Array.from({ length: 150 }, () => item), FOOT].map((text) => new TextEncoder().encode(text));
  let sent = 0;
  const open = async () => {
    sent = 0;
    return new ReadableStream<Uint8Array>({
      pull(controller) {
        const chunk = chunks[sent];
        sent += 1;
        if (chunk) controller.enqueue(chunk);
        else controller.close();
      },
    });
  };
  const dump = { size: chunks.reduce((sum, { byteLength }) => sum + byteLength, 0), open };

  let articles = 0;
  const ahead: number[] = [];
  for await (const { kind } of readWxr(dump)) {
    if (kind !== "article") continue;
    articles += 1;
    ahead.push(sent - articles);
  }

  expect(dump.size).toBeGreaterThan(30 * 1024 * 1024);
  expect(articles).toBe(150);
  // Chunks that had been sent when an article came: its own, the head, and what a stream keeps ready.
  expect(Math.max(...ahead)).toBeLessThan(6);
  // Two sections and 150 posts, of which these are the last.
  expect(await Array.fromAsync(readWxr(dump, { after: 149 }))).toHaveLength(3);
});
