// The share image of a page that has no picture: drawn once, only of what readers may see, and never in the page's way.

import { env } from "cloudflare:workers";
import { imageSize } from "image-size";
import { beforeAll, describe, expect, it } from "vitest";
import { app } from "../../src/app";
import { piecesOf } from "../../src/drawing/break-text";
import { drawShareCard } from "../../src/drawing/share-card";
import type { Env } from "../../src/env";
import { ShareImages } from "../../src/media/share-images";
import { api, aSection, change, ORIGIN, publish, visit } from "../api/client";
import { fails, hangs, withFaults } from "../failing/bindings";

/** Of an article's, a section's or the home page's head. */
async function sharedBy(path: string): Promise<{ image: string; square: string; html: string }> {
  const html = await (await visit(path)).text();
  const [, image = ""] = /<meta property="og:image" content="http:\/\/site\.test([^"]*)"/.exec(html) ?? [];
  const [, square = ""] = /<body><div hidden=""><img src="([^"]*)"/.exec(html) ?? [];
  return { image, square, html };
}

const pathOf = ({ url }: { url: string }) => new URL(url).pathname;
const statusOf = async (path: string) => (await visit(path)).status;
const otherHash = (image: string) => image.replace(/[0-9a-f]{16}(?=\.png)/, "0".repeat(16));

const ask = (behind: Env, path: string) =>
  app.request(`${ORIGIN}${path}`, {}, behind, { waitUntil() {}, passThroughOnException() {}, props: {} });

const readType = async (name: string) => (await env.TYPE.fetch(`https://type.invalid/${name}`)).arrayBuffer();
const aCard = (title: string) => ({
  ...{ title, lang: "zh-CN", brand: "远岸仪器", section: "行业资讯", note: "2026年11月26日", host: "news.example" },
});

let section: string;
beforeAll(async () => {
  section = await aSection();
});

describe("a page without a picture", () => {
  it("is shared with a wide one of its title, and has a square one for WeChat that no reader loads", async () => {
    const { image, square, html } = await sharedBy(pathOf(await publish({ section, title: "水位回落" })));

    const [wide, small] = await Promise.all([visit(image), visit(square)]);
    expect(Object.fromEntries(wide.headers)).toMatchObject({
      "content-type": "image/png",
      "cache-control": "public, max-age=31536000, immutable",
      "x-content-type-options": "nosniff",
      "content-security-policy": expect.stringContaining("default-src 'none'"),
    });
    expect(imageSize(await wide.bytes())).toMatchObject({ width: 1200, height: 630, type: "png" });
    expect(imageSize(await small.bytes())).toMatchObject({ width: 600, height: 600, type: "png" });
    for (const tag of [
      'type" content="image/png',
      'width" content="1200',
      'height" content="630',
      'alt" content="水位回落',
    ])
      expect(html).toContain(`<meta property="og:image:${tag}"/>`);
    expect(html).toContain('<meta name="twitter:card" content="summary_large_image"/>');
    expect(html).toContain(`<img src="${square}" alt="" width="600" height="600" loading="lazy"/>`);
    expect(html).toContain(`"image":["${ORIGIN}${image}"]`);
  });

  it("may be the home page, a section or a standing page, in each language", async () => {
    const about = { slug: "about-shares", place: null, title: { "zh-CN": "关于" }, body: { "zh-CN": "文。" } };
    expect((await api("PUT", "/pages", { items: [about] })).status).toBe(200);

    for (const path of ["/", "/en", `/${section}`, "/about-shares"]) {
      const { image, square } = await sharedBy(path);
      expect([image, square], path).toEqual(Array(2).fill(expect.stringMatching(/^\/share\/(?:home|section|page)/)));
      expect([await statusOf(image), await statusOf(square)], path).toEqual([200, 200]);
    }
  });

  it("has another address when what is on it changes; the old one leads to it", async () => {
    const article = await publish({ section, title: "旧题" });
    const old = await sharedBy(pathOf(article));

    await change(article.id, { title: "新题" });

    const { image } = await sharedBy(pathOf(article));
    expect(image).not.toBe(old.image);
    const moved = await visit(old.image);
    expect([moved.status, moved.headers.get("location"), moved.headers.get("cache-control")]).toEqual([
      302,
      image,
      "no-store",
    ]);
  });
});

