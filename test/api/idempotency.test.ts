// Idempotency-Key: the same request under the same key is carried out once, and gets the first answer again.

import { describe, expect, it } from "vitest";
import { anArticle, change, rows, TOKEN, theRow, theValue, visit } from "./client";
import { countOf, isReplayed, newKey, post } from "./under-key";

const HOUR = 3_600_000;

const rowOf = (key: string) => theRow("select * from idempotency_keys where key = ?", key.replaceAll('"', ""));

/** As if the first answer to a key had been swallowed by a crash. */
const swallowAnswer = (key: string) =>
  rows("update idempotency_keys set status = null, headers = null, body = null where key = ?", key.replaceAll('"', ""));

describe("a repeated request under the same key", () => {
  it("creates one article, and gets the first answer with its Location and ETag, marked as given again", async () => {
    const [article, key] = [anArticle({ tags: ["once"] }), newKey()];

    const first = await post("/articles", article, key);
    const again = await post("/articles", article, key);

    expect([first.status, isReplayed(first)]).toEqual([201, false]);
    expect([again.status, isReplayed(again)]).toEqual([201, true]);
    expect(again.body).toEqual(first.body);
    for (const name of ["location", "etag", "content-type", "cache-control"]) {
      expect([name, again.headers.get(name)]).toEqual([name, first.headers.get(name)]);
    }
    expect(await countOf(article.title)).toBe(1);
  });

  it("gets the first answer also after the article was changed", async () => {
    const [article, key] = [anArticle(), newKey()];
    const first = await post("/articles", article, key);
    await change(first.body.id, { title: "Changed since" });

    const again = await post("/articles", article, key);

    expect([again.body, again.headers.get("etag")]).toEqual([first.body, '"1"']);
  });

  it("publishes a Markdown file once", async () => {
    const [title, key] = [`File ${crypto.randomUUID()}`, newKey()];
    const file = `---\ntitle: ${title}\nsection: news\n---\nText.`;

    const first = await post("/articles", file, key, { "content-type": "text/markdown" });
    const again = await post("/articles", file, key, { "content-type": "text/markdown" });

    expect([first.status, again.body]).toEqual([201, first.body]);
    expect(await countOf(title)).toBe(1);
  });

  it.each([
    ["now", {}],
    ["at a time", { at: "2099-01-01T00:00:00Z" }],
  ])("purges once, %s", async (_, fields) => {
    const [tag, key] = [`once:${crypto.randomUUID()}`, newKey()];
    const order = { tags: [tag], ...fields };

    const first = await post("/purges", order, key);
    const again = await post("/purges", order, key);
    await swallowAnswer(key);
    const recalled = await post("/purges", order, key);

    expect([first.status < 300, isReplayed(again), again.body]).toEqual([true, true, first.body]);
    expect([recalled.status, isReplayed(recalled), recalled.body]).toEqual([first.status, true, first.body]);
    expect(await theValue("select count(*) from audit where target = ?", tag)).toBe(1);
  });

  it("computes a preview and runs a job, and repeats what they answered", async () => {
    for (const [path, body] of [
      ["/preview", { markdown: "*Text*" }],
      ["/jobs/rank", undefined],
    ] as const) {
      const key = newKey();

      const first = await post(path, body, key);
      const again = await post(path, body, key);

      expect([first.status, isReplayed(first)]).toEqual([200, false]);
      expect([again.status, isReplayed(again), again.body]).toEqual([200, true, first.body]);
    }
  });

  it("gets the whole of an answer that is too large to be kept", async () => {
    const [article, key] = [anArticle({ title: `Large ${crypto.randomUUID()}` }), newKey()];
    // JSON spells each of these with two bytes.
    const file = `---\ntitle: ${article.title}\nsection: news\n---\n${"\\".repeat(510_000)}`;

    const first = await post("/articles", file, key, { "content-type": "text/markdown" });
    const again = await post("/articles", file, key, { "content-type": "text/markdown" });

    expect([first.status, again.status, isReplayed(again)]).toEqual([201, 201, true]);
    expect(again.body).toEqual(first.body);
    expect([await countOf(article.title), (await rowOf(key)).body]).toEqual([1, null]);
  });

  it("marks each browser that it is sent from, and stores each file under its hash: these need no key", async () => {
    const key = newKey();

    for (const path of ["/session", "/session"]) {
      expect((await post(path, undefined, key)).headers.get("set-cookie")).toContain("edgewise-editor=");
    }
    expect((await post("/media?name=a.pdf", "%PDF-1.7\n%one\n", key)).status).toBe(201);
    expect((await post("/media?name=a.pdf", "%PDF-1.7\n%two\n", key)).status).toBe(201);
  });
});

