// What an import of an export does where not all is as it was: a site of its own, a file that is missing.

import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { ORIGIN, rows, theRow, theValue } from "../api/client";
import { tables } from "../crash/state";
import { emptySite } from "./empty-site";
import { articleOf, changed, exportOf, publish } from "./exported";
import { ask, call, counterOf, exportAll, importText, linesOf, outcomesOf, placeIn, read } from "./site";

beforeEach(emptySite);

describe("an import into a site", () => {
  it("changes nothing the second time", async () => {
    const text = await exportOf(
      { title: "One", tags: ["a"] },
      { title: "Two", tags: ["a"], lang: "en", translationOf: 1 },
    );
    await importText(text);
    const first = await tables();

    const taken = await importText(text);

    expect(outcomesOf(taken)).toEqual({ unchanged: taken.length });
    expect(await tables()).toEqual(first);
  });

  it("gives no id twice, not even one that the exported site had given to something that is gone", async () => {
    await call("PUT", "/sections", {
      items: [
        { slug: "news", name: { en: "News" } },
        { slug: "brief", name: { en: "Brief" } },
      ],
    });
    await call("PUT", "/sections", { items: [{ slug: "news", name: { en: "News" } }] });
    const text = await exportOf({ title: "One" });
    await importText(text);

    const { items } = await call("PUT", "/sections", {
      items: [
        { slug: "news", name: { en: "News" } },
        { slug: "new", name: { en: "New" } },
      ],
    });
    const { id } = await publish({ title: "Two" });

    expect([items.map((section) => section.id), id]).toEqual([[1, 3], 2]);
    expect((await ask("GET", "/brief")).status).toBe(404);
  });

  it("purges what it changes: kept pages show the new article at once", async () => {
    const text = await exportOf({ title: "A headline of its own" });
    await ask("GET", "/");
    const before = await theValue<number>("select max(id) from ledger");

    await importText(text);

    const purged = await rows<{ tag: string }>("select tag from ledger where id > ?", before);
    expect(purged.map(({ tag }) => tag)).toEqual(expect.arrayContaining(["article:1", "latest:news", "home", "feed"]));
    expect((await ask("GET", "/")).text).toContain("A headline of its own");
  });

  it("leaves a site that has articles its own settings, links and pages, and adds sections, pages and articles under free ids", async () => {
    const about = { slug: "about", title: { en: "About" }, body: { en: "Theirs." } };
    await call("PUT", "/pages", { items: [about, { slug: "press", title: { en: "Press" }, body: { en: "Press." } }] });
    await call("PUT", "/links", { items: [{ name: "Theirs", url: "https://theirs.example/" }] });
    await call("PUT", "/sections", {
      items: [
        { slug: "news", name: { en: "Theirs" } },
        { slug: "tech", name: { en: "Tech" } },
      ],
    });
    const text = await exportOf(
      { title: "Theirs", slug: "same" },
      { title: "Also", section: "tech", lang: "en", translationOf: 1 },
    );
    await publish({ title: "Ours", slug: "same" });
    await call("PUT", "/pages", { items: [{ ...about, body: { en: "Ours." } }] });

    const taken = await importText(text);

    const skipped = taken.filter(({ outcome }) => outcome === "skipped").map(({ key }) => key);
    expect(skipped).toEqual(["links", "page:about@en"]);
    expect(taken.find(({ kind }) => kind === "article")?.notes).toEqual([
      "has the id 3 here: 1 is another article's",
      "has the slug same-2 here: same is another article's",
    ]);
    expect(await rows("select id, title, translation_of from articles order by id")).toEqual([
      { id: 1, title: "Ours", translation_of: null },
      { id: 2, title: "Also", translation_of: 3 },
      { id: 3, title: "Theirs", translation_of: null },
    ]);
    expect((await ask("GET", "/en/about")).text).toContain("Ours.");
    expect((await ask("GET", "/en/press")).text).toContain("Press.");
    expect((await ask("GET", "/en/tech/also")).status).toBe(200);
    expect(outcomesOf(await importText(text))).toEqual({ unchanged: taken.length - 2, skipped: 2 });
  });

  it("finds a section by any slug that leads to it, and purges its lists by the one that it has", async () => {
    const text = await exportOf({ title: "Theirs" });
    await call("PUT", "/sections", { items: [{ id: 1, slug: "press", name: { en: "Press" } }] });
    await publish({ title: "Ours", section: "press" });
    const before = await theValue<number>("select max(id) from ledger");

    const taken = await importText(text);

    expect(taken.find(({ kind }) => kind === "article")?.url).toBe("/press/theirs");
    const purged = await rows<{ tag: string }>("select tag from ledger where id > ?", before);
    expect(purged.map(({ tag }) => tag)).toContain("latest:press");
    expect(purged.map(({ tag }) => tag)).not.toContain("site");
  });

  it("takes a newer version of an article, with the versions before it, and leaves a newer one of the site's own", async () => {
    const first = await publish({ title: "One" });
    const old = await exportAll();
    await call("PATCH", `/articles/${first.id}`, { title: "Two" });
    await call("PATCH", `/articles/${first.id}`, { title: "Three", section: "news", tags: ["late"] });
    const recent = await exportAll();
    await emptySite();
    await importText(old);

    const taken = await importText(recent);

    expect(taken.find(({ kind }) => kind === "article")).toMatchObject({ outcome: "changed", notes: [] });
    expect(await exportAll()).toBe(recent);
    const again = (await importText(old)).find(({ kind }) => kind === "article");
    expect(again).toMatchObject({
      outcome: "skipped",
      notes: ["this site has version 3 of it, which is newer than 1"],
    });
    expect(await exportAll()).toBe(recent);
  });

  it("leaves an article that was edited in both sites as this site has it, and says so", async () => {
    const text = await exportOf({ title: "One" });
    await importText(text);
    const theirs = changed(text, "article", () => ({ title: "Theirs" }));

    const taken = await importText(theirs);

    const { guid } = await theRow("select guid from articles");
    expect(taken.find(({ kind }) => kind === "article")).toMatchObject({
      outcome: "skipped",
      notes: [expect.stringContaining("version 1")],
    });
    expect(await articleOf(guid)).toMatchObject({ title: "One" });
  });
});

