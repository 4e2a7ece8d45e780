// Posts: the server tests 100 to 500 of https://micropub.rocks, by their numbers, and what the recommendation asks beyond them.

import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { joinBody, splitBody } from "../../src/micropub/body";
import { aSection, ORIGIN, visit } from "../api/client";
import { aPng } from "../site/a-png";
import { aPost, createdAt, postForm, postJson, postMultipart, sourceOf } from "./client";

const SUNSET = "https://photos.example.com/sunset.jpg";
const CITY = "https://photos.example.com/city-at-night.jpg";

const pageAt = async (url: string) => (await visit(url)).text();
const update = (url: string, changes: Record<string, unknown>) => postJson({ action: "update", url, ...changes });
const aPicture = async (name: string) => new File([await aPng(8, 8)], name, { type: "image/png" });

/** Beside the first section. */
let other = "";

beforeAll(async () => {
  other = await aSection();
});

describe("creating a post by a form", () => {
  it("100: creates an h-entry, titled by its beginning, at the absolute URL that Location names", async () => {
    const url = await createdAt(postForm("h=entry&content=Micropub+test+of+creating+a+basic+h-entry"));

    expect(url).toBe(`${ORIGIN}/news/micropub-test-of-creating-a-basic-h-entry`);
    expect(await pageAt(url)).toContain("<p>Micropub test of creating a basic h-entry</p>");
  });

  it("101: takes several categories, as category[]", async () => {
    const url = await createdAt(postForm("h=entry&content=Two+categories&category[]=test1&category[]=test2"));

    expect((await sourceOf(url)).category).toEqual(["test1", "test2"]);
  });

  it("104: shows a photo that is referenced by its URL", async () => {
    const url = await createdAt(postForm(`h=entry&content=A+sunset&photo=${encodeURIComponent(SUNSET)}`));

    expect(await pageAt(url)).toContain(`src="${SUNSET}"`);
    expect((await sourceOf(url)).photo).toEqual([SUNSET]);
  });

  it("107: takes one category without brackets", async () => {
    const url = await createdAt(postForm("h=entry&content=One+category&category=test1"));

    expect((await sourceOf(url)).category).toEqual(["test1"]);
  });
});

