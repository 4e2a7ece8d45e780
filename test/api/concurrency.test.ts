// Many editors at once: preconditions, last writes, and batches that write all or nothing.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { openDatabase } from "../../src/db/client";
import { pageServer } from "../../src/pages/isolate";
import { changeArticle } from "../../src/publishing/articles";
import type { Desk } from "../../src/publishing/desk";
import { api, publish, rows, theRow, theValue } from "./client";

const patch = (id: number, fields: unknown, ifMatch?: string) =>
  api("PATCH", `/articles/${id}`, fields, ifMatch === undefined ? {} : { "if-match": ifMatch });

/** All that a change of an article writes, counted. */
const tracesOf = (id: number) =>
  theRow(
    `select (select version from articles where id = ?1) as version,
      (select count(*) from revisions where article_id = ?1) as revisions,
      (select count(*) from audit where target = 'article:' || cast(?1 as integer)) as audit,
      (select count(*) from article_slugs where article_id = ?1) as slugs,
      (select count(*) from article_tags where article_id = ?1) as tags,
      (select count(*) from deferred_purges where owner like 'article:' || cast(?1 as integer) || ':%') as waiting,
      (select max(id) from ledger) as ledger`,
    id,
  );

describe("If-Match", () => {
  it.each(['"1"', '"7", "1"', ' "1" ', '"7" ,,"a,b","1",', 'W/"1", "1"', "*"])(
    "lets a change through that names what stands: %j",
    async (ifMatch) => {
      const { id } = await publish();

      const { status, headers } = await patch(id, { title: "Changed" }, ifMatch);

      expect([status, headers.get("etag")]).toEqual([200, '"2"']);
    },
  );

  it.each([
    ["an earlier version", '"0"'],
    ["a later version", '"2"'],
    ["a weak tag, which never matches", 'W/"1"'],
    ["a tag that is none of ours", '"abc"'],
    ["a tag with more zeros", '"01"'],
    ["an empty tag", '""'],
  ])("answers 412 with the current ETag, and changes nothing, for %s", async (_, ifMatch) => {
    const { id } = await publish();
    const before = await tracesOf(id);

    for (const method of ["PATCH", "DELETE"]) {
      const body = method === "PATCH" ? { title: "Changed" } : undefined;
      const answer = await api(method, `/articles/${id}`, body, { "if-match": ifMatch });

      expect([answer.status, answer.body.type, answer.headers.get("etag")]).toEqual([
        412,
        "/problems/edited-meanwhile",
        '"1"',
      ]);
    }
    expect(await tracesOf(id)).toEqual(before);
  });

  it.each(["1", '"1', "'1'", '"1" "2"', '"1", 2', 'w/"1"', '"a b"', '*, "1"', ","])(
    "answers 400, and changes nothing, where it is no list of entity tags: %j",
    async (ifMatch) => {
      const { id } = await publish();
      const before = await tracesOf(id);

      const { status, body } = await patch(id, { title: "Changed" }, ifMatch);

      expect([status, body.type]).toEqual([400, "/problems/broken-precondition"]);
      expect(await tracesOf(id)).toEqual(before);
    },
  );

  it("is kept by DELETE", async () => {
    const { id } = await publish();

    const { status, body } = await api("DELETE", `/articles/${id}`, undefined, { "if-match": '"1"' });

    expect([status, body.status]).toEqual([200, "withdrawn"]);
  });

  it("of the same version from ten editors at once: exactly one wins, the others learn what stands", async () => {
    const { id } = await publish();

    const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => patch(id, { title: `Title ${n}` }, '"1"')));

    const won = answers.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    for (const { status, headers } of answers.filter((answer) => !won.includes(answer))) {
      expect([status, headers.get("etag")]).toEqual([412, '"2"']);
    }
    expect(await tracesOf(id)).toMatchObject({ version: 2, revisions: 2, audit: 2 });
    expect((await api("GET", `/articles/${id}`)).body.title).toBe(won[0]?.body.title);
  });
});

