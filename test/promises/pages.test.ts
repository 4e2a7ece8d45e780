import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { openDatabase } from "../../src/db/client";
import { pageServer } from "../../src/pages/isolate";
import { type PageRequest, PageServer, type Served } from "../../src/pages/serve";
import { renderArticle } from "../../src/site/routes/article";
import { renderHome } from "../../src/site/routes/home";
import { api, cacheStatus, ORIGIN, publish, visit } from "./client";

/** A request for a page at an isolate of its own, at a moment of its own. */
function request(path: string, { now = Date.now, before }: { now?: () => number; before?: () => Promise<void> } = {}) {
  const ctx = createExecutionContext();
  const [, section = "", slug = ""] = decodeURIComponent(path).split("/");
  const asked: PageRequest = {
    key: `${ORIGIN}${path}`,
    d1: env.DB,
    kv: env.PAGES,
    build: "test-build",
    clock: now,
    waitUntil: (work) => ctx.waitUntil(work),
    render: async (session) => {
      const seen = { db: openDatabase(session), origin: ORIGIN, path, search: "", lang: null, now: now() };
      const rendering = await (section === "" ? renderHome(seen) : renderArticle(seen, { section, slug }));
      await before?.();
      return rendering;
    },
  };
  return { asked, settled: () => waitOnExecutionContext(ctx) };
}

async function serve(isolate: PageServer, path: string, options: Parameters<typeof request>[1] = {}): Promise<Served> {
  const { asked, settled } = request(path, options);
  const served = await isolate.serve(asked);
  await settled();
  return served;
}

const textOf = (served: Served): string =>
  served.outcome === "unavailable" ? "" : new TextDecoder().decode(served.page.plain);
const statusOf = (served: Served): number => (served.outcome === "unavailable" ? 503 : served.page.header.status);

describe("a change", () => {
  it("shows at once to the isolate that made it, and leaves other articles' pages as they are", async () => {
    const first = await publish({ body: "old text" });
    // So many newer ones that the last neither neighbours the first nor lists it as related.
    for (const _ of Array.from({ length: 8 })) await publish();
    const other = await publish();
    await visit(first.path);
    await visit(other.path);

    await api("PATCH", `/articles/${first.id}`, { body: "new text" });

    const changed = await visit(first.path);
    expect(cacheStatus(changed)).toContain("fwd=miss");
    expect(await changed.text()).toContain("new text");
    expect(cacheStatus(await visit(other.path))).toContain("hit; detail=memory");
  });

  it("is never undone by a slow render that began before it and ends after it", async () => {
    const article = await publish({ body: "old text" });
    const isolate = new PageServer();

    const slow = await serve(isolate, article.path, {
      before: async () => {
        const { body } = await api("PATCH", `/articles/${article.id}`, { body: "new text" });
        isolate.ledger.noteOwnPurge([{ id: await newestVersion(), tag: `article:${body.id}` }], null);
      },
    });

    expect(textOf(slow)).toContain("old text");
    expect(textOf(await serve(isolate, article.path))).toContain("new text");
    expect(textOf(await serve(new PageServer(), article.path))).toContain("new text");
  });

  it("reaches an isolate that did not make it within 15 s", async () => {
    const article = await publish({ body: "old text" });
    const isolate = new PageServer();
    await serve(isolate, article.path);
    await api("PATCH", `/articles/${article.id}`, { body: "new text" });

    const later = () => Date.now() + 15_000;

    expect(textOf(await serve(isolate, article.path, { now: later }))).toContain("new text");
  });

  it("of a title reaches the home page and the neighbours, which show it", async () => {
    const older = await publish();
    const article = await publish({ title: "The old title of a neighbour" });
    expect(await (await visit(older.path)).text()).toContain("The old title of a neighbour");

    await api("PATCH", `/articles/${article.id}`, { title: "The new title of a neighbour" });

    expect(await (await visit(older.path)).text()).toContain("The new title of a neighbour");
    expect(await (await visit("/")).text()).not.toContain("The old title of a neighbour");
  });
});

describe("a translation that is one no longer", () => {
  it("is linked by none of its former siblings", async () => {
    const original = await publish();
    const translation = await publish({ lang: "en", translationOf: original.id });
    expect(await (await visit(original.path)).text()).toContain(`hreflang="en" href="${translation.url}"`);

    await api("PATCH", `/articles/${translation.id}`, { translationOf: null });

    expect(await (await visit(original.path)).text()).not.toContain(translation.url);
  });
});

describe("the clock alone", () => {
  const inAMinute = () => Math.floor(Date.now() / 1000) * 1000 + 60_000;

  it("publishes a scheduled article on the second, on its own page and on those that list it, with no cron running", async () => {
    const at = inAMinute();
    const title = `Scheduled ${crypto.randomUUID()}`;
    const article = await publish({ title, publishAt: new Date(at).toISOString() });
    const isolate = new PageServer();
    const until = { now: () => at - 1 };
    const from = { now: () => at };

    const [before, homeBefore] = [await serve(isolate, article.path, until), await serve(isolate, "/", until)];
    const [after, homeAfter] = [await serve(isolate, article.path, from), await serve(isolate, "/", from)];

    expect(statusOf(before)).toBe(404);
    expect(textOf(homeBefore)).not.toContain(title);
    expect(statusOf(after)).toBe(200);
    expect(textOf(homeAfter)).toContain(title);
  });

  it("expires an article on the second, and takes its title from the home page and its neighbours", async () => {
    const at = inAMinute();
    const older = await publish();
    const title = `Expiring ${crypto.randomUUID()}`;
    const article = await publish({ title, expireAt: new Date(at).toISOString() });
    const isolate = new PageServer();

    for (const path of [older.path, "/"]) {
      expect(textOf(await serve(isolate, path, { now: () => at - 1 }))).toContain(title);
      expect(textOf(await serve(isolate, path, { now: () => at }))).not.toContain(title);
    }
    expect(statusOf(await serve(isolate, article.path, { now: () => at }))).toBe(410);
  });
});

