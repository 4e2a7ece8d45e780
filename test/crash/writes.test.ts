// Every write, stopped at each of its calls: all of it is done or nothing, and sent again it leaves what readers should see.

import { env } from "cloudflare:workers";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import type { Env } from "../../src/env";
import { intercepted, overriding } from "../failing/bindings";
import { type Answer, Isolate } from "../failing/isolate";
import { type Asked, changesOf, requestOf } from "../failing/requests";
import { emptySite, tables } from "./state";
import { stopEverywhere } from "./stopping";

const ORIGIN = "http://site.test";

/** The test's own, but for the limit of writes a minute, which these would soon reach. */
const unlimited: Env = {
  ...env,
  WRITE_LIMIT: overriding(env.WRITE_LIMIT, { limit: async () => ({ success: true }) }),
};

/** Asked of an isolate that has just begun. */
const ask = (asked: Asked, of = unlimited): Promise<Answer> => new Isolate().ask(requestOf(asked, ORIGIN), of);

// All at one moment, so that runs differ in nothing by the clock.
beforeAll(() => void vi.useFakeTimers({ toFake: ["Date"], now: Date.now() }));
afterAll(() => void vi.useRealTimers());

/** A site with two articles, 1 and 2. */
async function setUp(): Promise<void> {
  await emptySite();
  for (const slug of ["one", "two"]) {
    const body = JSON.stringify({ title: slug, slug, section: "news", body: "Words to find.", tags: ["failing"] });
    await ask({ kind: "apiWrite", method: "POST", path: "/api/articles", status: 201, body });
  }
}

const PATHS = ["/", "/news", "/news/one", "/news/two", "/news/new-word", "/tag/failing", "/search?q=words"];

/** What a reader sees: each page's status and text. */
const seen = () =>
  Promise.all(
    PATHS.map(async (path) => {
      const { status, text } = await ask({ kind: "page", method: "GET", path, status: 200 });
      return { path, status, text };
    }),
  );

const settings = {
  ...{ name: {}, tagline: {}, description: {}, languages: ["zh-CN", "en"], timeZone: "Asia/Shanghai" },
  ...{ hotline: null, filings: [], purges: [] },
};
const CHANGES = changesOf({ changed: 1, withdrawn: 2, settings, word: "word" });

describe("a write that is stopped anywhere has done all or nothing, and sent again it leaves what readers should see", () => {
  it.each(CHANGES)("$method $path $status", { timeout: 60_000 }, async (asked) => {
    await setUp();
    const nothing = await tables();
    const { status } = await ask(asked);
    const [all, expected] = [await tables(), await seen()];
    expect(status).toBe(asked.status);
    const found = { nothing: 0, all: 0 };

    const stops = await stopEverywhere({
      setUp,
      run: (stop) => stop.until(() => ask(asked, intercepted(stop.on, unlimited))),
      async afterStop(where) {
        const isDone = JSON.stringify(await tables()) === JSON.stringify(all);
        if (!isDone) expect([where, await tables()]).toEqual([where, nothing]);
        found[isDone ? "all" : "nothing"] += 1;
        const again = await ask(asked);

        expect([where, again.status < 300]).toEqual([where, true]);
        await expectFilesOfLibrary();
        if (isDone && asked.path === "/api/articles") await expectTwoArticles();
        else expect([where, await seen()]).toEqual([where, expected]);
      },
    });

    expect(stops).toBe(found.nothing + found.all);
    expect(found).toEqual({ nothing: expect.toSatisfy(isPositive), all: expect.toSatisfy(isPositive) });
  });
});

const isPositive = (count: number): boolean => count > 0;

/** Every file that the library lists is there; one that is not listed yet does no harm. */
async function expectFilesOfLibrary(): Promise<void> {
  const stored = (await env.MEDIA.list()).objects.map(({ key }) => key);
  const { media = [] } = await tables();
  expect(stored).toEqual(expect.arrayContaining(media.map(({ hash }) => hash)));
}

/** Nothing tells a new article that is sent again from another one of the same words: it is published under the next slug. */
async function expectTwoArticles(): Promise<void> {
  const { articles = [] } = await tables();
  expect(articles.map(({ slug }) => slug)).toEqual(["one", "two", "new-word", "new-word-2"]);
  for (const slug of ["new-word", "new-word-2"]) {
    const { status, text } = await ask({ kind: "page", method: "GET", path: `/news/${slug}`, status: 200 });
    expect([status, text.includes("Words to find: word.")]).toEqual([200, true]);
  }
}
