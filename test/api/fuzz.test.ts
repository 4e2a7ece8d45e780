// Whatever JSON arrives, the answer is no 500, and what is refused leaves no trace.

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Answer, anArticle, api, publish, theRow } from "./client";

const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.constantFrom("news", "en", "zh-CN", "2021-04-08T08:08:38Z", "/news/x", "published", "html", "\ud800", "\u0000"),
);
const anything = fc.oneof(
  text,
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.array(text, { maxLength: 3 }),
  fc.json(),
);

/** Mostly what the field takes, now and then anything at all. */
const mostly = (arbitrary: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 12, arbitrary }, { weight: 1, arbitrary: anything });

const time = fc.constantFrom("2021-04-08T08:08:38Z", "2099-01-01T00:00:00+14:00", "1000-01-02T00:00:00Z", null);

const fields = {
  title: mostly(text),
  body: mostly(fc.string({ unit: "grapheme", maxLength: 40 })),
  format: mostly(fc.constantFrom("markdown", "html")),
  section: mostly(fc.constant("news")),
  slug: mostly(fc.constantFrom("a", "b", null)),
  kind: mostly(text),
  tags: mostly(fc.array(fc.constantFrom("a", "b", "c"))),
  source: mostly(fc.record({ name: text, url: fc.constantFrom("/a", null) }, { requiredKeys: [] })),
  cover: mostly(fc.record({ url: fc.constantFrom("/a", "https://x.example/y.png"), alt: text }, { requiredKeys: [] })),
  lang: mostly(fc.constantFrom("zh-CN", "en")),
  translationOf: mostly(fc.constantFrom(1, 2, null)),
  status: mostly(fc.constantFrom("draft", "published")),
  publishAt: mostly(time),
  expireAt: mostly(time),
};

/** JSON of objects that are nearly articles, or nearly changes of one; and any JSON. */
const nearlyAnArticle = fc
  .record(fields, { requiredKeys: ["title", "body", "section"] })
  .map((it) => JSON.stringify(it));
const nearlyAChange = fc
  .record(fields, { requiredKeys: [] })
  .map(fewOf)
  .map((it) => JSON.stringify(it));
const posted = fc.oneof({ weight: 3, arbitrary: nearlyAnArticle }, { weight: 1, arbitrary: fc.json() });
const patched = fc.oneof({ weight: 3, arbitrary: nearlyAChange }, { weight: 1, arbitrary: fc.json() });

interface Traces {
  articles: number;
  versions: number;
  revisions: number;
  audit: number;
  ledger: number;
  slugs: number;
  sources: number;
  html: number;
  search: number;
}

const traces = () =>
  theRow<Traces>(`select (select count(*) from articles) as articles,
    (select sum(version) from articles) as versions, (select count(*) from revisions) as revisions,
    (select count(*) from audit) as audit, (select max(id) from ledger) as ledger,
    (select count(*) from article_slugs) as slugs, (select count(*) from article_sources) as sources,
    (select count(*) from article_html) as html, (select count(*) from article_search) as search`);

const WRONG = [400, 412, 413, 422];

/** A refusal changes nothing; what is taken is one version, whole: with its revision, its line and its texts. */
async function expectWhole(send: () => Promise<Answer>) {
  const before = await traces();

  const { status, body } = await send();

  const after = await traces();
  expect([...WRONG, 200, 201], JSON.stringify(body)).toContain(status);
  if (WRONG.includes(status)) {
    expect(after).toEqual(before);
    return status;
  }
  const [articles, versions] = [after.articles - before.articles, after.versions - before.versions];
  expect([articles, versions]).toEqual([status === 201 ? 1 : 0, 1]);
  expect(after.revisions - before.revisions).toBe(1);
  expect(after.audit - before.audit).toBe(1);
  expect([after.sources, after.html, after.search]).toEqual([after.articles, after.articles, after.articles]);
  return status;
}

describe("whatever JSON", () => {
  it("is posted as an article: no 500, and no half of one", async () => {
    const statuses: number[] = [];

    await fc.assert(
      fc.asyncProperty(posted, async (body) => {
        statuses.push(await expectWhole(() => api("POST", "/articles", body)));
      }),
      { numRuns: 150, examples: [[JSON.stringify(anArticle())], ["{}"]] },
    );

    expect(new Set(statuses)).toEqual(new Set([201, 422]));
  });

  it("is laid over an article as a patch: no 500, and no half of a change", async () => {
    const { id } = await publish();
    const statuses: number[] = [];

    await fc.assert(
      fc.asyncProperty(patched, async (body) => {
        statuses.push(await expectWhole(() => api("PATCH", `/articles/${id}`, body)));
      }),
      { numRuns: 150, examples: [[`{"title":"Other"}`], [`{"title":""}`]] },
    );

    expect(new Set(statuses)).toEqual(new Set([200, 422]));
  });

  it("is put as a part of the site: no 500, and no half of a change", async () => {
    const version = () => theRow("select version, frame from site");

    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom("/site", "/sections", "/pages", "/links", "/searches", "/redirects", "/purges", "/preview"),
        fc.json(),
        async (path, body) => {
          const before = await version();

          const { status } = await api(path === "/purges" || path === "/preview" ? "POST" : "PUT", path, body);

          expect(status).toBe(422);
          expect(await version()).toEqual(before);
        },
      ),
      { numRuns: 60 },
    );
  });
});

/** A change names a few fields only. */
function fewOf(all: object): object {
  const entries = Object.entries(all);
  return Object.fromEntries(entries.filter((_, place) => (place + entries.length) % 4 === 0));
}
