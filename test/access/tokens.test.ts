// Tokens: how long they open anything, to whom, and what is kept of them.

import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { type Admission, admit } from "../../src/access/admission";
import { openDatabase } from "../../src/db/client";
import { noteUse } from "../../src/db/tokens";
import type { Env } from "../../src/env";
import { anArticle, api, type Body, inSeconds, rows, TOKEN, theValue } from "../api/client";
import { expectProblem } from "../api/refusals";
import { fails, only, overriding, withFaults } from "../failing/bindings";
import { aPerson, aToken, callAs, newestLine, type Token } from "./people";

let machine: Token;

beforeAll(async () => {
  machine = await aToken("publish");
});

interface Shown {
  now?: number;
  method?: string;
  behind?: Env;
}

/** A token shown at a moment, and what is done after the answer. */
async function show(text: string, { now = Date.now(), method = "GET", behind = env }: Shown = {}) {
  const request = new Request("http://site.test/", { method });
  const later: Promise<unknown>[] = [];
  const waitUntil = (work: Promise<unknown>) => later.push(work);
  const admission = await admit({ env: behind, request, token: text, needed: "read", now, waitUntil });
  await Promise.all(later);
  return { admission, later: later.length };
}

const outcomeOf = (admission: Admission) => ("why" in admission ? admission.why : admission.outcome);

const listed = async (query: string, as?: Token): Promise<number[]> =>
  (as ? await callAs(as, "GET", `/tokens${query}`) : await api("GET", `/tokens${query}`)).body.items.map(
    ({ id }) => id,
  );

