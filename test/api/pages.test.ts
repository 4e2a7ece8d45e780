// /api/pages: the standing pages, read and replaced whole.

import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { type Answer, api, aSection, type Body, pointersOf, publish, rows, theRow, theValue } from "./client";

const put = (items: object[], headers = {}): Promise<Answer> => api("PUT", "/pages", { items }, headers);
const items = async (): Promise<Body[]> => (await api("GET", "/pages")).body.items;
const saved = async (list: object[]): Promise<Body> => {
  const answer = await put(list);
  expect([answer.status, answer.body.errors]).toEqual([200, undefined]);
  return answer.body;
};

/** A page of the test's own, in Chinese. */
const aPage = (fields: object = {}) => ({
  slug: `p${crypto.randomUUID().slice(0, 8)}`,
  title: { "zh-CN": "关于我们" },
  body: { "zh-CN": "我们**很好**。" },
  ...fields,
});

/** What a refused change must leave as it was. */
const traces = () =>
  theRow(`select (select version from site) as version, (select frame from site) as frame,
    (select count(*) from audit) as audit, (select max(id) from ledger) as ledger,
    (select group_concat(slug || page_id) from standing_page_slugs) as slugs`);

beforeEach(async () => void (await saved([])));

describe("the standing pages", () => {
  it("read as they were put, in their order, with ids, and the fields that were left out", async () => {
    const about = aPage({ place: "menu", title: { "zh-CN": "关于", en: "About" }, body: { "zh-CN": "甲", en: "*A*" } });
    const [contact, plain] = [aPage({ place: "foot", format: "html", body: { "zh-CN": "<p>乙</p>" } }), aPage()];

    const { purged, ...shown } = await saved([about, contact, plain]);

    expect(purged).toEqual(["site"]);
    expect(shown.items).toMatchObject([
      { ...about, format: "markdown" },
      contact,
      { ...plain, place: null, format: "markdown" },
    ]);
    expect(new Set(shown.items.map(({ id }) => id)).size).toBe(3);
    expect(await items()).toEqual(shown.items);
    expect((await saved(shown.items.toReversed())).items).toEqual(shown.items.toReversed());
    expect(await items()).toEqual(shown.items.toReversed());
  });

  it("keep a slug in NFC and lower case, and a title on one line", async () => {
    const [page] = (await saved([aPage({ slug: "Cafe\u0301-关于", title: { "zh-CN": " 关于\n 我们 " } })])).items;

    expect([page?.slug, page?.title]).toEqual(["caf\u00e9-关于", { "zh-CN": "关于 我们" }]);
  });

  it("go through the articles' pipeline once, when saved: only safe HTML is stored", async () => {
    await saved([aPage({ body: { "zh-CN": '# 标题\n\n<script>alert(1)</script><img src=x onerror="alert(2)">字' } })]);

    const { html, excerpt } = await theRow<{ html: string; excerpt: string }>(
      "select html, excerpt from standing_page_texts",
    );
    expect(html).toContain("<h2");
    expect(html).not.toMatch(/script|onerror/);
    expect(excerpt).toBe("标题 字");
  });

  it("leave nothing behind when they are removed", async () => {
    await saved([aPage({ title: { "zh-CN": "甲", en: "A" }, body: { "zh-CN": "甲", en: "A" } }), aPage()]);

    await saved([]);

    const counts =
      "(select count(*) from standing_page_slugs) as slugs, (select count(*) from standing_page_texts) as texts";
    expect(await theRow(`select (select count(*) from standing_pages) as pages, ${counts}`)).toEqual({
      ...{ pages: 0, slugs: 0, texts: 0 },
    });
  });

  it("change only in the version that If-Match names, and in one of ten changes of it", async () => {
    const { headers } = await api("GET", "/pages");
    const ifMatch = { "if-match": headers.get("etag") ?? "" };
    const list = [aPage()];

    const answers = await Promise.all(Array.from({ length: 10 }, () => put(list, ifMatch)));

    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(412)]);
    expect((await items()).length).toBe(1);
  });
});

describe("a change of the standing pages purges", () => {
  it("by a text: that page alone; by the title, place, slug or order, which every page shows: everything", async () => {
    const list = (await saved([aPage({ place: "menu" }), aPage()])).items;
    const [first, second] = list;
    if (first === undefined || second === undefined) throw new Error("two were saved");
    const change = async (fields: object) => (await saved([{ ...first, ...fields }, second])).purged;

    expect(await change({})).toEqual([]);
    expect(await change({ body: { "zh-CN": "新的。" } })).toEqual([`page:${first.slug}`]);
    expect(await change({ body: { "zh-CN": "新的。" }, format: "html" })).toEqual([`page:${first.slug}`]);
    expect(await change({ title: { "zh-CN": "新" } })).toEqual(["site"]);
    expect(await change({ title: { "zh-CN": "新" }, place: "foot" })).toEqual(["site"]);
    expect(await change({ title: { "zh-CN": "新" }, place: "foot", slug: `${first.slug}-2` })).toEqual(["site"]);
    expect((await saved([second, { ...first, slug: `${first.slug}-2` }])).purged).toEqual(["site"]);
    expect((await saved([second])).purged).toEqual(["site"]);
  });

  it("and dates anew only the texts that are not as they were", async () => {
    const list = (await saved([aPage({ title: { "zh-CN": "甲", en: "A" }, body: { "zh-CN": "甲", en: "A" } })])).items;
    const dates = () => rows("select lang, updated_at > 5 as is_new from standing_page_texts order by lang");
    await env.DB.exec("update standing_page_texts set updated_at = 5");

    await saved(list.map((page) => ({ ...page, body: { "zh-CN": "乙", en: "A" } })));

    expect(await dates()).toEqual([
      { lang: "en", is_new: 0 },
      { lang: "zh-CN", is_new: 1 },
    ]);
  });
});

