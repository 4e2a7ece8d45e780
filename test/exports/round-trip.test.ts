// Export, an empty site, import, export: byte for byte the same, and so is what visitors see.

import { env } from "cloudflare:workers";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "../../src/db/client";
import { articlesAfter } from "../../src/db/export-articles";
import { readsAfter } from "../../src/db/export-reads";
import { revisionsAfter } from "../../src/db/export-revisions";
import { theValue } from "../api/client";
import { anyArticles } from "./any-articles";
import { emptySite } from "./empty-site";
import { ask, call, exportAll, importText, linesOf, outcomesOf } from "./site";
import { filesOf, makeWholeSite } from "./whole-site";

let paths: string[];
let exported: string;
let files: Awaited<ReturnType<typeof filesOf>>;
let seen: Awaited<ReturnType<typeof see>>;

const see = async () => {
  await call("POST", "/jobs/rank");
  return Promise.all(
    paths.map(async (path) => {
      const { status, text, headers } = await ask("GET", path, undefined, { authorization: "" });
      return { path, status, text, location: headers.get("location") };
    }),
  );
};

beforeAll(async () => {
  await emptySite();
  paths = await makeWholeSite();
  exported = await exportAll();
  files = await filesOf();
  seen = await see();
}, 60_000);

/** Versions and reads of 300 other articles. */
const OTHERS = [
  `insert into articles (id, guid, section_id, lang, slug, title, excerpt, tags, related, state, created_at, updated_at, version)
    with recursive n(i) as (select 901 union all select i + 1 from n where i < 1200)
    select i, 'g' || i, 1, 'en', 's' || i, 'T', '', '[]', '[]', 'draft', 1, 1, 3 from n`,
  `insert into revisions select a.id, v.value, 1, 'me', 'change', '{}', 'markdown', ''
    from articles a, json_each('[1,2,3]') v where a.id > 900`,
  "insert into read_days select '2026-11-0' || d.value, a.id, 1 from articles a, json_each('[1,2,3]') d where a.id > 900",
  "insert into read_hosts select day, article_id, 'h.example', 1 from read_days",
];

/** An empty site with the files, as the import script uploads them. */
async function anotherSite(): Promise<void> {
  await emptySite();
  for (const { name, bytes } of files) await call("POST", `/media?name=${encodeURIComponent(name)}`, bytes);
}

describe("an export", () => {
  it("has lines of every type, each as often as its last line says", () => {
    const lines = linesOf(exported);
    const counts: Record<string, number> = {};
    for (const { type } of lines) counts[type] = (counts[type] ?? 0) + 1;
    const { cursor, end, ...told } = counts;

    expect(Object.keys(told).toSorted()).toEqual([
      "article",
      "edgewise",
      "links",
      "media",
      "pageText",
      "pages",
      "person",
      "reads",
      "redirects",
      "revision",
      "searches",
      "sections",
      "settings",
    ]);
    expect(lines.at(-1)).toEqual({ type: "end", lines: told });
  });

  it("is the same in pieces of any size", async () => {
    for (const limit of [1, 5]) expect(await exportAll(limit)).toBe(exported);
  });
});

it("tells an article as it was at one moment, whatever is changed meanwhile, and nothing that is newer than itself", async () => {
  await emptySite();
  for (const title of ["One", "Two", "Three"]) await call("POST", "/articles", { title, section: "news", body: "1" });
  const changing = async (turn: number) => {
    for (const id of [1, 2, 3]) await call("PATCH", `/articles/${id}`, { title: `Title ${turn}`, body: `${turn}` });
    await call("POST", "/articles", { title: `New ${turn}`, section: "news", body: "New." });
  };

  const text = await exportAll(1, changing);

  const lines = linesOf(text);
  const articles = lines.filter(({ type }) => type === "article");
  expect(articles.map(({ id }) => id)).toEqual([1, 2, 3]);
  for (const { title, body, version } of articles)
    expect([title, version]).toEqual([`Title ${body}`, Number(body) + 1]);
  await emptySite();
  expect(outcomesOf(await importText(text))).not.toHaveProperty("failed");
  for (const { guid, version } of articles) {
    const query = "select count(*) from revisions r join articles a on a.id = r.article_id where a.guid = ?";
    expect(await theValue(query, guid)).toBe(version);
  }
});

it("reads rows of D1 in proportion to what it tells, whatever else there is", async () => {
  await emptySite();
  for (let n = 0; n < 4; n++)
    await call("POST", "/articles", { title: `Title ${n}`, section: "news", body: "1", tags: ["a"] });
  await env.DB.batch(OTHERS.map((statement) => env.DB.prepare(statement)));
  const db = openDatabase(env.DB);
  const queries = [
    articlesAfter(db, { id: 1, last: 100 }, 2),
    revisionsAfter(db, { article: 900, version: 0, last: 9999 }, 2),
    readsAfter(db, { day: "2026-11-02", article: 300, last: 9999 }, 2),
  ];

  const readRows = await Promise.all(
    queries.map(async (query) => {
      const { sql, params } = query.toSQL();
      const { meta, results } = await env.DB.prepare(sql)
        .bind(...params)
        .all();
      return { told: results.length, read: meta.rows_read };
    }),
  );

  expect(readRows.map(({ told }) => told)).toEqual([2, 2, 2]);
  const [articles, revisions, reads] = readRows.map(({ read }) => read);
  expect(articles).toBeLessThanOrEqual(2 * 16);
  expect(revisions).toBeLessThanOrEqual(2 * 4 + 2);
  expect(reads).toBeLessThanOrEqual(2 * 4);
});

describe("an export of any articles", () => {
  it("comes out as it went in", async () => {
    await emptySite();
    const lines = linesOf(await exportAll()).filter(({ type }) => type !== "cursor" && type !== "end");
    const frame = lines.map((line) =>
      line.type === "edgewise" ? { ...line, ids: { articles: 99, sections: 1, pages: 0 } } : line,
    );
    await fc.assert(
      fc.asyncProperty(anyArticles, async (articles) => {
        const told = [...frame, ...articles];
        const counts: Record<string, number> = {};
        for (const { type } of told) counts[type] = (counts[type] ?? 0) + 1;
        const text = [...told, { type: "end", lines: counts }].map((line) => `${JSON.stringify(line)}\n`).join("");
        await emptySite();

        const taken = await importText(text);

        expect(taken.filter(({ outcome, notes }) => outcome === "failed" || notes.length > 0)).toEqual([]);
        expect((await exportAll()).replace(/\{"type":"cursor".*\n/g, "")).toBe(text);
      }),
      { numRuns: env.NIGHTLY === "" ? 8 : 200, includeErrorInReport: true },
    );
  }, 60_000);
});

it("comes out of an empty site that took it in byte for byte, and visitors see the same", async () => {
  await anotherSite();

  const taken = await importText(exported);

  expect(taken.filter(({ outcome, notes }) => outcome === "failed" || notes.length > 0)).toEqual([]);
  expect(await exportAll()).toBe(exported);
  expect(await see()).toEqual(seen);
});