describe("twenty requests at once under one key", () => {
  it("create one article, and all get one answer", async () => {
    const [article, key] = [anArticle({ tags: ["at-once"] }), newKey()];

    const answers = await Promise.all(Array.from({ length: 20 }, () => post("/articles", article, key)));

    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(201));
    for (const { body, headers } of answers) {
      expect([body, headers.get("location")]).toEqual([answers[0]?.body, `/api/articles/${answers[0]?.body.id}`]);
    }
    expect(answers.filter((answer) => !isReplayed(answer)).length).toBeLessThanOrEqual(1);
    expect(await countOf(article.title)).toBe(1);
    const traces = "select count(*) from audit where target = ?";
    expect(await theValue(traces, `article:${answers[0]?.body.id}`)).toBe(1);
  });

  it("of two different bodies: one is carried out, who sent the other one learns that the key is taken", async () => {
    const [one, two, key] = [anArticle(), anArticle(), newKey()];

    const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => post("/articles", n % 2 ? one : two, key)));

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(10);
    expect(answers.filter(({ status }) => status === 422)).toHaveLength(10);
    expect([await countOf(one.title), await countOf(two.title)].toSorted()).toEqual([0, 1]);
  });
});

describe("another request under the same key", () => {
  it("with another body, or another query, is refused with 422 and changes nothing", async () => {
    const [article, other, key] = [anArticle(), anArticle(), newKey()];
    await post("/articles", article, key);

    for (const [path, body] of [
      ["/articles", other],
      ["/articles", `${JSON.stringify(article)} `],
      ["/articles?again", article],
    ] as const) {
      const answer = await post(path, body, key);

      expect([answer.status, answer.body.type]).toEqual([422, "/problems/idempotency-key-reused"]);
    }
    expect([await countOf(article.title), await countOf(other.title)]).toEqual([1, 0]);
  });

  it("at another address, or of another bearer, is a request of its own", async () => {
    const [article, key] = [anArticle(), newKey()];
    await post("/articles", article, key);
    await rows("update idempotency_keys set by = 'another bearer' where key = ?", key.replaceAll('"', ""));

    const elsewhere = await post("/preview", { markdown: "Text." }, key);
    const mine = await post("/articles", article, key);

    expect([elsewhere.status, isReplayed(elsewhere)]).toEqual([200, false]);
    expect([mine.status, isReplayed(mine)]).toEqual([201, false]);
    expect(await countOf(article.title)).toBe(2);
  });

  it("is carried out when the first one was refused: what changed nothing is not remembered", async () => {
    const [article, key] = [anArticle(), newKey()];

    const refused = await post("/articles", { ...article, section: "no-such-section" }, key);
    const corrected = await post("/articles", article, key);

    expect([refused.status, corrected.status, isReplayed(corrected)]).toEqual([422, 201, false]);
  });

  it("needs a token all the same", async () => {
    const [article, key] = [anArticle(), newKey()];
    await post("/articles", article, key);

    const answer = await post("/articles", article, key, { authorization: `Bearer not-${TOKEN}` });

    expect(answer.status).toBe(401);
  });
});

describe("an answer that a crash swallowed", () => {
  it("is made again: the article as it stands by now, and what was purged", async () => {
    const [article, key] = [anArticle({ tags: ["swallowed"] }), newKey()];
    const first = await post("/articles", article, key);
    await swallowAnswer(key);

    const again = await post("/articles", article, key);
    await change(first.body.id, { title: "Changed since" });
    const kept = await post("/articles", article, key);

    expect([again.status, isReplayed(again), again.body]).toEqual([201, true, first.body]);
    expect(again.headers.get("location")).toBe(first.headers.get("location"));
    expect(kept.body).toEqual(again.body);
    expect((await visit(new URL(first.body.url).pathname)).status).toBe(200);
    expect(await countOf(article.title)).toBe(0);
  });

  it("is made again of an article whose time has come meanwhile, which could not be sent so any more", async () => {
    const publishAt = new Date(Date.now() + HOUR).toISOString();
    const [article, key] = [anArticle({ status: "scheduled", publishAt }), newKey()];
    const { body } = await post("/articles", article, key);
    await swallowAnswer(key);
    await rows("update articles set published_at = ? where id = ?", Date.now() - HOUR, body.id);

    const again = await post("/articles", article, key);

    expect([again.status, again.body.id, again.body.status]).toEqual([201, body.id, "published"]);
  });
});