describe("reads", () => {
  it("go on from where they were, however often they are imported", async () => {
    await publish({ title: "One" });
    await read(1, 40, { "www.example.com": 4 });
    const text = await exportAll();
    await emptySite();
    await importText(text);
    await read(1, 2);

    await importText(text);

    expect(await (await counterOf(1)).total(1)).toEqual({ outcome: "known", reads: 42 });
    expect(await theRow("select sum(reads) as reads from read_days")).toEqual({ reads: 42 });
    expect(await rows("select host, reads from read_hosts")).toEqual([{ host: "www.example.com", reads: 4 }]);
  });

  it("are exported to the last one when they are asked for now", async () => {
    await publish({ title: "One" });
    const delivery = { articleId: 1, sender: "now", lane: 0, sequence: 1, reads: 5, firstSentAt: Date.now() };
    await (await counterOf(1)).add(delivery);

    const known = linesOf((await ask("GET", "/api/export")).text).find(({ type }) => type === "article");
    const now = linesOf((await ask("GET", "/api/export?reads=now")).text).find(({ type }) => type === "article");

    expect([known?.reads, now?.reads]).toEqual([0, 5]);
  });

  it("of the site itself are not counted twice when its database was restored to an earlier day", async () => {
    await publish({ title: "One" });
    await read(1, 40);
    const text = await exportAll();
    await env.DB.prepare("update article_reads set counted = 10").run();

    await importText(text);

    expect(await theRow("select base, counted from article_reads")).toEqual({ base: 0, counted: 40 });
    expect(await (await counterOf(1)).total(1)).toEqual({ outcome: "known", reads: 40 });
  });
});

describe("files", () => {
  const PDF = "%PDF-1.7\nabc\n";

  it("are stored under the same hash when they are uploaded again, metadata or not", async () => {
    const first = await call("POST", "/media?name=a.pdf", PDF);
    const stored = await (await env.MEDIA.get(first.hash))?.arrayBuffer();
    await emptySite();

    expect((await call("POST", "/media?name=b.pdf", stored)).hash).toBe(first.hash);
  });

  it("are listed as they were when they are uploaded, fetched where that is allowed, and named where they are missing", async () => {
    const file = await call("POST", "/media?name=a.pdf", PDF);
    const text = await exportAll();
    const bytes = new TextEncoder().encode(PDF);
    const take = async (place = placeIn()) => (await importText(text, place)).find(({ kind }) => kind === "media");
    const listed = () => rows("select name, by, created_at from media");
    const before = await listed();
    await emptySite();

    const missing = await take();
    const other = await take(
      placeIn(env, { fetchMedia: async () => ({ bytes: new TextEncoder().encode(`${PDF}%`), name: "x" }) }),
    );
    const fetched = await take(
      placeIn(env, {
        fetchMedia: async (url) => (url === `${ORIGIN}${file.path}` ? { bytes, name: "x" } : { notFetched: "no" }),
      }),
    );

    expect(missing).toMatchObject({
      outcome: "skipped",
      notes: [`its file is not here: upload ${ORIGIN}${file.path}, and import it again`],
    });
    expect(other?.outcome).toBe("failed");
    expect(fetched?.outcome).toBe("created");
    expect(await listed()).toEqual(before);
    expect((await take())?.outcome).toBe("unchanged");
  });

  it("are listed by the import where they are in R2 alone", async () => {
    const { hash } = await call("POST", "/media?name=a.pdf", PDF);
    const text = await exportAll();
    await env.DB.prepare("delete from media").run();

    expect((await importText(text)).find(({ kind }) => kind === "media")).toMatchObject({
      outcome: "created",
      key: hash,
    });
    expect(await exportAll()).toBe(text);
  });
});
