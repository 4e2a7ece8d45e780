// kill -9 of everything, at the worst moment: what was answered is there, and nothing is there by half.

import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ask, npmStart, npmStartKilledWhen, READER, type Site } from "./npm-start.ts";

let stateDir: string;
let site: Site | null = null;

beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), "edgewise-kill-"));
});
afterEach(async () => {
  await site?.kill();
  site = null;
  await rm(stateDir, { recursive: true, force: true });
});

const startEmpty = async (): Promise<Site> => {
  site = await npmStart({ stateDir, env: { DEMO: "0" } });
  return site;
};

/** A word that no other article has, so that a search finds this one alone. */
const wordOf = (n: number): string => `w${n.toString(36).padStart(5, "q")}x`;

const publish = (to: Site, n: number) =>
  ask(to, "POST", "/articles", { title: `Article ${n}`, section: "news", body: `It says ${wordOf(n)}.` });

interface Listed {
  id: number;
  title: string;
  url: string;
  version: number;
}

async function allArticles(of: Site): Promise<Listed[]> {
  const items: Listed[] = [];
  let cursor = "";
  do {
    const { body } = await ask(of, "GET", `/articles?limit=100${cursor}`);
    items.push(...body.items);
    cursor = body.nextCursor === null ? "" : `&cursor=${encodeURIComponent(body.nextCursor)}`;
  } while (cursor !== "");
  return items;
}

const pageOf = async (of: Site, url: string): Promise<string> =>
  (await fetch(new URL(new URL(url).pathname, of.origin))).text();

/** The articles of which the database has a part and lacks another. */
async function halfWritten(): Promise<unknown[]> {
  const folder = join(stateDir, "d1", "miniflare-D1DatabaseObject");
  const name = (await readdir(folder)).find((file) => file.endsWith(".sqlite") && file !== "metadata.sqlite");
  const database = new DatabaseSync(join(folder, String(name)));
  try {
    const [check] = database.prepare("PRAGMA integrity_check").all();
    const parts = ["article_sources", "article_html", "article_texts", "article_slugs"].map(
      (table) => `
        SELECT id AS article, '${table}' AS lacks FROM articles WHERE id NOT IN (SELECT article_id FROM ${table})
        UNION SELECT article_id, 'articles' FROM ${table} WHERE article_id NOT IN (SELECT id FROM articles)`,
    );
    const revisions = `
      SELECT id AS article, 'revision' AS lacks FROM articles
        WHERE NOT EXISTS (SELECT 1 FROM revisions r WHERE r.article_id = id AND r.version = articles.version)
      UNION SELECT article_id, 'articles' FROM revisions WHERE article_id NOT IN (SELECT id FROM articles)`;
    const lacking = [...parts, revisions].flatMap((sql) => database.prepare(sql).all());
    return check?.integrity_check === "ok" ? lacking : [check, ...lacking];
  } finally {
    database.close();
  }
}

