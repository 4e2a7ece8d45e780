// Queries, files and tokens: the server tests 600 to 805 of https://micropub.rocks, by their numbers, and what the recommendation asks beyond them.

import { beforeAll, describe, expect, it } from "vitest";
import { aToken } from "../access/people";
import { api, aSection, ORIGIN, TOKEN, visit } from "../api/client";
import { aPng } from "../site/a-png";
import { aPost, ask, createdAt, postForm, postJson, postMultipart, sourceOf } from "./client";

const GIF = Uint8Array.fromBase64("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7");

const pageAt = async (url: string) => (await visit(url)).text();
const aPicture = async (name: string) => new File([await aPng(8, 8)], name, { type: "image/png" });

/** Beside the first section. */
let other = "";

beforeAll(async () => {
  other = await aSection();
});

describe("queries", () => {
  it("600: tells the media endpoint, where posts can be syndicated to, and what else there is", async () => {
    const { status, body } = await ask("q=config");

    expect(status).toBe(200);
    expect(body).toMatchObject({
      "media-endpoint": `${ORIGIN}/micropub/media`,
      "syndicate-to": [],
      channels: [{ uid: "news", name: expect.any(String) }, { uid: other }],
      "post-types": expect.arrayContaining([{ type: "note", name: "Note" }]),
    });
  });

  it("601: tells that posts are syndicated nowhere", async () => {
    expect((await ask("q=syndicate-to")).body).toEqual({ "syndicate-to": [] });
  });

  it("602: tells all properties of a post, and its type", async () => {
    const words = { name: ["A *title*"], content: ["# Test\n\nof the source"], category: ["foo", "bar"] };
    const url = await aPost(words);

    const { body } = await ask(`q=source&url=${encodeURIComponent(url)}`);

    expect(body).toEqual({
      type: ["h-entry"],
      properties: {
        ...{ ...words, url: [url], "post-status": ["published"], "mp-slug": ["a-title"], "mp-channel": ["news"] },
        ...{ published: [expect.stringMatching(/Z$/)], updated: [expect.stringMatching(/Z$/)] },
      },
    });
  });

  it.each(["properties[]=content&properties[]=category", "properties=content&properties=category"])(
    "603: tells only the properties that are asked for: %s",
    async (asked) => {
      const url = await aPost({ content: ["Test of querying"], category: ["foo", "bar"] });

      const { body } = await ask(`q=source&${asked}&url=${encodeURIComponent(url)}`);

      expect(body).toEqual({ properties: { content: ["Test of querying"], category: ["foo", "bar"] } });
    },
  );

  it("tells, and updates, articles that no app wrote: of more pictures than a post has, and with addresses of none", async () => {
    const pictures = (urls: string[]) => urls.map((at) => `![](<${at}>)`).join("\n\n");
    for (const [body, cover, told] of [
      [pictures(Array.from({ length: 12 }, (_, n) => `/${n}.png`)), "/cover.png", 10],
      [pictures(["images/a.png", "/b.png"]), null, 1],
    ] as const) {
      const sent = { title: "By hand", section: "news", body, cover: cover && { url: cover } };
      const { url } = (await api("POST", "/articles", sent)).body;

      expect((await sourceOf(String(url))).photo).toHaveLength(told);
      expect((await postJson({ action: "update", url, add: { category: ["kept"] } })).status).toBe(204);
      expect((await ask("q=source&limit=1")).status).toBe(200);
    }
  });

  it("finds a post by any spelling of its URL, and by its short link", async () => {
    const url = await aPost({ content: ["开业 today"] });
    const { body } = await ask(`q=source&url=${encodeURIComponent(url)}`);
    const id = /reads\/(\d+)/.exec(await pageAt(url))?.[1];

    for (const other of [decodeURIComponent(url), url.toUpperCase(), `${url}/`, `${url}.md`, `${ORIGIN}/a/${id}`]) {
      expect((await ask(`q=source&url=${encodeURIComponent(other)}`)).body).toEqual(body);
    }
  });

  it("tells categories, those with a part of a name, and channels", async () => {
    await aPost({ content: ["Tagged"], category: ["indieweb", "IndieNews", "food"] });

    expect((await ask("q=category")).body.categories).toEqual(
      expect.arrayContaining(["IndieNews", "food", "indieweb"]),
    );
    expect((await ask("q=category&filter=indie")).body).toEqual({ categories: ["IndieNews", "indieweb"] });
    expect((await ask("q=channel")).body.channels).toMatchObject([{ uid: "news" }, { uid: other }]);
  });

  it("tells the newest posts, drafts too, without those that were deleted", async () => {
    const kept = await aPost({ content: ["Kept"] });
    const deleted = await aPost({ content: ["Deleted"] });
    const draft = await aPost({ content: ["Draft"], "post-status": ["draft"] });
    await postJson({ action: "delete", url: deleted });

    const of = (url: string) => ({ type: ["h-entry"], properties: { url: [url] } });
    expect((await ask("q=source&limit=2")).body).toMatchObject({ items: [of(draft), of(kept)] });
    expect((await ask("q=source&limit=1&offset=1")).body).toMatchObject({ items: [of(kept)] });
  });
});