describe("a standing page is refused, and nothing changes", () => {
  const refused: [object, string][] = [
    ...["admin", "API", "search", "tag", "a", "media", "reads", "en", "zh-Hans", "", "a b", "x/y", "x.y"].map(
      (slug): [object, string] => [{ slug }, "#/items/0/slug"],
    ),
    [{ slug: "news" }, "#/items/0/slug"],
    [{ place: "top" }, "#/items/0/place"],
    [{ format: "text" }, "#/items/0/format"],
    [{ id: 999_999 }, "#/items/0/id"],
    [{ id: 0 }, "#/items/0/id"],
    [{ colour: "red" }, "#/items/0/colour"],
    [{ title: {} }, "#/items/0/title/zh-CN"],
    [{ title: {}, body: {} }, "#/items/0/title"],
    [{ body: {} }, "#/items/0/body/zh-CN"],
    [{ body: { "zh-CN": "" } }, "#/items/0/body/zh-CN"],
    [{ body: { "zh-CN": "a\u0000b" } }, "#/items/0/body/zh-CN"],
    [{ title: { "zh-CN": "x".repeat(201) } }, "#/items/0/title/zh-CN"],
    [{ title: { fr: "A" }, body: { fr: "A" } }, "#/items/0/title/fr"],
    [{ title: { "!": "A" }, body: { "!": "A" } }, "#/items/0/title/!"],
    [{ body: { "zh-CN": ">".repeat(200) } }, "#/items/0/body/zh-CN"],
  ];

  it.each(refused)("%j", async (fields, pointer) => {
    const before = await traces();

    const answer = await put([aPage(fields)]);

    expect([answer.status, pointersOf(answer)[0]]).toEqual([422, pointer]);
    expect(await traces()).toEqual(before);
  });

  it("with a slug or an id that another one has", async () => {
    const [page] = (await saved([aPage()])).items;
    const before = await traces();

    const answers = [
      await put([aPage({ slug: "x" }), aPage({ slug: "X" })]),
      await put([{ ...page }, { ...page, slug: "y" }]),
    ];

    expect(answers.map(pointersOf)).toEqual([["#/items"], ["#/items/1/id"]]);
    expect(await traces()).toEqual(before);
  });

  it("whose text is too large, with 413", async () => {
    const before = await traces();

    const answer = await put([aPage({ body: { "zh-CN": "x".repeat(512 * 1024 + 1) } })]);

    expect([answer.status, answer.body.detail]).toEqual([413, expect.stringContaining("524288 bytes")]);
    expect(await traces()).toEqual(before);
  });

  it("beyond 50 of them", async () => {
    expect(pointersOf(await put(Array.from({ length: 51 }, () => aPage())))).toEqual(["#/items"]);
  });
});

describe("sections and standing pages", () => {
  const sections = async (): Promise<Body[]> => (await api("GET", "/sections")).body.items;
  const putSections = (list: object[]) => api("PUT", "/sections", { items: list });

  it("never share an address: a page can't have one that a section has or had", async () => {
    const slug = await aSection();
    await publish({ section: slug });
    await putSections((await sections()).map((one) => (one.slug === slug ? { ...one, slug: `${slug}-new` } : one)));

    const answers = [await put([aPage(), aPage({ slug: `${slug}-new` })]), await put([aPage({ slug })])];

    expect(answers.map((answer) => [answer.status, pointersOf(answer)])).toEqual([
      [422, ["#/items/1/slug"]],
      [422, ["#/items/0/slug"]],
    ]);
    expect(answers[1]?.body.errors?.[0]?.detail).toBe(
      `was an address of the section ${slug}-new, and still leads to it`,
    );
  });

  it("never share an address: a section can't have one that a page has or had", async () => {
    const [page] = (await saved([aPage()])).items;
    await saved([{ ...page, slug: `${page?.slug}-new` }]);
    const before = await sections();

    for (const slug of [page?.slug, `${page?.slug}-new`]) {
      const answer = await putSections([...before, { slug, name: { "zh-CN": "x" } }]);
      expect([answer.status, pointersOf(answer)]).toEqual([422, [`#/items/${before.length}/slug`]]);
    }
    expect(await sections()).toEqual(before);
  });

  it("may take the address of what is gone", async () => {
    const slug = await aSection();
    await putSections((await sections()).filter((one) => one.slug !== slug));

    await saved([aPage({ slug })]);
    await saved([]);

    expect((await putSections([...(await sections()), { slug, name: { "zh-CN": "x" } }])).status).toBe(200);
  });

  it("never share an address, when both are changed at the same moment", async () => {
    for (let turn = 0; turn < 5; turn++) {
      const slug = `both${crypto.randomUUID().slice(0, 8)}`;
      const list = [...(await sections()), { slug, name: { "zh-CN": "x" } }];

      const answers = await Promise.all([put([aPage({ slug })]), putSections(list)]);

      expect(answers.map(({ status }) => status).sort()).toEqual([200, 422]);
      expect(await theValue("select count(*) from sections natural join (select slug from standing_pages)")).toBe(0);
    }
  });
});
