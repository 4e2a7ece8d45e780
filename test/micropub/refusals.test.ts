// What is refused changes nothing, says why in the form of the recommendation, and is never a 500, whatever is sent.

import { createExecutionContext } from "cloudflare:test";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { app } from "../../src/app";
import { aToken } from "../access/people";
import { api, ORIGIN, TOKEN, theRow, visit } from "../api/client";
import { fails, withFaults } from "../failing/bindings";
import { aPng } from "../site/a-png";
import { type Answered, aPost, ask, postForm, postJson, postMultipart, send } from "./client";

const state = () =>
  theRow(`select (select count(*) from articles) as articles, (select sum(version) from articles) as versions,
    (select count(*) from revisions) as revisions, (select count(*) from audit) as audit,
    (select max(id) from ledger) as ledger, (select count(*) from media) as files`);

/** Expects a refusal in the recommendation's form that names what is wrong, and nothing changed by it. */
async function expectRefusal(request: () => Promise<Answered>, status: number, error: string, described: string) {
  const before = await state();

  const answered = await request();

  expect(answered.body).toMatchObject({ error, error_description: expect.stringContaining(described) });
  expect(answered.status).toBe(status);
  expect(answered.headers.get("content-type")).toBe("application/json");
  expect(await state()).toEqual(before);
}

const aFile = (text: string, name = "x.png") => new File([text], name);
const post = (properties: Record<string, unknown>) => postJson({ type: ["h-entry"], properties });
const form = (body: string, type: string) =>
  send("/micropub", {
    method: "POST",
    headers: { authorization: `Bearer ${TOKEN}`, "content-type": type },
    body,
  });

let url = "";
const update = (changes: Record<string, unknown>) => postJson({ action: "update", url, ...changes });

beforeAll(async () => {
  url = await aPost({ content: ["Something to be changed"], category: ["kept"] });
});

