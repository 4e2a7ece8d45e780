// What every change leaves behind: the version whole, who did it, what search finds, and the archive's counts.

import { env } from "cloudflare:workers";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { pageServer } from "../../src/pages/isolate";
import { changeArticle, publishArticle, withdrawArticle } from "../../src/publishing/articles";
import type { ArticleChange } from "../../src/publishing/input";
import { api, aSection, change, publish, rows, theValue } from "../api/client";

interface RevisionRow {
  version: number;
  action: string;
  by: string;
  format: string;
  source: string;
  fields: string;
}

describe("a revision", () => {
  it("holds every version whole: fields, format and source as sent", async () => {
    const section = await aSection();
    const { id } = await publish({
      section,
      title: "First",
      body: "# One\r\n\r\n text  ",
      slug: "first",
      kind: "K",
      summary: "S",
      tags: ["a", "b"],
      source: { name: "N", url: "https://example.com/" },
      author: "A",
      cover: { url: "/x.png", alt: "X" },
      publishAt: "2021-04-08T00:08:38Z",
      expireAt: "2099-01-01T00:00:00Z",
    });
    await change(id, { title: "Second", body: "<p>two</p>", format: "html", tags: null, source: null, slug: "second" });
    await api("DELETE", `/articles/${id}`);
    await change(id, { status: "draft" });

    const revisions = await rows<RevisionRow>("select * from revisions where article_id = ? order by version", id);

    const first = {
      sectionId: await theValue("select id from sections where slug = ?", section),
      lang: "zh-CN",
      slug: "first",
      title: "First",
      kind: "K",
      summary: "S",
      author: "A",
      sourceName: "N",
      sourceUrl: "https://example.com/",
      cover: { url: "/x.png", alt: "X", width: null, height: null },
      tags: ["a", "b"],
      state: "live",
      publishedAt: Date.parse("2021-04-08T00:08:38Z"),
      expireAt: Date.parse("2099-01-01T00:00:00Z"),
      translationOf: null,
    };
    const second = { ...first, title: "Second", slug: "second", tags: [], sourceName: null, sourceUrl: null };
    expect(revisions.map(({ fields }) => JSON.parse(fields))).toEqual([
      first,
      second,
      { ...second, state: "withdrawn" },
      { ...second, state: "draft" },
    ]);
    expect(revisions.map(({ version, action, by }) => [version, action, by])).toEqual([
      [1, "publish", "ADMIN_TOKEN"],
      [2, "change", "ADMIN_TOKEN"],
      [3, "withdraw", "ADMIN_TOKEN"],
      [4, "change", "ADMIN_TOKEN"],
    ]);
    expect(revisions.map(({ format, source }) => [format, source])).toEqual([
      ["markdown", "# One\r\n\r\n text  "],
      ["html", "<p>two</p>"],
      ["html", "<p>two</p>"],
      ["html", "<p>two</p>"],
    ]);
  });
});

describe("the audit log", () => {
  it("says who did what to which article, once a change", async () => {
    const began = Date.now();
    const { id } = await publish();
    await change(id, { title: "Changed" });
    await api("DELETE", `/articles/${id}`);
    await api("DELETE", `/articles/${id}`);

    const lines = await rows<{ at: number; by: string; action: string }>(
      "select at, by, action from audit where target = ? order by id",
      `article:${id}`,
    );

    expect(lines.map(({ by, action }) => [by, action])).toEqual([
      ["ADMIN_TOKEN", "publish"],
      ["ADMIN_TOKEN", "change"],
      ["ADMIN_TOKEN", "withdraw"],
    ]);
    for (const { at } of lines) expect(at).toBeGreaterThanOrEqual(began);
  });
});

describe("search", () => {
  const found = async (q: string): Promise<number[]> =>
    (await api("GET", `/articles?q=${encodeURIComponent(q)}`)).body.items.map(({ id }) => id);

  it("finds an article by its new words and no longer by its old ones: title, text, summary and tags", async () => {
    const { id } = await publish({
      title: "Aardvark 旧标题",
      body: "Buffalo 旧正文",
      summary: "Caribou",
      tags: ["dromedary"],
    });
    for (const old of ["aardvark", "旧标", "buffalo", "旧正文", "caribou", "dromedary"])
      expect(await found(old)).toEqual([id]);

    await change(id, { title: "Echidna 新标题" });
    expect([await found("aardvark"), await found("旧标"), await found("echidna")]).toEqual([[], [], [id]]);
    expect(await found("buffalo")).toEqual([id]);

    await change(id, { body: "Flamingo 新正文", summary: null, tags: [] });
    for (const old of ["buffalo", "旧正文", "caribou", "dromedary"]) expect(await found(old)).toEqual([]);
    for (const now of ["echidna", "新标", "flamingo", "新正文"]) expect(await found(now)).toEqual([id]);
  });

  it("has one row an article, however often it changes", async () => {
    const { id } = await publish({ title: "Gorilla" });

    await Promise.all(Array.from({ length: 5 }, (_, n) => change(id, { title: `Gorilla ${n}` })));

    expect(await found("gorilla")).toEqual([id]);
    expect(await rows("select count(*) as n from article_search where rowid & 16777215 = ?", id)).toEqual([{ n: 1 }]);
  });
});

const desk = () => ({
  d1: env.DB,
  ledger: pageServer.ledger,
  by: "tester",
  scope: "admin" as const,
  now: Date.now(),
  siteOrigin: null,
});