describe("a token", () => {
  it("is told once, and stored nowhere, not even under an idempotency key", async () => {
    const [made, again] = [await postUnderKey("once"), await postUnderKey("once")];
    const text = String(made.body.token);

    expect(text).toMatch(/^ew_[\w-]{43}$/);
    expect(text.startsWith(String(made.body.hint))).toBe(true);
    expect([again.status, again.body]).toEqual([201, { ...made.body, token: null }]);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
    expect((await callAs({ id: 0, text }, "GET", "/me")).status).toBe(200);
    const { token: _, ...rest } = made.body;
    expect((await api("GET", `/tokens/${made.body.id}`)).body).toMatchObject({
      ...rest,
      lastUsedAt: expect.anything(),
    });

    const tables = await rows<{ name: string }>(
      "select name from sqlite_master where type = 'table' and name not like '\\_cf%' escape '\\' and sql not like '%fts5%'",
    );
    const everything = JSON.stringify(await Promise.all(tables.map(({ name }) => rows(`select * from "${name}"`))));
    expect(tables.map(({ name }) => name)).toEqual(expect.arrayContaining(["tokens", "idempotency_keys", "audit"]));
    expect(everything).toContain(String(made.body.hint));
    expect(everything).not.toContain(text.slice(8));
  });

  it("is told to one of those that ask for it under one key at once", async () => {
    const answers = await Promise.all(Array.from({ length: 5 }, () => postUnderKey("at-once")));

    expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    const told = answers.map(({ body }) => body.token).filter((text) => text !== null);
    expect(told).toHaveLength(1);
    expect((await callAs({ id: 0, text: String(told[0]) }, "GET", "/me")).status).toBe(200);
  });

  const postUnderKey = (key: string) =>
    api("POST", "/tokens", { name: "backup", scope: "admin" }, { "idempotency-key": key });

  it("opens nothing from its last moment on", async () => {
    const expiresAt = inSeconds(3600);
    const { text } = await aToken("read", { expiresAt });
    const end = Date.parse(expiresAt);

    expect(outcomeOf((await show(text, { now: end - 1 })).admission)).toBe("admitted");
    expect(outcomeOf((await show(text, { now: end })).admission)).toBe("expired");
  });

  it("opens nothing once it is revoked, whatever is under way", async () => {
    const token = await aToken("publish");
    const write = () => callAs(token, "POST", "/articles", anArticle());

    const meanwhile = [write(), write(), write()];
    const revoked = await api("DELETE", `/tokens/${token.id}`);
    const afterwards = await Promise.all([write(), write()]);

    expect(revoked.body).toMatchObject({ id: token.id, revokedAt: expect.any(String) });
    for (const answer of afterwards) {
      expectProblem(answer, 401, "unauthorized");
      expect(answer.body.detail).toContain("revoked");
      expect(answer.headers.get("www-authenticate")).toContain('error="invalid_token"');
    }
    const written = (await Promise.all(meanwhile)).filter(({ status }) => status === 201);
    const name = `token:${revoked.body.name}`;
    expect(await rows("select id from audit where by = ? and action = 'publish'", name)).toHaveLength(written.length);
    await api("DELETE", `/tokens/${token.id}`);
    expect(await rows("select by from audit where target = ? and action = 'revoke'", `token:${token.id}`)).toHaveLength(
      1,
    );
  });

  it("names its bearer in the audit log and in revisions: a person by handle, a machine by the token's name", async () => {
    const person = await aPerson({ role: "editor" });
    const own = await aToken("admin", { person: person.handle, scope: "publish" });

    const { body: byPerson } = await callAs(own, "POST", "/articles", anArticle());
    const { body: byMachine } = await callAs(machine, "POST", "/articles", anArticle());

    const { name } = (await api("GET", `/tokens/${machine.id}`)).body;
    const namesOf = ({ id }: Body) =>
      rows(
        "select r.by as revised, a.by as logged from revisions r, audit a where article_id = ? and target = ?",
        id,
        `article:${id}`,
      );
    expect(await namesOf(byPerson)).toEqual([{ revised: person.handle, logged: person.handle }]);
    expect(await namesOf(byMachine)).toEqual([{ revised: `token:${name}`, logged: `token:${name}` }]);
  });

  it("tells its bearer who they are, and what they may do: no more than its person's role", async () => {
    const person = await aPerson({ role: "editor" });
    const token = await aToken("publish", { person: person.handle, expiresAt: inSeconds(60) });
    await api("PATCH", `/people/${person.id}`, { role: "author" });

    const { body } = await callAs(token, "GET", "/me");

    expect(body).toMatchObject({ name: person.handle, scope: "write", person: { role: "author" } });
    expect(body.token).toMatchObject({ id: token.id, scope: "publish", expiresAt: expect.any(String) });
    expect((await api("GET", "/me")).body).toEqual({ name: "ADMIN_TOKEN", scope: "admin", person: null, token: null });
    expect((await callAs(machine, "GET", "/me")).body).toMatchObject({ scope: "publish", person: null });
  });

  it("shows, and revokes, those of its own person only; a machine's itself; an administrator's all", async () => {
    const person = await aPerson();
    const [first, second] = [
      await aToken("write", { person: person.handle }),
      await aToken("read", { person: person.handle }),
    ];

    expect(await listed("", first)).toEqual([second.id, first.id]);
    expect(await listed("", machine)).toEqual([machine.id]);
    expect(await listed("?limit=2")).toEqual([second.id, first.id]);
    expect(await listed(`?person=${person.handle}`)).toEqual([second.id, first.id]);
    expect(await listed(`?person=${person.handle}`, machine)).toEqual([]);
    const { body: page } = await api("GET", "/tokens?limit=1");
    expect(await listed(`?limit=1&cursor=${page.nextCursor}`)).toEqual([first.id]);

    for (const method of ["GET", "DELETE"]) {
      expectProblem(await callAs(first, method, `/tokens/${machine.id}`), 404, "not-found");
    }
    expect((await callAs(machine, "GET", "/me")).status).toBe(200);
    expect((await callAs(first, "DELETE", `/tokens/${second.id}`)).status).toBe(200);
    expect((await callAs(first, "DELETE", `/tokens/${first.id}`)).status).toBe(200);
    expect((await callAs(second, "GET", "/me")).status).toBe(401);
    expect(await newestLine()).toEqual({ by: person.handle, action: "revoke", target: `token:${first.id}` });
  });

  it("has its last use noted every five minutes at most, after the answer, which never fails for it", async () => {
    const { id, text } = await aToken("read");
    const used = () => theValue("select last_used_at from tokens where id = ?", id);
    const [now, minute] = [Date.now(), 60_000];

    expect([(await show(text, { now })).later, await used()]).toEqual([1, now]);
    expect([(await show(text, { now: now + 5 * minute - 1 })).later, await used()]).toEqual([0, now]);
    expect([(await show(text, { now: now + 5 * minute })).later, await used()]).toEqual([1, now + 5 * minute]);
    // A clock that is behind takes nothing back.
    expect([(await show(text, { now })).later, await used()]).toEqual([0, now + 5 * minute]);

    // Of uses at once that all found an older one, one is written.
    const use = { id, now: now + 10 * minute, since: now + 5 * minute };
    const db = openDatabase(env.DB);
    const noted = await Promise.all([noteUse(db, use), noteUse(db, use)]);
    expect(noted.map(({ meta }) => meta.changes).sort()).toEqual([0, 1]);

    vi.spyOn(console, "warn").mockImplementationOnce(() => {});
    const behind = withFaults({ DB: only("run", fails("D1_ERROR: Network connection lost.")) });
    const { admission } = await show(text, { now: now + 60 * minute, behind });
    expect([admission.outcome, await used()]).toEqual(["admitted", now + 10 * minute]);
  });

  it("has a limit of its own, whatever its name", async () => {
    const [one, other] = [await aToken("write", { name: "same" }), await aToken("write", { name: "same" })];
    const keys: string[] = [];
    const limit = async ({ key }: { key: string }) => ({ success: keys.push(key) < 4 });
    const behind = { ...env, WRITE_LIMIT: overriding(env.WRITE_LIMIT, { limit }) };

    const shown = [one.text, other.text, TOKEN, one.text];
    const outcomes = [];
    for (const text of shown) outcomes.push((await show(text, { method: "POST", behind })).admission.outcome);
    await show(one.text, { method: "GET", behind });

    expect(keys).toEqual([`token:${one.id}`, `token:${other.id}`, "ADMIN_TOKEN", `token:${one.id}`]);
    expect(outcomes).toEqual(["admitted", "admitted", "admitted", "too_many_writes"]);
  });
});