describe("a refusal", () => {
  it.each<[string, () => Promise<Answered>, string]>([
    ["broken JSON", () => postJson("{"), "not JSON"],
    ["JSON that is no object", () => postJson([1]), "object"],
    ["JSON nested 1,000 deep", () => postJson("[".repeat(1000) + "]".repeat(1000)), "nested too deep"],
    ["no properties", () => postJson({ type: ["h-entry"] }), "properties"],
    ["properties that are no lists", () => post({ content: "text" }), "properties/content must be a list"],
    ["another type", () => postJson({ type: ["h-event"], properties: { name: ["x"] } }), "h-entry"],
    ["another type, by a form", () => postForm("h=card&name=x"), "h-entry"],
    ["a post that says nothing", () => postForm("h=entry"), "Nothing to show"],
    ["a post of what has no place here", () => postForm("h=entry&like-of=https://a.example/"), "Nothing to show"],
    ["two contents", () => postForm("content[]=a&content[]=b"), "content takes one value"],
    ["a content that is no text", () => post({ content: [{ url: "x" }] }), "content/0 must be a text"],
    ["a control character", () => post({ content: ["a\u0000b"] }), "content must be valid Unicode"],
    ["a name of 201 characters", () => post({ name: ["n".repeat(201)], content: ["x"] }), "name must have at most 200"],
    [
      "51 categories",
      () => post({ content: ["x"], category: Array.from({ length: 51 }, (_, n) => `${n}`) }),
      "category",
    ],
    ["a photo that is no URL", () => postForm("content=x&photo=javascript:alert(1)"), "photo"],
    ["11 photos", () => post({ content: ["x"], photo: Array.from({ length: 11 }, () => "/a.png") }), "photo takes 10"],
    ["no time", () => postForm("content=x&published=tomorrow"), "published must be a time"],
    ["a time outside the calendar", () => postForm("content=x&published=0001-01-01T00:00:00Z"), "published"],
    ["no such state", () => postForm("content=x&post-status=deleted"), "post-status/0 must be published or draft"],
    ["what not everybody may see", () => postForm("content=x&visibility=private"), "visibility/0 must be public"],
    ["no such channel", () => postForm("content=x&mp-channel=nowhere"), "mp-channel is not one of: news"],
    ["a multipart form without its boundary", () => form("x", "multipart/form-data"), "multipart form"],
    ["a multipart form that is cut off", () => form("--b\r\nContent-", "multipart/form-data; boundary=b"), "multipart"],
    ["no such action", () => postForm("action=rename&url=/news/x"), "action is one of"],
    ["an update by a form", () => postForm(`action=update&url=${url}`), "sent as JSON"],
    ["an update of nothing", () => update({}), "names nothing"],
    ["an update without a URL", () => postJson({ action: "update", replace: { content: ["x"] } }), "url is required"],
    ["values that are no lists", () => update({ replace: { content: "x" } }), "replace/content must be a list"],
    ["a deletion that is neither", () => update({ delete: "category" }), "delete must be a list of names"],
    ["a second content", () => update({ add: { content: ["more"] } }), "content takes one value"],
    ["an update that leaves nothing", () => update({ delete: ["content"] }), "Nothing to show"],
    ["an update without a time", () => update({ delete: ["published"] }), "published can't be taken away"],
    ["a deletion without a URL", () => postForm("action=delete"), "url is required"],
    ["no query", () => ask(""), "q must be one of"],
    ["an unknown query", () => ask("q=everything"), "q must be one of"],
    ["a list of too many", () => ask("q=source&limit=51"), "limit"],
    [
      "two media",
      () =>
        postMultipart(
          [
            ["file", aFile("a")],
            ["file", aFile("b")],
          ],
          MEDIA,
        ),
      "one file",
    ],
    ["media that is a text", () => postMultipart([["file", "a"]], MEDIA), "one file"],
    ["media in another part", () => postMultipart([["photo", aFile("a")]], MEDIA), "one file"],
  ])("400: %s", (_, request, described) => expectRefusal(request, 400, "invalid_request", described));

  const MEDIA = { path: "/micropub/media" };

  it.each([
    ["no article's", () => `${ORIGIN}/news/no-such-post`],
    ["another site's", () => "https://elsewhere.example/news/x"],
    ["no page's", () => `${ORIGIN}/news`],
    ["of a broken encoding", () => `${ORIGIN}/news/%ff`],
    ["no URL", () => "::"],
  ])("400: a URL that is %s, whatever is asked for", async (_, at) => {
    const wanted = { url: at() };

    for (const request of [
      () => postJson({ action: "update", ...wanted, replace: { content: ["x"] } }),
      () => postJson({ action: "delete", ...wanted }),
      () => postForm(`action=undelete&url=${encodeURIComponent(at())}`),
      () => ask(`q=source&url=${encodeURIComponent(at())}`),
    ]) {
      await expectRefusal(request, 400, "invalid_request", "not found");
    }
  });

  it.each<[number, string, () => Promise<Answered>, string]>([
    [413, "a form of over 1 MiB", () => postForm(`content=${"a".repeat(1024 * 1024)}`), "1048576"],
    [413, "a body of over 512 KiB", () => postForm(`content=${"a".repeat(512 * 1024 + 1)}`), "524288"],
    [415, "another type of content", () => form("content=x", "text/plain"), "application/json"],
    [
      415,
      "a photo that is none",
      () =>
        postMultipart([
          ["content", "x"],
          ["photo", aFile("text")],
        ]),
      "photo must be image",
    ],
    [
      415,
      "a video that is a picture",
      () =>
        postMultipart([
          ["content", "x"],
          ["video", aFile(SVG)],
        ]),
      "image/svg+xml",
    ],
    [415, "a file of an unknown type", () => postMultipart([["file", aFile("text")]], MEDIA), "image/png"],
  ])("%i: %s", (status, _, request, described) => expectRefusal(request, status, "invalid_request", described));

  it("405: another method, with those that there are", async () => {
    for (const [path, allow] of [
      ["/micropub", "GET, HEAD, POST"],
      ["/micropub/media", "POST"],
    ] as const) {
      const { status, headers, body } = await send(path, { method: "PUT" });

      expect([status, headers.get("allow"), body.error]).toEqual([405, allow, "method_not_allowed"]);
    }
  });

  it("401: no token, or an unknown one, before anything else that is wrong", async () => {
    const wrong = { authorization: "Bearer wrong" };

    await expectRefusal(() => postJson("{", {}), 401, "unauthorized", "Bearer");
    await expectRefusal(() => postJson("{", wrong), 401, "unauthorized", "unknown");
    await expectRefusal(() => postForm("content=x&access_token=wrong", {}), 401, "unauthorized", "unknown");
    await expectRefusal(() => ask("q=config", {}), 401, "unauthorized", "Bearer");
    await expectRefusal(
      () => postMultipart([["file", aFile("x")]], { ...MEDIA, headers: {} }),
      401,
      "unauthorized",
      "",
    );
  });

  it("403: a post that may not come out, whose files are not kept either", async () => {
    const headers = { authorization: `Bearer ${(await aToken("write")).text}` };
    const photo = new File([await aPng(3, 5)], "secret.png");

    const request = () =>
      postMultipart(
        [
          ["content", "x"],
          ["post-status", "published"],
          ["photo", photo],
        ],
        { headers },
      );

    await expectRefusal(request, 403, "forbidden", "publish");
  });

  it.each([
    ["none", {}],
    ["an unknown one", { authorization: "Bearer wrong" }],
  ])("401: a large form with files and, in the header, %s, without reading it", async (_, token) => {
    let read = 0;
    const chunk = new Uint8Array(64 * 1024);
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => controller.enqueue(new TextEncoder().encode(FORM_WITH_FILE)),
      pull(controller) {
        read += chunk.length;
        if (read > 8 * 1024 * 1024) controller.close();
        else controller.enqueue(chunk);
      },
    });
    const headers = { "content-type": "multipart/form-data; boundary=b", ...token };
    const request = new Request(`${ORIGIN}/micropub/media`, { method: "POST", headers, body });

    const response = await app.fetch(request, withFaults({}), createExecutionContext());

    expect(response.status).toBe(401);
    expect(read).toBeLessThan(2 * 1024 * 1024);
  });

  const FORM_WITH_FILE = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.png"\r\n\r\n';

  it("400: two tokens in a form", () =>
    expectRefusal(() => postForm("content=x&access_token=a&access_token=b", {}), 400, "invalid_request", "one value"));
});

