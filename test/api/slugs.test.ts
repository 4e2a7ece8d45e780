// Slugs: one address for one article, for ever.

import { describe, expect, it } from "vitest";
import { anArticle, api, aSection, change, pointersOf, publish, rows, visit } from "./client";

const locationOf = async (path: string) => {
  const { status, headers } = await visit(path);
  return [status, headers.get("location")];
};

describe("a slug", () => {
  it("is made of the title: Chinese as it is, words joined by hyphens, in lower case", async () => {
    const slugs: string[] = [];
    for (const title of ["公司 开业！大吉", "The Café's 1st Day", "ＡＢＣ 测试", "한국어 뉴스"]) {
      slugs.push((await publish({ section: await aSection(), title })).slug);
    }

    expect(slugs).toEqual(["公司-开业-大吉", "the-café-s-1st-day", "ａｂｃ-测试", "한국어-뉴스"]);
  });

  it("of a title without a letter is article, and the next one article-2", async () => {
    const section = await aSection();

    const [first, second] = [await publish({ section, title: "🎉🎉" }), await publish({ section, title: "！？" })];

    expect([first.slug, second.slug]).toEqual(["article", "article-2"]);
  });

  it("that is taken gets the next free suffix, sent or made, and the answer says so", async () => {
    const section = await aSection();

    const slugs = [
      (await publish({ section, title: "Opening day" })).slug,
      (await publish({ section, title: "Opening day" })).slug,
      (await publish({ section, slug: "Opening-Day" })).slug,
    ];

    expect(slugs).toEqual(["opening-day", "opening-day-2", "opening-day-3"]);
  });

  it("is taken in its section and language only", async () => {
    const [here, there] = [await aSection(), await aSection()];

    const articles = [
      await publish({ section: here, slug: "x" }),
      await publish({ section: there, slug: "x" }),
      await publish({ section: here, slug: "x", lang: "en" }),
    ];

    expect(articles.map(({ slug }) => slug)).toEqual(["x", "x", "x"]);
  });

  it("once used stays taken, and leads to its article for ever", async () => {
    const section = await aSection();
    const { id } = await publish({ section, slug: "old" });
    await change(id, { slug: "new" });

    const other = await publish({ section, slug: "old" });

    expect(other.slug).toBe("old-2");
    expect(await locationOf(`/${section}/old`)).toEqual([301, `/${section}/new`]);
  });

  it("that was the article's own can be taken back", async () => {
    const section = await aSection();
    const { id } = await publish({ section, slug: "old" });
    await change(id, { slug: "new" });

    const { slug } = await change(id, { slug: "old" });

    expect(slug).toBe("old");
    expect((await visit(`/${section}/old`)).status).toBe(200);
    expect(await locationOf(`/${section}/new`)).toEqual([301, `/${section}/old`]);
  });

  it("of null is made from the title anew; a change of the title alone keeps it", async () => {
    const section = await aSection();
    const { id } = await publish({ section, title: "First title" });

    const kept = await change(id, { title: "Second title" });
    const made = await change(id, { slug: null });

    expect([kept.slug, made.slug]).toEqual(["first-title", "second-title"]);
  });

  it("in the section that an article left leads to where it is", async () => {
    const [from, to] = [await aSection(), await aSection()];
    const { id } = await publish({ section: from, slug: "x" });
    await publish({ section: to, slug: "x" });

    const moved = await change(id, { section: to });

    expect(moved.slug).toBe("x-2");
    expect(await locationOf(`/${from}/x`)).toEqual([301, `/${to}/x-2`]);
    expect(await locationOf(`/a/${id}`)).toEqual([301, `/${to}/x-2`]);
  });

  it("is answered raw in NFC, and its url percent-encoded; other spellings answer 301", async () => {
    const section = await aSection();

    const { slug, url } = await publish({ section, slug: "cafe\u0301-开业" });

    expect(slug).toBe("caf\u00e9-开业");
    const path = `/${section}/${encodeURIComponent("caf\u00e9-开业")}`;
    expect(url).toBe(`http://site.test${path}`);
    expect(await locationOf(`/${section}/${encodeURIComponent("cafe\u0301-开业")}`)).toEqual([301, path]);
    expect(await locationOf(`${path}/`)).toEqual([301, path]);
  });

  it.each(["", "a b", "-a", "a--b", "a/b", "a.b", "\ud800", "a\u200db", "🎉", `${"a".repeat(121)}`])(
    "that can't stand in an address is refused: %j",
    async (slug) => {
      const answer = await api("POST", "/articles", anArticle({ slug }));

      expect([answer.status, pointersOf(answer)]).toEqual([422, ["#/slug"]]);
    },
  );

  it("of the greatest length is cut for its suffix, and can be sent as it was answered", async () => {
    const section = await aSection();
    const slug = "长".repeat(120);
    await publish({ section, slug });

    const second = await publish({ section, slug });

    expect(second.slug).toBe(`${"长".repeat(110)}-2`);
    expect((await change(second.id, { slug: second.slug })).slug).toBe(second.slug);
  });

  it("is one of its own for each of 30 editors who publish the same title at once, and nothing is lost", async () => {
    const section = await aSection();
    const bodies = Array.from({ length: 30 }, (_, n) => `Text ${n}.`);

    const articles = await Promise.all(bodies.map((body) => publish({ section, title: "Same title", body })));

    const slugs = new Set(articles.map(({ slug }) => slug));
    expect(slugs).toEqual(new Set(bodies.map((_, n) => (n === 0 ? "same-title" : `same-title-${n + 1}`))));
    const stored = await rows(
      "select s.source from articles a join article_sources s on s.article_id = a.id join sections c on c.id = a.section_id where c.slug = ?",
      section,
    );
    expect(new Set(stored.map(({ source }) => source))).toEqual(new Set(bodies));
  });
});