/** `{section: {lang: {period: articles}}}`, without the zeros. */
type Counts = Record<string, number>;

interface MonthsRow {
  section_id: number;
  lang: string;
  months: string;
}

interface DaysRow {
  section_id: number;
  lang: string;
  month: string;
  days: string;
}

/** The counts as the tables hold them, by months and by days. */
async function kept(): Promise<{ months: Counts; days: Counts }> {
  const [months, days]: [Counts, Counts] = [{}, {}];
  for (const row of await rows<MonthsRow>("select * from archives")) {
    for (const [month, n] of Object.entries(JSON.parse(row.months)))
      months[`${row.section_id} ${row.lang} ${month}`] = Number(n);
  }
  for (const row of await rows<DaysRow>("select * from archive_days")) {
    for (const [day, n] of Object.entries(JSON.parse(row.days))) {
      days[`${row.section_id} ${row.lang} ${row.month}-${day}`] = Number(n);
    }
  }
  return { months: withoutZeros(months), days: withoutZeros(days) };
}

async function recounted(): Promise<{ months: Counts; days: Counts }> {
  const count = async (length: number) =>
    Object.fromEntries(
      (
        await rows<{ place: string; n: number }>(
          "select section_id || ' ' || lang || ' ' || substr(day, 1, ?) as place, count(*) as n from articles where state = 'live' group by 1",
          length,
        )
      ).map(({ place, n }) => [place, n]),
    );
  return { months: await count(7), days: await count(10) };
}

const withoutZeros = (counts: Counts): Counts => {
  for (const n of Object.values(counts)) expect(n).toBeGreaterThanOrEqual(0);
  return Object.fromEntries(Object.entries(counts).filter(([, n]) => n !== 0));
};

/** Days around the ends of months and years, in the site's zone; one of them ahead. */
const moments = ["2020-12-31T15:59:59Z", "2020-12-31T16:00:00Z", "2021-01-05T00:00:00Z", "2098-02-28T00:00:00Z"];
const publishAt = fc.constantFrom(...moments).map((time) => Date.parse(time));
const aSectionNo = fc.constantFrom(0, 1);

type Step =
  | { do: "publish"; section: number; change: ArticleChange }
  | { do: "change"; article: number; section?: number | undefined; change: ArticleChange }
  | { do: "withdraw"; article: number };

const aChange: fc.Arbitrary<ArticleChange> = fc.record(
  {
    publishAt,
    status: fc.constantFrom("draft" as const, "published" as const),
    lang: fc.constantFrom("zh-CN", "en"),
    title: fc.constantFrom("A", "B"),
  },
  { requiredKeys: [] },
);

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant("publish" as const), section: aSectionNo, change: aChange }),
  fc.record({
    do: fc.constant("change" as const),
    article: fc.nat(5),
    section: fc.option(aSectionNo, { nil: undefined }),
    change: aChange,
  }),
  fc.record({ do: fc.constant("withdraw" as const), article: fc.nat(5) }),
);

describe("the archive", () => {
  it("counts each month's and each day's articles right after any history of publishing, moving, withdrawing and re-dating", async () => {
    const sections = [await aSection(), await aSection()];

    async function carryOut(step: Step, ids: number[]) {
      if (step.do === "publish") {
        const name = sections[step.section] ?? "";
        const input = {
          title: "A",
          body: "Text.",
          format: "markdown" as const,
          ...definedOf(step.change),
          section: name,
        };
        const done = await publishArticle(desk(), input);
        if (done.ok) ids.push(done.article.id);
        return;
      }
      const id = ids[step.article % Math.max(ids.length, 1)];
      if (id === undefined) return;
      if (step.do === "withdraw") return void (await withdrawArticle(desk(), { id, ifVersions: null }));
      const moved = step.section === undefined ? {} : { section: sections[step.section] };
      await changeArticle(desk(), { id, ifVersions: null }, { ...step.change, ...moved });
    }

    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 10 }), async (steps) => {
        const ids: number[] = [];
        for (const step of steps) await carryOut(step, ids);
        expect(await kept()).toEqual(await recounted());
      }),
      { numRuns: 25 },
    );
  });

  it("counts right when many change the same articles at once", async () => {
    const sections = [await aSection(), await aSection()];
    const input = { title: "A", body: "Text.", format: "markdown" as const, section: sections[0] ?? "" };
    const done = await Promise.all(Array.from({ length: 4 }, () => publishArticle(desk(), input)));
    const ids = done.flatMap((outcome) => (outcome.ok ? [outcome.article.id] : []));

    await Promise.all(
      ids.flatMap((id) => [
        changeArticle(desk(), { id, ifVersions: null }, { section: sections[1] }),
        changeArticle(desk(), { id, ifVersions: null }, { publishAt: Date.parse("2021-01-05T00:00:00Z") }),
        withdrawArticle(desk(), { id, ifVersions: null }),
        changeArticle(desk(), { id, ifVersions: null }, { status: "published" }),
      ]),
    );

    expect(ids).toHaveLength(4);
    expect(await kept()).toEqual(await recounted());
  });
});

/** Without what is undefined, which an input can't hold. */
function definedOf({ title, lang, status, publishAt: at }: ArticleChange) {
  return { ...(title && { title }), ...(lang && { lang }), ...(status && { status }), ...(at && { publishAt: at }) };
}