describe("creating a post by JSON", () => {
  it("200, 201: creates an h-entry with several categories", async () => {
    const url = await aPost({ content: ["Made of JSON"], category: ["test1", "test2"] });

    expect(await sourceOf(url)).toMatchObject({ content: ["Made of JSON"], category: ["test1", "test2"] });
  });

  it("202: shows HTML as HTML", async () => {
    const html = "<p>This post has <b>bold</b> and <i>italic</i> text.</p>";

    const url = await aPost({ content: [{ html }] });

    expect(await pageAt(url)).toContain("has <b>bold</b> and <i>italic</i> text");
    expect((await sourceOf(url)).content).toEqual([{ html }]);
  });

  it("203, 206: shows every photo that is referenced by its URL", async () => {
    const url = await aPost({ content: ["A city at night, and a sunset."], photo: [SUNSET, CITY] });

    const page = await pageAt(url);

    expect(page).toContain(`src="${SUNSET}"`);
    expect(page).toContain(`src="${CITY}"`);
    expect(await sourceOf(url)).toMatchObject({ content: ["A city at night, and a sunset."], photo: [SUNSET, CITY] });
  });

  it("204: creates a post without the nested object that it has no place for, at the time that it names", async () => {
    const checkin = { type: ["h-card"], properties: { name: ["Los Gorditos"], latitude: [45.5] } };
    const published = ["2017-05-31T12:03:36-0700"];

    const url = await aPost({ published, content: ["Lunch meeting"], checkin: [checkin] });

    expect(await sourceOf(url)).toMatchObject({ content: ["Lunch meeting"], published: ["2017-05-31T19:03:36Z"] });
  });

  it("205: shows a photo with its alt text, in the text as on the cover", async () => {
    const first = { value: SUNSET, alt: 'Photo of a "sunset" & sea' };
    const second = { value: CITY, alt: "A [city]* at\\night" };

    const url = await aPost({ content: ["Two photos"], photo: [first, second] });

    const page = await pageAt(url);
    expect(page).toContain('alt="Photo of a &quot;sunset&quot; &amp; sea"');
    expect(page).toContain('alt="A [city]* at\\night"');
    expect((await sourceOf(url)).photo).toEqual([first, second]);
  });

  it("keeps pictures and recordings beside HTML too", async () => {
    const photo = [SUNSET, { value: CITY, alt: 'Lights & "more"' }];
    const [video, audio] = [["https://films.example.com/a.mp4"], ["https://films.example.com/a.mp3"]];

    const url = await aPost({ content: [{ html: "<p>All of it</p>" }], photo, video, audio });

    expect(await sourceOf(url)).toMatchObject({ content: [{ html: "<p>All of it</p>" }], photo, video, audio });
    expect(await pageAt(url)).toMatch(/<video [^>]*a\.mp4.*<audio [^>]*a\.mp3/s);
  });

  it("finds pictures and recordings below a text again, whatever they show and the text says", () => {
    const alt = fc.string({ unit: "grapheme" }).map((text) => text.replace(/\s+/gu, " ").trim());
    const photo = fc.record({
      kind: fc.constant("photo" as const),
      url: fc.constantFrom("/media/a/b.png", SUNSET),
      alt,
    });
    const film = fc.record({
      kind: fc.constant("video" as const),
      url: fc.constant("/f.mp4?a&b"),
      alt: fc.constant(""),
    });
    const attached = fc.array(fc.oneof(photo, film), { maxLength: 3 });

    fc.assert(
      fc.property(fc.constantFrom("markdown", "html"), fc.string(), attached, (format, text, media) => {
        const most = { photo: 3, video: 3, audio: 0 };
        const parts = splitBody(format, joinBody(format, { text, attached: media }), most);

        expect(parts).toEqual({ text: media.length === 0 ? text : text.trimEnd(), attached: media });
      }),
    );
  });

  it("files a post under the section that mp-channel names, at the slug of mp-slug", async () => {
    const url = await aPost({ content: ["Elsewhere"], "mp-channel": [other], "mp-slug": ["My Own slug"] });

    expect(url).toBe(`${ORIGIN}/${other}/my-own-slug`);
  });

  it("plans a post whose time lies ahead, and shows no draft", async () => {
    const planned = await aPost({ content: ["Later"], published: ["2099-01-01T00:00:00Z"] });
    const draft = await aPost({ content: ["A draft"], "post-status": ["draft"] });

    expect([(await visit(planned)).status, (await visit(draft)).status]).toEqual([404, 404]);
    expect((await update(draft, { replace: { "post-status": ["published"] } })).status).toBe(204);
    expect((await visit(draft)).status).toBe(200);
  });
});

describe("creating a post with files", () => {
  it("300: shows a photo that came with the form", async () => {
    const url = await createdAt(
      postMultipart([
        ["h", "entry"],
        ["content", "Nice sunset"],
        ["photo", await aPicture("sunset.png")],
        ["mp-photo-alt", "A sunset"],
      ]),
    );

    const [photo] = (await sourceOf(url)).photo ?? [];
    const value = expect.stringMatching(`^${ORIGIN}/media/[0-9a-f]{64}/sunset\\.png$`);
    expect(photo).toEqual({ value, alt: "A sunset" });
    expect(await pageAt(url)).toMatch(/src="\/media\/[0-9a-f]{64}\/sunset\.png"[^>]* width="8" height="8"/);
  });

  it("301: shows both of two photos, without a word of text as well", async () => {
    const url = await createdAt(
      postMultipart([
        ["h", "entry"],
        ["photo[]", await aPicture("one.png")],
        ["photo[]", await aPicture("two.png")],
      ]),
    );

    const page = await pageAt(url);
    expect(page).toContain("/one.png");
    expect(page).toContain("/two.png");
    const { photo, content, name } = await sourceOf(url);
    expect(photo).toHaveLength(2);
    expect([content, name]).toEqual([undefined, undefined]);
  });
});