describe("wrong tokens", () => {
  it("are slowed down from one address, where right ones are let in all the same", async () => {
    const from = (address: string) => ({ "cf-connecting-ip": address });
    const guess = { id: 0, text: `ew_${"A".repeat(43)}` };
    let slowed = null;
    // Twice the limit and one: a minute may end in between.
    for (let n = 0; n < 121 && slowed === null; n++) {
      const answer = await callAs(guess, "GET", "/me", undefined, from("203.0.113.7"));
      if (answer.status !== 401) slowed = answer;
    }

    if (slowed === null) throw new Error("nothing slows guesses down");
    expectProblem(slowed, 429, "too-many-wrong-tokens");
    expect(slowed.headers.get("retry-after")).toBe("60");
    expect((await callAs(machine, "GET", "/me", undefined, from("203.0.113.7"))).status).toBe(200);
    expect((await callAs(guess, "GET", "/me", undefined, from("203.0.113.8"))).status).toBe(401);
  });

  it("that can be none of ours are not looked for in D1, and neither is ADMIN_TOKEN", async () => {
    const behind = withFaults({ DB: fails("D1_ERROR: Network connection lost.") });

    for (const text of ["wrong", `ew_${"A".repeat(42)}`, `ew_${"A".repeat(44)}`, `EW_${"A".repeat(43)}`, "é"]) {
      expect(outcomeOf((await show(text, { behind })).admission)).toBe("unknown");
    }
    expect(outcomeOf((await show(TOKEN, { behind })).admission)).toBe("admitted");
  });
});