describe("the media endpoint", () => {
  it.each([
    ["700, 701: a picture", () => aPicture("picture.png"), "png"],
    ["702: a GIF, whatever it is called", async () => new File([GIF], "x.exe"), "gif"],
  ])("%s: answers 201 with the file's URL, again for the same file", async (_, made, ending) => {
    const file = await made();
    const upload = () => postMultipart([["file", file]], { path: "/micropub/media" });

    const url = await createdAt(upload());

    expect(url).toMatch(new RegExp(`^${ORIGIN}/media/[0-9a-f]{64}/[a-z]+\\.${ending}$`));
    expect((await visit(url)).status).toBe(200);
    expect(await createdAt(upload())).toBe(url);
  });
});

describe("authentication", () => {
  it("800: takes the token in the header", async () => {
    expect((await postForm("h=entry&content=Header", { authorization: `Bearer ${TOKEN}` })).status).toBe(201);
  });

  it("801, 802: takes the token in the form, and does not store it", async () => {
    const url = await createdAt(postForm(`h=entry&content=In+the+body&access_token=${TOKEN}`, {}));

    const properties = await sourceOf(url);
    expect(properties.content).toEqual(["In the body"]);
    expect(JSON.stringify(properties)).not.toContain(TOKEN);
  });

  it("takes the token in a form with files, for the media endpoint too", async () => {
    const file = await aPicture("p.png");

    const { status } = await postMultipart(
      [
        ["access_token", TOKEN],
        ["file", file],
      ],
      { path: "/micropub/media", headers: {} },
    );

    expect(status).toBe(201);
  });

  it("803: refuses a request without a token", async () => {
    const { status, body, headers } = await postForm("h=entry&content=No", {});

    expect([status, body.error]).toEqual([401, "unauthorized"]);
    expect(headers.get("www-authenticate")).toBe('Bearer realm="edgewise"');
  });

  it("804: refuses a token that may not create posts, and names the scope that is missing", async () => {
    const { text } = await aToken("read");

    const { status, body, headers } = await postForm(`h=entry&content=No&access_token=${text}`, {});

    expect(status).toBe(401);
    expect(body).toMatchObject({ error: "insufficient_scope", scope: "create" });
    expect(headers.get("www-authenticate")).toContain('error="insufficient_scope", scope="create"');
  });

  it("makes a draft of what a token for drafts sends, which may not publish or delete it", async () => {
    const bearer = { authorization: `Bearer ${(await aToken("write")).text}` };

    const url = await createdAt(postForm("h=entry&content=Only+a+draft", bearer));
    const answers = [
      await postForm("h=entry&content=Out+with+it&post-status=published", bearer),
      await postJson({ action: "update", url, replace: { "post-status": ["published"] } }, bearer),
      await postJson({ action: "delete", url }, bearer),
      await postJson({ action: "update", url, replace: { content: ["A better draft"] } }, bearer),
    ];

    expect(answers.map(({ status, body }) => [status, body.error])).toEqual([
      ...[
        [403, "forbidden"],
        [403, "forbidden"],
        [401, "insufficient_scope"],
      ],
      [204, undefined],
    ]);
    expect(await sourceOf(url)).toMatchObject({ content: ["A better draft"], "post-status": ["draft"] });
  });

  it("805: refuses a token in both places", async () => {
    const { status, body } = await postForm(`h=entry&content=Both&access_token=${TOKEN}`);

    expect([status, body.error]).toEqual([400, "invalid_request"]);
  });
});

describe("discovery", () => {
  it.each(["/", "/news", "/no-such-page"])(
    "%s names the endpoint in its head, and in a header for HEAD",
    async (path) => {
      const response = await visit(path, { method: "HEAD" });

      expect(response.headers.get("link")).toContain('</micropub>; rel="micropub"');
      expect(await pageAt(path)).toContain('<link rel="micropub" href="/micropub"/>');
    },
  );
});