it("503: says so in the same form where the database fails", async () => {
  const env = withFaults({ DB: fails("D1_ERROR: gone") });
  const headers = { authorization: `Bearer ${TOKEN}` };
  const body = new URLSearchParams({ content: "x" });

  for (const request of [
    new Request(`${ORIGIN}/micropub`, { method: "POST", headers, body }),
    new Request(`${ORIGIN}/micropub?q=config`, { headers }),
  ]) {
    const response = await app.fetch(request, env, createExecutionContext());

    expect([response.status, response.headers.get("retry-after")]).toEqual([503, "5"]);
    expect(await response.json()).toMatchObject({ error: "temporarily_unavailable" });
  }
});

const SVG = '<svg xmlns="http://www.w3.org/2000/svg"></svg>';

describe("whatever is sent", () => {
  const text = fc.oneof(
    fc.string({ unit: "binary", maxLength: 12 }),
    fc.constantFrom("__proto__", "constructor", "\ud800", "\u0000", "https://a.example/x.png", "2021-04-08T08:08:38Z"),
  );
  const property = fc.constantFrom(
    ...["name", "content", "summary", "category", "photo", "video", "published", "post-status", "author"],
    ...["mp-slug", "mp-channel", "mp-photo-alt", "visibility", "__proto__", "x"],
  );
  const value = fc.oneof(
    text,
    fc.json().map((json) => JSON.parse(json) as unknown),
    fc.record({ value: text, alt: text }),
  );
  const properties = fc.dictionary(property, fc.oneof(fc.array(value, { maxLength: 3 }), value), { maxKeys: 5 });
  const posted = fc.record({ type: fc.constant(["h-entry"]), properties });
  const change = fc.oneof(properties, fc.array(property), fc.jsonValue());
  const updated = fc.record({ replace: change, add: change, delete: change }, { requiredKeys: [] });
  const field = fc.tuple(fc.oneof(property, text, fc.constantFrom("h", "action", "url", "category[]")), text);

  it("as JSON or as a form is answered, and never by a 500; what it makes can be shown and read again", async () => {
    const requests = fc.oneof(
      posted.map((json) => () => postJson(json)),
      updated.map((changes) => () => update(changes)),
      fc.json().map((json) => () => postJson(json)),
      fc.array(field, { maxLength: 6 }).map((fields) => () => postForm(String(new URLSearchParams(fields)))),
      fc
        .string({ unit: "binary" })
        .map((body) => () => form(`--b\r\n${body}\r\n--b--`, "multipart/form-data; boundary=b")),
    );

    await fc.assert(
      fc.asyncProperty(requests, async (request) => {
        const { status, headers } = await request();

        expect([201, 204, 400, 413]).toContain(status);
        const made = status === 201 ? headers.get("location") : null;
        if (made === null) return;
        expect((await ask(`q=source&url=${encodeURIComponent(made)}`)).status).toBe(200);
        expect((await visit(made)).status).toBeLessThan(500);
      }),
      { numRuns: 100 },
    );
    expect((await api("GET", "/articles?limit=1")).status).toBe(200);
  });
});
