// An import's steps: it goes on from any item, comes twice without harm, and says what it did.

import { env } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import { removeLostDumps } from "../../src/imports/imports";
import { LEASE_MS, MAX_ATTEMPTS } from "../../src/imports/limits";
import { stepImport } from "../../src/imports/step";
import { api, change, rows, theRow, theValue, visit } from "../api/client";
import { intercepted } from "../failing/bindings";
import {
  aFile,
  anArticle,
  aPage,
  aSectionItem,
  CUT,
  failingAt,
  finish,
  outcomes,
  report,
  send,
  step,
  take,
  works,
} from "./builders";

/** One of each kind, which lean on each other. */
function aSite() {
  const section = aSectionItem();
  const file = aFile();
  const original = anArticle({
    section: section.slug,
    oldUrls: [`https://old.test/?p=${section.slug}`],
    body: `[the file](${file.url})`,
    media: [file.url],
  });
  const translation = anArticle({ section: section.slug, lang: "en", translationOf: original.key });
  return [section, file, original, translation, aPage()];
}

const articlesNamed = (titles: readonly string[]) =>
  rows(
    "select id, title, version from articles where title in (select value from json_each(?))",
    JSON.stringify(titles),
  );

const titlesOf = (items: ReturnType<typeof aSite>): string[] =>
  items.flatMap((item) => ("title" in item ? [item.title] : []));

describe("an import", () => {
  it("takes as many items a step as it may, goes on from each, and ends as one that takes them all at once", async () => {
    const items = aSite();
    const id = await send(items);

    const steps = await finish(id, works({ calls: 0 }));

    expect(steps).toBe(items.length);
    expect(outcomes(await report(id))).toEqual(items.map(() => "created"));
    expect(await theRow("select state, cursor, created, attempts, lease from imports where id = ?", id)).toEqual({
      ...{ state: "done", cursor: 5, created: 5, attempts: 0, lease: null },
    });
    expect(await articlesNamed(titlesOf(items))).toHaveLength(2);
  });

  it("finds all unchanged when the same dump comes again, and is the same import", async () => {
    const items = aSite();
    const id = await send(items);
    await finish(id);
    const before = await rows("select * from revisions");

    const again = await send(items);
    await finish(again);

    expect(again).toBe(id);
    expect(outcomes(await report(id))).toEqual(items.map(() => "unchanged"));
    expect(await rows("select * from revisions")).toEqual(before);
    expect((await env.MEDIA.list({ prefix: "imports/" })).objects.map(({ key }) => key)).toContain(
      await theValue("select dump from imports where id = ?", id),
    );
  });

  it("finds what another dump has brought, and changes only what is different", async () => {
    const [one, two] = [anArticle({ author: "A" }), anArticle()];
    const page = aPage();
    await take([one, two, page]);

    const changed = { ...one, title: `${one.title} again`, author: null, tags: ["new"] };
    const lines = await take([changed, two, { ...page, body: "New words." }]);

    expect(outcomes(lines)).toEqual(["changed", "unchanged", "changed"]);
    expect(await theRow("select author, tags, version from articles where title = ?", changed.title)).toEqual({
      ...{ author: null, tags: '["new"]', version: 2 },
    });
    expect(await (await visit(lines[2]?.url ?? "")).text()).toContain("New words.");
  });

  it("leaves alone what an editor has changed since, withdrawn, or taken away, and says so", async () => {
    const [edited, withdrawn, page] = [anArticle(), anArticle(), aPage()];
    await take([edited, withdrawn, page]);
    const ids = await rows<{ id: number }>("select id from articles order by id desc limit 2");
    await change(ids[1]?.id ?? 0, { body: "An editor's words." });
    await api("DELETE", `/articles/${ids[0]?.id}`);
    await api("PUT", "/pages", { items: [] });

    const lines = await take([edited, withdrawn, page].map((item) => ({ ...item, body: "New words." })));

    const said = "it was edited here since it came, and stays as it is";
    expect(lines.map(({ outcome, notes }) => [outcome, notes[0]])).toEqual([
      ["skipped", said],
      ["skipped", said],
      ["skipped", "it was taken away here"],
    ]);
    expect(await theValue("select source from article_sources where article_id = ?", ids[1]?.id)).toBe(
      "An editor's words.",
    );
  });

  it("is worked on by one step at a time; what a step that lost its lease took is there once", async () => {
    const items = aSite();
    const id = await send(items);
    const later = works({ clock: () => Date.now() + LEASE_MS + 1000 });

    const first = stepImport(works(), id);
    const second = await stepImport(works(), id);
    const third = await stepImport(later, id);
    await first;
    await finish(id, later);

    expect(second).toEqual({ ok: false, reason: "busy" });
    expect(third.ok).toBe(true);
    expect(await articlesNamed(titlesOf(items))).toHaveLength(2);
    expect(await rows("select count(*) as n from import_items where import_id = ?", id)).toEqual([{ n: 5 }]);
  });

  it("makes no more calls a step than it may", async () => {
    let calls = 0;
    const count = intercepted((_, carryOut) => {
      calls += 1;
      return carryOut();
    });
    const oldUrls = () => [`/${crypto.randomUUID()}`];
    const section = aSectionItem({ oldUrls: oldUrls() });
    const files = [1, 2].map(() => aFile());
    const articles = [1, 2, 3, 4].map(() => anArticle({ section: section.slug, oldUrls: oldUrls() }));
    const items = [section, aPage({ oldUrls: oldUrls() }), ...files, ...articles];
    const id = await send(items);
    const { desk } = works();

    const by = works({ desk: { ...desk, d1: count.DB }, bucket: count.MEDIA, calls: 45 });
    const made: number[] = [];
    for (let state = "running"; state === "running"; made.push(calls)) {
      calls = 0;
      state = (await step(id, by)).state;
    }

    expect(Math.max(...made)).toBeLessThanOrEqual(45);
    expect(made[0]).toBeGreaterThan(30);
  });

  it("gives up an item at which each step fails, and takes the others", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const id = await send([anArticle(), anArticle(), anArticle()]);

    const steps = await finish(id, works({ formats: failingAt(2, new TypeError("a bug")) }));

    expect(steps).toBe(MAX_ATTEMPTS + 2);
    expect((await report(id)).map(({ outcome, notes }) => [outcome, ...notes])).toEqual([
      ["created"],
      ["failed", "each attempt failed: TypeError: a bug"],
      ["created"],
    ]);
  });

  it("keeps its dump; what an upload left that broke off is removed after a while", async () => {
    const id = await send([anArticle()]);
    await env.MEDIA.put("imports/lost", "x");
    const dump = await theValue<string>("select dump from imports where id = ?", id);

    const soon = await removeLostDumps(env.DB, env.MEDIA, Date.now());
    const later = await removeLostDumps(env.DB, env.MEDIA, Date.now() + 2 * 3_600_000);

    expect([soon, later]).toEqual([0, 1]);
    expect([await env.MEDIA.head("imports/lost"), (await env.MEDIA.head(dump))?.key]).toEqual([null, dump]);
  });

  it("fails where the dump can't be read on, and keeps what came before", async () => {
    const id = await send([anArticle(), CUT]);

    const { state, detail, created } = await step(id);

    expect({ state, detail, created }).toEqual({ state: "failed", detail: "cut off", created: 1 });
  });
});
