// What the search page shows: which articles, in which order, how they are marked, and whatever somebody types.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { api, publish, visit } from "../../promises/client";
import { pathsFor, searchFor } from "./results";

const day = (n: number) => new Date(Date.UTC(2024, 0, 1) + n * 86_400_000).toISOString();

/** Publishes articles under names, and gives the names of what a search finds. */
async function published(articles: Record<string, Record<string, unknown>>) {
  const names = new Map<string, string>();
  for (const [name, fields] of Object.entries(articles)) names.set((await publish(fields)).path, name);
  return async (query: string, prefix = "") =>
    (await pathsFor(query, prefix)).map((path) => names.get(path) ?? `unknown: ${path}`);
}

describe("the order of results", () => {
  it("is titles before texts, words before mere runs, and in each the newest first", async () => {
    const find = await published({
      oldRun: { title: "一", body: "海洋牧场主", publishAt: day(1) },
      newRun: { title: "二", body: "远洋牧区", publishAt: day(9) },
      oldWord: { title: "三", body: "这里有 牧 与 洋牧 之分", publishAt: day(2) },
      newWord: { title: "四", body: "洋牧", publishAt: day(8) },
      oldTitleRun: { title: "海洋牧场", body: "文", publishAt: day(3) },
      oldTitle: { title: "洋牧", body: "文", publishAt: day(1) },
      newTitle: { title: "论 洋牧 之道", body: "文", publishAt: day(4) },
    });

    expect(await find("洋牧")).toEqual([
      ...["newTitle", "oldTitle", "oldTitleRun", "newWord", "oldWord", "newRun", "oldRun"],
    ]);
  });

  it("is that of publication, whichever was saved first", async () => {
    const find = await published({
      newest: { title: "Quetzal one", publishAt: "2024-03-01T00:00:02Z" },
      oldest: { title: "Quetzal two", publishAt: "2019-01-01T00:00:00Z" },
      middle: { title: "Quetzal three", publishAt: "2024-03-01T00:00:01Z" },
    });

    expect(await find("quetzal")).toEqual(["newest", "middle", "oldest"]);
  });

  it("follows an article that moves in time, which stays to be found once", async () => {
    const first = await publish({ title: "Wombat one", publishAt: day(1) });
    const second = await publish({ title: "Wombat two", publishAt: day(2) });

    await api("PATCH", `/articles/${first.id}`, { publishAt: day(3) });

    expect(await pathsFor("wombat")).toEqual([first.path, second.path]);
    expect(await env.DB.prepare("select count(*) as n from search_waiting").first("n")).toBe(0);
  });

  it("counts a whole word in a text before one inside another word in a text", async () => {
    const find = await published({
      inside: { title: "A", body: "Counterpoint", publishAt: day(5) },
      whole: { title: "B", body: "terp", publishAt: day(1) },
    });

    expect(await find("terp")).toEqual(["whole", "inside"]);
  });
});

describe("a search finds", () => {
  it("no draft, nothing scheduled, expired or withdrawn, and nothing of another language", async () => {
    const soon = new Date(Date.now() + 3_600_000).toISOString();
    const find = await published({
      seen: { title: "Okapi seen" },
      draft: { title: "Okapi draft", status: "draft" },
      scheduled: { title: "Okapi scheduled", publishAt: soon },
      expired: { title: "Okapi expired", publishAt: day(1), expireAt: day(2) },
      english: { title: "Okapi English", lang: "en" },
    });
    const withdrawn = await publish({ title: "Okapi withdrawn" });
    await api("DELETE", `/articles/${withdrawn.id}`);

    expect(await find("okapi")).toEqual(["seen"]);
    expect(await find("okapi", "/en")).toEqual(["english"]);
  });

  it("what an article says now, not what it said", async () => {
    const { id, path } = await publish({ title: "Narwhal", body: "黑白琴键" });
    await api("PATCH", `/articles/${id}`, { body: "五线谱表" });

    expect(await pathsFor("白琴")).toEqual([]);
    expect(await pathsFor("线谱")).toEqual([path]);
  });

  it("words of the summary and the tags", async () => {
    const { path } = await publish({ title: "T", summary: "摘要里的貔貅", tags: ["饕餮"] });

    expect(await pathsFor("貔貅")).toEqual([path]);
    expect(await pathsFor("饕餮")).toEqual([path]);
    expect((await searchFor("貔貅")).results[0]?.excerpt).toBe("摘要里的<mark>貔貅</mark>");
  });

  it.each([
    ["龘", "one character"],
    ["滕王閣序", "traditional characters, of a text in simplified ones"],
    ["ＬＯＲＡ", "full width, and the beginning of a word"],
    ["oRaW", "letters inside a word"],
    ["pH值", "letters beside characters"],
    ["5G网络", "digits, letters and characters"],
    ["cafe", "a word without its accent"],
    ["😀", "an emoji"],
    ["序😀", "an emoji beside a character"],
    ["👩‍🔬", "an emoji of two"],
    ["calibrating", "another form of a word"],
    ["滕王阁序 lorawan", "two parts, far apart"],
    ["“滕王阁序”，pH", "parts between quotes and commas"],
  ])("%j: %s", async (query) => {
    const title = `滕王阁序😀 ${crypto.randomUUID().slice(0, 4)}`;
    const { path } = await publish({ title, body: "LoRaWAN，pH值与5G网络；calibrated at the Café 龘 👩‍🔬" });

    expect(await pathsFor(query)).toContain(path);
  });

  it("what is set with a space between letters and characters, by what is typed without, and the other way round", async () => {
    const spaced = await publish({ title: "S", body: "测 COD 值" });
    const close = await publish({ title: "C", body: "测COD值" });

    for (const query of ["COD值", "COD 值", "测COD"]) {
      expect((await pathsFor(query)).toSorted()).toEqual([spaced.path, close.path].toSorted());
    }
    expect((await searchFor("COD值")).results.map(({ excerpt }) => excerpt).toSorted()).toEqual([
      "测 <mark>COD 值</mark>",
      "测<mark>COD值</mark>",
    ]);
  });

  it("simplified characters in a text in traditional ones", async () => {
    const { path } = await publish({ title: "電纜", body: "這裡的儀器與電纜" });

    const { results } = await searchFor("仪器与电缆");

    expect(results).toMatchObject([{ path, excerpt: "這裡的<mark>儀器與電纜</mark>" }]);
  });
});