describe("twenty changes at once without If-Match", () => {
  it("of different fields all land, and each leaves a revision and an audit line", async () => {
    const { id } = await publish();
    const changes = [
      ...["title", "body", "kind", "summary", "author", "slug"].map((field) => ({ [field]: `${field}-new` })),
      { tags: ["new"] },
      { source: { name: "new" } },
      { cover: { url: "/new.png" } },
      { expireAt: "2099-01-01T00:00:00Z" },
    ];

    const answers = await Promise.all([...changes, ...changes].map((fields) => patch(id, fields)));

    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(200));
    expect((await api("GET", `/articles/${id}`)).body).toMatchObject({
      ...Object.assign({}, ...changes),
      source: { name: "new", url: null },
      cover: { url: "/new.png", alt: "" },
      version: 21,
    });
    expect(await tracesOf(id)).toMatchObject({ revisions: 21, audit: 21 });
    expect(new Set(answers.map(({ body }) => body.version)).size).toBe(20);
  });

  it("of one field: the last one stands, and every other is a revision", async () => {
    const { id } = await publish();
    const titles = Array.from({ length: 20 }, (_, n) => `Title ${n}`);

    const answers = await Promise.all(titles.map((title) => patch(id, { title })));

    const last = answers.find(({ body }) => body.version === 21);
    expect((await api("GET", `/articles/${id}`)).body.title).toBe(last?.body.title);
    const kept = await rows(
      "select fields ->> 'title' as title from revisions where article_id = ? and version > 1",
      id,
    );
    expect(new Set(kept.map(({ title }) => title))).toEqual(new Set(titles));
  });
});

/** A desk whose database lets `meanwhile` happen before each batch that writes. */
function deskWith(meanwhile: () => Promise<void>): Desk {
  const d1 = new Proxy(env.DB, {
    get: (target, name) => (name === "withSession" ? () => sessionWith(target, meanwhile) : Reflect.get(target, name)),
  });
  return { d1, ledger: pageServer.ledger, by: "tester", scope: "publish", now: Date.now(), siteOrigin: null };
}

function sessionWith(d1: D1Database, meanwhile: () => Promise<void>): unknown {
  const session = d1.withSession("first-primary");
  let batches = 0;
  return {
    prepare: (query: string) => session.prepare(query),
    getBookmark: () => session.getBookmark(),
    batch: async (statements: D1PreparedStatement[]) => {
      batches += 1;
      if (batches > 1) await meanwhile();
      return session.batch(statements);
    },
  };
}

describe("a batch whose guard trips", () => {
  it("writes nothing at all: no ledger row, no revision, no audit line, no slug", async () => {
    const { id } = await publish();
    const before = await tracesOf(id);
    const overtake = async () => {
      await env.DB.prepare("update articles set version = version + 1 where id = ?").bind(id).run();
    };

    const outcome = await changeArticle(
      deskWith(overtake),
      { id, ifVersions: null },
      { slug: "elsewhere", tags: ["x"], expireAt: Date.now() + 86_400_000 },
    );

    expect(outcome).toEqual({ ok: false, failure: { reason: "contended" } });
    const after = await tracesOf(id);
    expect({ ...after, version: 0 }).toEqual({ ...before, version: 0 });
  });

  it("reads again and succeeds once nobody is in between", async () => {
    const { id } = await publish();
    let left = 2;
    const overtakeTwice = async () => {
      if (left-- > 0) await env.DB.prepare("update articles set version = version + 1 where id = ?").bind(id).run();
    };

    const outcome = await changeArticle(deskWith(overtakeTwice), { id, ifVersions: null }, { title: "Mine" });

    expect(outcome).toMatchObject({ ok: true, article: { title: "Mine", version: 4 } });
  });

  it("finds the section's new name when the site changed in between", async () => {
    const { id } = await publish();
    const db = openDatabase(env.DB);
    let left = 1;
    const renameOnce = async () => {
      if (left-- > 0) await db.run("update site set version = version + 1");
    };

    const outcome = await changeArticle(deskWith(renameOnce), { id, ifVersions: null }, { title: "Mine" });

    expect(outcome.ok).toBe(true);
    expect(await theValue("select count(*) from revisions where article_id = ?", id)).toBe(2);
  });
});
