// The header Idempotency-Key: which keys are taken and which are the same, what one costs, how long it holds.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { JOBS } from "../../src/schedule/jobs";
import { runJob } from "../../src/schedule/run";
import { type Intercept, intercepted } from "../failing/bindings";
import { Isolate } from "../failing/isolate";
import { anArticle, api, ORIGIN, TOKEN } from "./client";
import { countOf, isReplayed, newKey, post } from "./under-key";

const HOUR = 3_600_000;

describe("a key", () => {
  it.each([
    ["quoted, or not", '"a-1_b"', "a-1_b"],
    ["with a parameter, which says nothing", '"p 1"', '"p 1";x=1'],
    ["with escapes", '"q\\"\\\\1"', ' "q\\"\\\\1" '],
    ["of 255 characters", `"${"x".repeat(255)}"`, "x".repeat(255)],
  ])("is the same one %s", async (_, one, other) => {
    const article = anArticle();

    const first = await post("/articles", article, one);
    const again = await post("/articles", article, other);

    expect([first.status, isReplayed(first), isReplayed(again)]).toEqual([201, false, true]);
  });

  it.each(["", '""', '"', '"a', 'a"b', '"a" "b"', '"a", "b"', "a b", "a,b", '"\\a"', '"a\tb"', "(a)", "x".repeat(256)])(
    "that can't be read is answered with 400 that names the header, and nothing is done: %j",
    async (key) => {
      const article = anArticle();

      const { status, body } = await post("/articles", article, key);

      expect([status, body.type]).toEqual([400, "/problems/broken-idempotency-key"]);
      expect(body.detail).toContain("Idempotency-Key");
      expect(await countOf(article.title)).toBe(0);
    },
  );

  it("says nothing to other methods", async () => {
    const { status } = await api("GET", "/articles", undefined, { "idempotency-key": '"' });

    expect(status).toBe(200);
  });

  it("holds for a day, until it is pruned", async () => {
    const [article, key] = [anArticle(), newKey()];
    const prune = JOBS.find(({ name }) => name === "prune");
    if (prune === undefined) throw new Error("no job prunes");
    await post("/articles", article, key);

    await runJob(env, prune, Date.now() + 23 * HOUR);
    const within = await post("/articles", article, key);
    await runJob(env, prune, Date.now() + 25 * HOUR);
    const beyond = await post("/articles", article, key);

    expect([isReplayed(within), isReplayed(beyond), beyond.status]).toEqual([true, false, 201]);
    expect(await countOf(article.title)).toBe(2);
  });
});

describe("a key's cost", () => {
  /** How often an article's creation waits for D1. */
  async function waitsFor(headers: Record<string, string>): Promise<number> {
    let waits = 0;
    const counting: Intercept = ({ part }, carryOut) => {
      if (part === "DB") waits += 1;
      return carryOut();
    };
    const request = new Request(`${ORIGIN}/api/articles`, {
      method: "POST",
      headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json", ...headers },
      body: JSON.stringify(anArticle()),
    });
    expect((await new Isolate().ask(request, intercepted(counting))).status).toBe(201);
    return waits;
  }

  it("is two waits more, to look and to keep; without one there is none", async () => {
    expect(await waitsFor({})).toBe(2);
    expect(await waitsFor({ "idempotency-key": newKey() })).toBe(4);
  });
});