describe("whatever somebody types", () => {
  it.each([
    '"',
    "'",
    "*",
    "-",
    "水*",
    "-水",
    '"水',
    "水 AND",
    "OR 水",
    "NOT",
    "NEAR(水 质, 3)",
    "title:水",
    "^水",
    "{title body}: 水",
  ])("%j is answered as words", async (query) => {
    expect((await searchFor(query)).status).toBe(200);
  });

  it("operators are words like others", async () => {
    const find = await published({
      both: { title: "猞猁 and 狐獴" },
      one: { title: "猞猁" },
      other: { title: "狐獴" },
    });

    expect(await find("猞猁 AND 狐獴")).toEqual(["both"]);
    expect(await find("猞猁 OR 狐獴")).toEqual([]);
    expect(await find('"猞猁" -狐獴*')).toEqual(["both"]);
  });

  it.each(["", "   ", "，。！？", "\u0301", "\u200b\u200d", "---", "％"])(
    "%j asks for nothing, and is told so",
    async (query) => {
      const { status, html, results } = await searchFor(query);

      expect([status, results]).toEqual([200, []]);
      expect(html).toContain("请输入想找的字词");
    },
  );

  it("200 characters are looked for, every one of them", async () => {
    const text = Array.from({ length: 200 }, (_, n) => String.fromCodePoint(0x5000 + ((n * 7) % 800))).join("");
    const { path } = await publish({ title: "L", body: `前${text}后` });

    expect(await pathsFor(text)).toEqual([path]);
    expect(await pathsFor(`${text.slice(0, 199)}错`)).toEqual([]);
    expect(await pathsFor(text.slice(0, 120))).toEqual([path]);
  });

  it("a hundred words cost no error", async () => {
    const words = Array.from({ length: 100 }, (_, n) => String.fromCodePoint(0x6000 + n)).join(" ");

    expect((await searchFor(words)).status).toBe(200);
  });

  it.each(["%ED%A0%80", "%FF", "%00", "+"])("?q=%s is no error", async (raw) => {
    expect((await visit(`/search?q=${raw}`)).status).toBe(200);
  });

  it("is shown as text, and never as HTML", async () => {
    await publish({ title: "<b>霹雳</b> & <script>", body: "A `<i>霹雳</i>` text." });

    const { html, results } = await searchFor("霹雳<script>alert(1)</script>");
    const plain = await searchFor("霹雳");

    expect(html).not.toContain("<script>alert");
    expect(results).toEqual([]);
    expect(plain.results[0]?.title).toBe("&lt;b&gt;<mark>霹雳</mark>&lt;/b&gt; &amp; &lt;script&gt;");
    expect(plain.results[0]?.excerpt).toContain("&lt;i&gt;<mark>霹雳</mark>&lt;/i&gt;");
  });
});

describe("the excerpt", () => {
  it.each([1_000, 30_000, 80_000])("is cut around the match, %i characters into the text", async (length) => {
    const word = `鼹鼠${length}`;
    const filling = "这是一段很长的文字。".repeat(length / 10);
    await publish({ title: "M", body: `${filling}看见${word}了${filling}` });

    const excerpt = (await searchFor(word)).results[0]?.excerpt ?? "";

    expect(excerpt).toMatch(new RegExp(`^….*看见<mark>${word}</mark>了.*…$`));
    expect(excerpt.length).toBeLessThan(200);
  });

  it("marks other forms of a Latin word whole, and its beginnings elsewhere", async () => {
    await publish({ title: "Publishing hippocamps", body: "They publish and republish hippocamps." });

    const { results } = await searchFor("published hippoc");

    expect(results).toMatchObject([
      {
        title: "<mark>Publishing</mark> <mark>hippoc</mark>amps",
        excerpt: "They <mark>publish</mark> and republish <mark>hippoc</mark>amps.",
      },
    ]);
  });
});
