// An image in the width that a screen needs: made once, kept, and never in the way of the image itself.

import { env } from "cloudflare:workers";
import { imageSize } from "image-size";
import { describe, expect, it } from "vitest";
import { app } from "../../src/app";
import type { Env } from "../../src/env";
import { api, aSection, ORIGIN, publish, visit } from "../api/client";
import { fails, hangs, only, withFaults } from "../failing/bindings";
import { aPng } from "./a-png";

async function upload(width: number, height: number): Promise<{ path: string; hash: string; bytes: ArrayBuffer }> {
  const bytes = await aPng(width, height);
  const { body } = await api("POST", "/media?name=wide.png", bytes, { "content-type": "image/png" });
  return { path: String(body.path), hash: body.hash, bytes };
}

const sizeOf = async (response: Response) => {
  const { width, height, type } = imageSize(new Uint8Array(await response.arrayBuffer()));
  return { width, height, type };
};

const ask = (behind: Env, path: string) =>
  app.request(`${ORIGIN}${path}`, {}, behind, { waitUntil() {}, passThroughOnException() {}, props: {} });

describe("an image", () => {
  it("comes at most as wide as it is asked for, immutable, with a validator of its own", async () => {
    const { path, hash } = await upload(1000, 500);

    const response = await visit(`${path}?w=640`);

    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "content-type": "image/webp",
      "cache-control": "public, max-age=31536000, immutable",
      "x-content-type-options": "nosniff",
      etag: `"${hash}-640"`,
    });
    expect(await sizeOf(response)).toEqual({ width: 640, height: 320, type: "webp" });
    expect((await visit(`${path}?w=640`, { headers: { "if-none-match": `"${hash}-640"` } })).status).toBe(304);
    expect((await visit(`${path}?w=640`, { headers: { "if-none-match": `"${hash}"` } })).status).toBe(200);
    expect(await sizeOf(await visit(`${path}?w=1920`))).toEqual({ width: 1000, height: 500, type: "webp" });
  });

  it("is scaled once: from then on it comes from where it is kept", async () => {
    const { path, hash } = await upload(700, 20);
    const first = await (await visit(`${path}?w=320`)).arrayBuffer();

    await expect.poll(async () => (await env.MEDIA.head(`${hash}/320`))?.size).toBe(first.byteLength);
    const { IMAGES: _, ...without } = env;
    const again = await ask(without, `${path}?w=320`);
    expect([again.status, await again.arrayBuffer()]).toEqual([200, first]);
  });

  it.each(["300", "0", "-1", "1e3", "640px", ""])(
    "has no version of the width %j: the image itself comes",
    async (w) => {
      const { path, bytes } = await upload(400, 4);

      const response = await visit(`${path}?w=${w}`);

      expect([response.status, response.headers.get("content-type")]).toEqual([200, "image/png"]);
      expect(await response.arrayBuffer()).toEqual(bytes);
    },
  );

  it("comes whole, and is soon asked for again, where nothing can scale it", async () => {
    const { path, bytes } = await upload(400, 4);
    const { IMAGES: _, ...without } = env;
    const failing = {
      ...env,
      IMAGES: {
        ...env.IMAGES,
        input: () => {
          throw new Error("9432");
        },
      },
    } as unknown as Env;

    for (const behind of [without, failing]) {
      const response = await ask(behind, `${path}?w=320`);
      expect([response.status, response.headers.get("cache-control")]).toEqual([200, "public, max-age=300"]);
      expect(await response.arrayBuffer()).toEqual(bytes);
    }
  });

  it("comes whole, too, where what scales it hangs", async () => {
    const { path, bytes } = await upload(400, 4);
    const hanging = {
      ...env,
      IMAGES: { ...env.IMAGES, input: () => ({ transform: () => ({ output: () => new Promise(() => {}) }) }) },
    } as unknown as Env;

    const response = await ask(hanging, `${path}?w=320`);

    expect([response.status, response.headers.get("cache-control")]).toEqual([200, "public, max-age=300"]);
    expect(await response.arrayBuffer()).toEqual(bytes);
  });

  it("is answered 503 in every width where R2 hangs", async () => {
    const { path } = await upload(400, 4);
    const hanging = withFaults({ MEDIA: hangs });

    const asked = [ask(hanging, path), ask(hanging, `${path}?w=320`)];

    expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([503, 503]);
  });

  it("is scaled also where its version can't be kept", async () => {
    const { path } = await upload(400, 4);

    const response = await ask(withFaults({ MEDIA: only("put", fails("R2 is down")) }), `${path}?w=320`);

    expect(response.status).toBe(200);
    expect((await sizeOf(response)).width).toBe(320);
  });

  it("that there isn't answers 404 in every width", async () => {
    const path = `/media/${"0".repeat(64)}/x.png`;

    expect([(await visit(`${path}?w=640`)).status, (await visit(path)).status]).toEqual([404, 404]);
  });
});

describe("a page", () => {
  it("offers a text's image in every width below its own, whatever the text says of that", async () => {
    const { path } = await upload(1000, 500);
    const { url } = await publish({
      body: `![A](${path})\n\n<img src="${path}" srcset="https://evil.example/x.png 2x" sizes="1px">`,
    });

    const html = await (await visit(new URL(url).pathname)).text();

    const srcset = `${path}?w=320 320w, ${path}?w=640 640w, ${path}?w=960 960w, ${path} 1000w`;
    expect(html.match(/srcset="[^"]*"/g)).toEqual([`srcset="${srcset}"`, `srcset="${srcset}"`]);
    expect(html.match(/sizes="[^"]*"/g)).toEqual(Array(2).fill('sizes="(min-width: 48rem) 48rem, 100vw"'));
  });

  it("offers a small image, or another site's, as it is", async () => {
    const { path } = await upload(300, 300);
    const { url } = await publish({ body: `![A](${path}) ![B](https://other.example${path})` });

    expect(await (await visit(new URL(url).pathname)).text()).not.toContain("srcset");
  });
});

describe("a cover", () => {
  it("comes in the width of its place: an article's page, and lists", async () => {
    const { path } = await upload(1000, 500);
    const { url, section } = await publish({ section: await aSection(), cover: { url: path, alt: "A" } });
    const srcset = `srcset="${path}?w=320 320w, ${path}?w=640 640w, ${path}?w=960 960w, ${path} 1000w"`;

    const article = await (await visit(new URL(url).pathname)).text();
    const list = await (await visit(`/${section}`)).text();

    expect(article).toContain(`${srcset} sizes="(min-width: 48rem) 48rem, 100vw"`);
    expect(list).toContain(`${srcset} sizes="12rem"`);
  });
});