describe("kill -9", () => {
  it("loses nothing that was acknowledged when the process is killed right after a 201", async () => {
    const first = await startEmpty();
    const { status, body: article } = await publish(first, 1);
    await first.kill();
    expect(status).toBe(201);

    expect(await halfWritten()).toEqual([]);
    const second = await startEmpty();
    expect((await ask(second, "GET", `/articles/${article.id}`)).body).toMatchObject({
      title: "Article 1",
      version: 1,
    });
    expect(await pageOf(second, article.url)).toContain(wordOf(1));
    expect(await pageOf(second, "http://any/news")).toContain("Article 1");
    expect(await pageOf(second, "http://any/")).toContain("Article 1");
  });

  it("loses no correction and no withdrawal that was answered, whatever pages were kept before it", async () => {
    const first = await startEmpty();
    const [{ body: corrected }, { body: withdrawn }] = [await publish(first, 1), await publish(first, 2)];
    await pageOf(first, corrected.url);
    await pageOf(first, withdrawn.url);
    await ask(first, "DELETE", `/articles/${withdrawn.id}`);
    const { status } = await ask(first, "PATCH", `/articles/${corrected.id}`, { body: `It says ${wordOf(3)}.` });
    await first.kill();
    expect(status).toBe(200);

    expect(await halfWritten()).toEqual([]);
    const second = await startEmpty();
    const page = await pageOf(second, corrected.url);
    expect(page).toContain(wordOf(3));
    expect(page).not.toContain(wordOf(1));
    expect((await fetch(new URL(new URL(withdrawn.url).pathname, second.origin))).status).toBe(410);
  });

  it.each([3, 17, 40])(
    "with eight editors at work, after %i answers, keeps each acknowledged article whole and none by half",
    { timeout: 120_000 },
    async (killAt) => {
      const first = await startEmpty();
      const acknowledged = new Map<number, number>();
      let next = 0;
      let killing: Promise<void> | null = null;
      const editor = async (): Promise<void> => {
        while (killing === null) {
          const n = next++;
          const answer = await publish(first, n).catch(() => null);
          if (answer?.status === 201) acknowledged.set(n, answer.body.id);
          if (acknowledged.size >= killAt) killing ??= first.kill();
        }
      };
      await Promise.all(Array.from({ length: 8 }, editor));
      await killing;

      expect(await halfWritten()).toEqual([]);
      const second = await startEmpty();
      const articles = await allArticles(second);
      const ids = new Set(articles.map(({ id }) => id));
      expect([...acknowledged.values()].filter((id) => !ids.has(id))).toEqual([]);
      expect(articles.length).toBeLessThanOrEqual(next);
      for (const { title, url } of articles) {
        const word = wordOf(Number(title.replace("Article ", "")));
        expect(await pageOf(second, url)).toContain(word);
        expect(await (await fetch(`${second.origin}/search?q=${word}`)).text()).toContain(title);
      }
    },
  );

  it("loses no read that was answered true, and counts none twice", { timeout: 120_000 }, async () => {
    const first = await startEmpty();
    const articles: number[] = [];
    for (let n = 0; n < 3; n++) articles.push((await publish(first, n)).body.id);
    const sent = new Map<number, number>(articles.map((id) => [id, 0]));
    const counted = new Map<number, number>(articles.map((id) => [id, 0]));
    let answered = 0;
    let killing: Promise<void> | null = null;
    const reader = async (r: number): Promise<void> => {
      for (let n = 0; killing === null; n++) {
        const id = articles[(r + n) % articles.length] ?? 0;
        sent.set(id, (sent.get(id) ?? 0) + 1);
        const read = await sendRead(first, id, `10.${r}.${n >> 8}.${n & 255}`).catch(() => null);
        if (read?.counted !== true) continue;
        counted.set(id, (counted.get(id) ?? 0) + 1);
        answered += 1;
        if (answered >= 200) killing ??= first.kill();
      }
    };
    await Promise.all(Array.from({ length: 12 }, (_, r) => reader(r)));
    await killing;

    const second = await startEmpty();
    for (const id of articles) {
      const { reads } = await (await fetch(`${second.origin}/reads/${id}`)).json();
      expect(reads).toBeGreaterThanOrEqual(counted.get(id) ?? 0);
      expect(reads).toBeLessThanOrEqual(sent.get(id) ?? 0);
      expect((await sendRead(second, id, "10.99.0.1")).reads).toBe(reads + 1);
    }
  });

  it.each([1, 12, 40])(
    "while the demo is put in, at article %i, leaves what the next start completes, each article once",
    { timeout: 120_000 },
    async (articles) => {
      const whole = (await demoTitles()).length;
      await npmStartKilledWhen({ stateDir }, async () => (await articlesOnDisk()) >= articles);
      const before = await articlesOnDisk();
      console.log(`Killed with ${before} of ${whole} demo articles.`);

      site = await npmStart({ stateDir });

      const titles = (await allArticles(site)).map(({ title }) => title);
      expect(new Set(titles).size).toBe(titles.length);
      expect(titles.length).toBe(whole);
      expect((await fetch(site.origin)).status).toBe(200);
    },
  );
});

async function sendRead(to: Site, id: number, address: string): Promise<{ reads: number; counted: unknown }> {
  const headers = { "user-agent": READER, "cf-connecting-ip": address };
  return (await fetch(`${to.origin}/reads/${id}`, { method: "POST", headers })).json();
}

async function demoTitles(): Promise<string[]> {
  const files = await readdir(join(import.meta.dirname, "../../demo/articles"), { recursive: true });
  return files.filter((file) => file.endsWith(".md"));
}

/** How many articles D1's file holds, while workerd writes it; 0 before there is one. */
async function articlesOnDisk(): Promise<number> {
  const folder = join(stateDir, "d1", "miniflare-D1DatabaseObject");
  const files = await readdir(folder).catch(() => []);
  const name = files.find((file) => file.endsWith(".sqlite") && file !== "metadata.sqlite");
  if (name === undefined) return 0;
  try {
    const database = new DatabaseSync(join(folder, name), { readOnly: true });
    try {
      return Number(database.prepare("SELECT count(*) AS articles FROM articles").get()?.articles);
    } finally {
      database.close();
    }
  } catch {
    // Not made yet, or locked at this moment: asked again.
    return 0;
  }
}