describe("a share image", () => {
  it("is never of what readers may not see", async () => {
    const { body: draft } = await api("POST", "/articles", { title: "秘密", section, body: "文。", status: "draft" });
    const article = await publish({ section });
    const { image } = await sharedBy(pathOf(article));
    await api("DELETE", `/articles/${article.id}`);

    expect(await statusOf(`/share/${draft.id}-0123456789abcdef.png`)).toBe(404);
    expect(await statusOf(image)).toBe(410);
    for (const name of [
      "999999-0123456789abcdef.png",
      "home.fr-0123456789abcdef.png",
      "section9999.en-0123456789abcdef.png",
      "x.png",
    ])
      expect(await statusOf(`/share/${name}`), name).toBe(404);
    expect((await env.MEDIA.list({ prefix: `share/${draft.id}-` })).objects).toEqual([]);
  });

  it("is not in the preview of a draft", async () => {
    const { body: draft } = await api("POST", "/articles", { title: "秘密", section, body: "文。", status: "draft" });
    const { body: link } = await api("POST", `/articles/${draft.id}/preview`, {});

    const html = await (await visit(pathOf(link))).text();

    expect(html).toContain("秘密");
    expect(html).not.toMatch(/og:image|\/share\//);
  });

  it("is drawn under its right name alone, and then kept", async () => {
    const { image } = await sharedBy(pathOf(await publish({ section })));

    expect(await statusOf(otherHash(image))).toBe(302);
    expect((await env.MEDIA.list({ prefix: image.slice(1, -20) })).objects).toEqual([]);
    const bytes = await (await visit(image)).arrayBuffer();

    await expect.poll(async () => (await env.MEDIA.head(image.slice(1)))?.size).toBe(bytes.byteLength);
    const etag = (await visit(image)).headers.get("etag") ?? "";
    expect((await visit(image, { headers: { "if-none-match": etag } })).status).toBe(304);
    expect((await visit(image, { method: "HEAD" })).headers.get("content-length")).toBe(String(bytes.byteLength));
  });

  it("is drawn once by many who ask at once, and always the same", async () => {
    let indexReads = 0;
    const TYPE = {
      fetch: (url: string) => {
        if (url.endsWith("index.bin")) indexReads += 1;
        return env.TYPE.fetch(url);
      },
    } as unknown as Fetcher;
    const wanted = { key: `share/test-${crypto.randomUUID()}`, card: aCard("同一张图"), shape: "wide" as const };
    const images = new ShareImages();
    const asking = { clock: Date.now, waitUntil: () => {} };

    const all = await Promise.all(Array.from({ length: 8 }, () => images.image({ ...env, TYPE }, wanted, asking)));

    expect(indexReads).toBe(1);
    for (const one of all) expect(one).toEqual(await drawShareCard(wanted.card, "wide", readType));
  });

  it("comes where R2 hangs or fails, within its limit; and without the typeface nothing but it is missing", async () => {
    const path = pathOf(await publish({ section }));
    const { image, square } = await sharedBy(path);
    const began = Date.now();

    expect((await ask(withFaults({ MEDIA: hangs }), image)).status).toBe(200);
    expect(Date.now() - began).toBeLessThan(4_000);
    expect((await ask(withFaults({ MEDIA: fails("R2 is down") }), square)).status).toBe(200);
    const TYPE = { fetch: async () => new Response(null, { status: 404 }) } as unknown as Fetcher;
    const other = await sharedBy(pathOf(await publish({ section })));
    const failed = await ask({ ...env, TYPE }, other.image);
    expect([failed.status, failed.headers.get("cache-control")]).toEqual([503, "no-store"]);
    expect((await ask({ ...env, TYPE }, path)).status).toBe(200);
  });

  it.each([
    ["a script", '<script>alert("1")</script>'],
    ["two hundred emoji", "👨‍👩‍👧😀".repeat(100)],
    ["right to left", "مرحبا بالعالم \u202eשלום"],
    ["rare characters", "𠮷野家𠀀𪚥的故事"],
    ["a word without an end", "A".repeat(200)],
    ["marks without letters", "\u0301\u0301\u200d\ufe0f"],
    ["private and unassigned ones", "\ue001\u{e0041}\u{10ffff}水"],
    ["punctuation alone", "——……《》“”"],
    ["nothing", ""],
  ])("can be of %s", async (_, title) => {
    const card = { ...aCard(title), brand: title, host: title };

    for (const shape of ["wide", "square"] as const)
      expect(imageSize(await drawShareCard(card, shape, readType)).type).toBe("png");
  });
});

describe("a title's line", () => {
  const pieces = (text: string, lang = "zh-CN") => piecesOf(text, lang).map(({ text }) => text);

  it("never begins with what closes, nor ends with what opens", () => {
    const all = pieces("城市供水（含农村），“智慧”平台：上线！——访《水法》修订者、3%的人");

    for (const piece of all) {
      expect(piece).not.toMatch(/^[），”：！》、%]/);
      expect(piece).not.toMatch(/[（“《—]$/);
    }
    expect(all).toEqual(expect.arrayContaining(["（含农村），", "《水法》", "平台："]));
  });

  it("keeps words, numbers with their units, and hyphenated parts whole", () => {
    expect(pieces("2026年300万用户")).toEqual(expect.arrayContaining(["2026年", "300万"]));
    expect(pieces("State-of-the-art don’t", "en")).toEqual(["State-", "of-", "the-", "art", "don’t"]);
  });
});