describe("a part that fails", () => {
  const broken = new Proxy(env.DB, {
    get: (target, name) =>
      name === "withSession"
        ? () => ({
            prepare: () => env.DB.prepare("select * from nothing_like_this"),
            batch: fail,
            getBookmark: () => null,
          })
        : Reflect.get(target, name),
  });
  async function fail(): Promise<never> {
    throw new Error("D1_ERROR: down");
  }

  it("of D1: the last good page stands in and says so; without one the answer is 503", async () => {
    const article = await publish({ body: "good text" });
    const isolate = new PageServer();
    await serve(isolate, article.path);
    const later = () => Date.now() + 20_000;

    const down = request(article.path, { now: later });
    const standIn = await isolate.serve({ ...down.asked, d1: broken });
    const nothing = await new PageServer().serve({ ...request("/news/not-kept").asked, d1: broken });

    expect(standIn).toMatchObject({ outcome: "hit", from: "stale-if-error" });
    expect(textOf(standIn)).toContain("good text");
    expect(nothing.outcome).toBe("unavailable");
  });

  it("of KV: down or full of rubbish, the site answers all the same", async () => {
    const article = await publish({ body: "good text" });
    const kvDown = new Proxy(env.PAGES, { get: () => fail });
    const kvRubbish = new Proxy(env.PAGES, { get: () => async () => new TextEncoder().encode("EW02 rubbish").buffer });

    for (const kv of [kvDown, kvRubbish]) {
      const { asked } = request(article.path);
      expect(textOf(await new PageServer().serve({ ...asked, kv }))).toContain("good text");
    }
  });
});

describe("what is kept", () => {
  it("is read from KV by another isolate, without a render", async () => {
    const article = await publish();
    const isolate = new PageServer();
    // Rendered twice within ten minutes: worth a KV write (P16).
    await serve(isolate, article.path);
    isolate.memory.delete(`${ORIGIN}${article.path}`);
    await serve(isolate, article.path);

    const served = await serve(new PageServer(), article.path);

    expect(served).toMatchObject({ outcome: "hit", from: "kv" });
  });

  it("is never an error page, a search or an empty archive", async () => {
    const before = (await env.PAGES.list()).keys.length;

    for (const path of ["/news/nowhere", "/nowhere", "/search?q=nothing", "/news/1999/01"]) {
      for (const _ of [1, 2]) expect(cacheStatus(await visit(path))).not.toContain("hit");
    }

    expect((await env.PAGES.list()).keys.length).toBe(before);
  });

  it("is not served by another build", async () => {
    const article = await publish();
    const isolate = new PageServer();
    await serve(isolate, article.path);

    const { asked } = request(article.path);
    const served = await isolate.serve({ ...asked, build: "the-next-build" });

    expect(served.outcome).toBe("rendered");
  });

  it("is not split by query strings, and answers a known ETag by 304", async () => {
    const article = await publish();
    const first = await visit(article.path);

    const tracked = await visit(`${article.path}?utm_source=x`);
    const known = await visit(article.path, { headers: { "if-none-match": `"else", ${first.headers.get("etag")}` } });

    expect(cacheStatus(tracked)).toContain("hit; detail=memory");
    expect(known.status).toBe(304);
    expect(await known.text()).toBe("");
  });
});

describe("addresses", () => {
  it("lead on when a slug changes, and say when an article was withdrawn", async () => {
    const article = await publish();
    const slug = `new-${crypto.randomUUID()}`;
    await api("PATCH", `/articles/${article.id}`, { slug });

    const old = await visit(article.path);
    const short = await visit(`/a/${article.id}`);
    await api("DELETE", `/articles/${article.id}`);
    const withdrawn = await visit(`/news/${slug}`);

    expect([old.status, old.headers.get("location")]).toEqual([301, `/news/${slug}`]);
    expect([short.status, short.headers.get("location")]).toEqual([301, `/news/${slug}`]);
    expect(withdrawn.status).toBe(410);
  });

  it("have one spelling: any other answers 301", async () => {
    for (const other of ["/News", "/news/", "/news//", "/%6eews"]) {
      const { status, headers } = await visit(other);
      expect([other, status, headers.get("location")]).toEqual([other, 301, "/news"]);
    }
    expect((await visit("/%ff")).status).toBe(400);
    expect((await visit("/news", { method: "POST" })).headers.get("allow")).toBe("GET, HEAD");
  });
});

const newestVersion = async (): Promise<number> => {
  await pageServer.ledger.refresh(env.DB, Date.now);
  return pageServer.ledger.view?.head ?? 0;
};
