// Articles of a database from before the index had its form are found again, however often the job is stopped.

import { applyD1Migrations, reset } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import { openDatabase } from "../../src/db/client";
import { reindex } from "../../src/publishing/reindex";
import { api } from "../promises/client";
import { pathsFor } from "../site/search/results";

const ARTICLES = 30;
const db = () => openDatabase(env.DB);
const waiting = () => env.DB.prepare("select count(*) as n from search_waiting").first<number>("n");

/** A database of the form before, with articles, brought up to date. */
beforeEach(async () => {
  await reset();
  const isNewer = ({ name }: { name: string }) => name >= "0004";
  await applyD1Migrations(
    env.DB,
    env.TEST_MIGRATIONS.filter((migration) => !isNewer(migration)),
  );
  await env.DB.batch(
    [
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < ${ARTICLES})
        insert into articles (guid, section_id, lang, slug, title, excerpt, tags, related, state, published_at, day, created_at,
          updated_at)
        select 'guid ' || i, 1, 'zh-CN', 'a' || i, '旧文' || i, '', '[]', '[]', 'live', i * 1000, '1970-01-01', 1, 1 from n`,
      "insert into article_texts (article_id, text) select id, '電纜與LoRaWAN' from articles",
      "insert into article_sources (article_id, format, source) select id, 'markdown', '電纜與LoRaWAN' from articles",
      "insert into article_search (rowid, title, body, pairs) select id, '旧文', 'lorawan', '旧文 文' from articles",
    ].map((query) => env.DB.prepare(query)),
  );
  await applyD1Migrations(env.DB, env.TEST_MIGRATIONS);
});

describe("articles from before", () => {
  it("wait for the job, which makes the newest findable first and goes on where it was stopped", async () => {
    expect(await waiting()).toBe(ARTICLES);
    let turns = 0;

    const made = await reindex(db(), () => turns++ < 2);

    const found = await pathsFor("电缆");
    expect(found).toHaveLength(made);
    expect(found[0]).toBe(`/news/a${ARTICLES}`);
    expect(await waiting()).toBe(ARTICLES - made);

    expect((await api("POST", "/jobs/reindex")).body).toMatchObject({ outcome: "done" });
    expect(await pathsFor("oRaW")).toHaveLength(ARTICLES);
    expect(await waiting()).toBe(0);
  });

  it("are found once when two runs meet, and when an editor saves one meanwhile", async () => {
    const [, , changed] = await Promise.all([
      reindex(db(), () => true),
      reindex(db(), () => true),
      api("PATCH", "/articles/30", { title: "新题" }),
    ]);
    await reindex(db(), () => true);

    expect(changed.status).toBe(200);
    expect(await pathsFor("电缆")).toHaveLength(ARTICLES);
    expect(await pathsFor("新题")).toEqual(["/news/a30"]);
    expect(await pathsFor("旧文30")).toEqual([]);
  });

  it("that are deleted wait no more", async () => {
    await env.DB.prepare("delete from articles where id = 7").run();

    await reindex(db(), () => true);

    expect(await pathsFor("电缆")).toHaveLength(ARTICLES - 1);
    expect(await waiting()).toBe(0);
  });
});
