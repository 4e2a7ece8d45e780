// An import that is stopped at any of its calls: the next step ends it as if it had not been stopped, report and all.

import { env } from "cloudflare:workers";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import type { Env } from "../../src/env";
import type { Incoming } from "../../src/imports/incoming";
import { LEASE_MS } from "../../src/imports/limits";
import { PageServer } from "../../src/pages/serve";
import { rows } from "../api/client";
import { intercepted } from "../failing/bindings";
import { aFile, anArticle, aPage, aSectionItem, finish, lines, report, send, step, works } from "../imports/builders";
import { stopEverywhere } from "./stopping";

// All at one moment, so that runs differ in nothing by the clock.
beforeAll(() => void vi.useFakeTimers({ toFake: ["Date"], now: Date.now() }));
afterAll(() => void vi.useRealTimers());

const of = (their: Env, ahead = 0) => ({
  ...works(),
  desk: { ...works().desk, d1: their.DB, ledger: new PageServer().ledger },
  bucket: their.MEDIA,
  clock: () => Date.now() + ahead,
});

/** Items of their own for each run, whose names all hold one word. */
function aDump() {
  const word = `w${crypto.randomUUID().slice(0, 8)}`;
  const section = aSectionItem({ slug: word, name: word });
  const file = aFile({ url: `images/${word}.pdf`, name: `${word}.pdf` });
  const named = { title: word, oldUrls: [`/${word}.html`], body: `[a](${file.url})`, media: [file.url] };
  const article = anArticle(named);
  return { word, section, file, article, page: aPage({ title: word, slug: `p-${word}` }) };
}

/** All that an import of these items leaves, with its word taken out: names drawn by chance are left out. */
async function left(id: number, word: string) {
  const about = async (query: string) => rows(query.replaceAll("@word", word));
  const of = "(select id from articles where title = '@word')";
  const all = {
    report: (await report(id)).map(({ outcome, kind, notes }) => [outcome, kind, notes]),
    import: await rows("select state, cursor, created, changed, unchanged, lease from imports where id = ?", id),
    articles: await about("select slug, version, published_at from articles where title = '@word'"),
    revisions: await about(`select version, action from revisions where article_id in ${of}`),
    audit: await about(
      `select action from audit where target in (select 'article:' || id from articles where id in ${of})`,
    ),
    sections: await about("select slug, name from sections where slug like '@word%'"),
    pages: await about("select slug from standing_pages where slug like 'p-@word%'"),
    redirects: await about(`select "from", "to" from redirects where "from" like '/@word%'`),
    files: await about("select name from media where name like '@word%'"),
    uses: await about(`select place from media_uses where article_id in ${of}`),
    keys: await rows("select fingerprint <> '' as is_marked, outcome from import_keys where turn like ?", `${id}.%`),
  };
  return JSON.parse(JSON.stringify(all).replaceAll(word, "@word"));
}

type Dump = ReturnType<typeof aDump>;

it.each<{ title: string; before: ((dump: Dump) => Incoming[]) | null; items: (dump: Dump) => Incoming[] }>([
  // A site has at most 40 sections: this is stopped less often.
  { title: "a new section", before: null, items: ({ section }) => [section] },
  {
    title: "new texts and files",
    before: null,
    items: ({ file, article, page }) => [file, article, ...(env.NIGHTLY ? [page] : [])],
  },
  {
    title: "what has changed",
    before: ({ article, page }) =>
      [page, ...(env.NIGHTLY ? [article] : [])].map((item) => ({ ...item, body: "Earlier.", oldUrls: [], media: [] })),
    items: ({ article, page }) => [page, ...(env.NIGHTLY ? [article] : [])],
  },
])("takes $title in once", { timeout: 120_000 }, async ({ before, items }) => {
  let dump = aDump();
  let id = 0;
  const setUp = async () => {
    dump = aDump();
    if (before !== null) await finish(await send(before(dump)), of(env));
    id = await send(items(dump));
  };
  await setUp();
  await step(id, of(env));
  const end = await left(id, dump.word);
  expect(end.import).toMatchObject([{ state: "done", unchanged: 0, lease: null }]);

  const stops = await stopEverywhere({
    setUp,
    run: (stop) => stop.until(() => step(id, of(intercepted(stop.on)))),
    async afterStop(where) {
      await step(id, of(env, LEASE_MS));
      expect([where, await left(id, dump.word)]).toEqual([where, end]);
    },
  });

  expect(stops).toBeGreaterThanOrEqual(2 * 7);
});

it("becomes one import with its dump, however often it is sent and stopped on its way", async () => {
  let items = [anArticle()];
  await stopEverywhere({
    setUp: async () => {
      items = [anArticle()];
    },
    run: (stop) => stop.until(() => send(items, { by: of(intercepted(stop.on)) })),
    async afterStop(where) {
      const id = await send(items, { by: of(env) });
      const { state, created } = await step(id, of(env));
      const bytes = new TextEncoder().encode(lines(items)).length;
      const same = await rows("select id from imports where bytes = ? order by id desc limit 1", bytes);
      expect([where, state, created, same]).toEqual([where, "done", 1, [{ id }]]);
    },
  });
});