describe("updating a post", () => {
  it("400: replaces a property, and leaves the others", async () => {
    const url = await aPost({ content: ["Test 400."], photo: [SUNSET, CITY] });

    const { status } = await update(url, { replace: { content: ["This is the updated text."] } });

    expect(status).toBe(204);
    expect(await sourceOf(url)).toMatchObject({ content: ["This is the updated text."], photo: [SUNSET, CITY] });
    // What was titled by its beginning still is.
    expect(await pageAt(url)).toMatch(/<h1[^>]*>This is the updated text\.<\/h1>/);
  });

  it("401: adds a value to a property", async () => {
    const url = await aPost({ content: ["Test 401."], category: ["test1"] });

    await update(url, { add: { category: ["test2", "test1"] } });

    expect(await sourceOf(url)).toMatchObject({ content: ["Test 401."], category: ["test1", "test2"] });
  });

  it("402: adds a value to a property that was not there", async () => {
    const url = await aPost({ content: ["Test 402."] });
    const photo = [{ value: SUNSET, alt: "Sun" }];

    await update(url, { add: { category: ["test1"], photo, summary: ["In short"] } });

    const after = { content: ["Test 402."], category: ["test1"], summary: ["In short"], photo };
    expect(await sourceOf(url)).toMatchObject(after);
  });

  it("403: takes a value away", async () => {
    const url = await aPost({ content: ["Test 403."], category: ["test1", "test2"], photo: [SUNSET, CITY] });

    await update(url, { delete: { category: ["test1"], photo: [SUNSET] } });

    expect(await sourceOf(url)).toMatchObject({ content: ["Test 403."], category: ["test2"], photo: [CITY] });
  });

  it("404: takes a property away", async () => {
    const url = await aPost({ content: ["Test 404."], category: ["test1"], summary: ["Short"], photo: [SUNSET, CITY] });

    await update(url, { delete: ["category", "summary", "photo"] });

    const { content, category, summary, photo } = await sourceOf(url);
    expect([content, category, summary, photo]).toEqual([["Test 404."], undefined, undefined, undefined]);
  });

  it("405: refuses an operation that is no list", async () => {
    const url = await aPost({ content: ["Test 405."] });

    const { status, body } = await update(url, { replace: "This is not a valid update request." });

    expect([status, body.error]).toEqual([400, "invalid_request"]);
  });

  it("answers 201 with the new URL where the update gave the post another one, and knows the old one", async () => {
    const url = await aPost({ content: ["It moves on"] });

    const moved = await createdAt(update(url, { replace: { "mp-slug": ["moved-on"] } }));

    expect(moved).toBe(`${ORIGIN}/news/moved-on`);
    expect((await sourceOf(url)).url).toEqual([moved]);
  });

  it("loses none of many updates at once", async () => {
    const url = await aPost({ content: ["Many at once"] });
    const tags = ["a", "b", "c", "d", "e"];

    const answers = await Promise.all(tags.map((tag) => update(url, { add: { category: [tag] } })));

    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204, 204, 204]);
    expect((await sourceOf(url)).category?.toSorted()).toEqual(tags);
  });
});

describe("deleting and undeleting a post", () => {
  it.each([
    [
      "500, 502: by a form",
      (action: string, url: string) => postForm(`action=${action}&url=${encodeURIComponent(url)}`),
    ],
    ["501, 503: by JSON", (action: string, url: string) => postJson({ action, url })],
  ])("%s", async (_, send) => {
    const url = await aPost({ content: ["This post will be deleted, and restored."] });

    expect((await send("delete", url)).status).toBe(204);
    expect((await visit(url)).status).toBe(410);
    expect((await send("delete", url)).status).toBe(204);

    expect((await send("undelete", url)).status).toBe(204);
    expect((await visit(url)).status).toBe(200);
  });

  it("makes a deleted draft a draft again, and publishes none that was not deleted", async () => {
    const url = await aPost({ content: ["Half a thought"], "post-status": ["draft"] });

    for (const action of ["undelete", "delete", "undelete"]) await postJson({ action, url });

    expect((await sourceOf(url))["post-status"]).toEqual(["draft"]);
    expect((await visit(url)).status).toBe(404);
  });
});
