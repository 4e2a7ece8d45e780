// People, what they and tokens are sent as, and what is written down of them.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { auditLines } from "../../src/db/audit";
import { openDatabase } from "../../src/db/client";
import { api, pointersOf, publish, rows } from "../api/client";
import { expectProblem } from "../api/refusals";
import { aPerson, aToken, callAs, newestLine } from "./people";

describe("a person", () => {
  it("is added, read, listed and changed, and named by a handle for good", async () => {
    const person = await aPerson({ name: " 李  伟 ", email: "li@example.com" });

    const path = `/people/${person.id}`;
    expect(person).toMatchObject({ name: "李 伟", role: "author", disabled: false, disabledAt: null });
    expect((await api("GET", path)).body).toEqual(person);
    expect((await api("GET", "/people?limit=1")).body.items).toEqual([person]);
    expect(await newestLine()).toMatchObject({ action: "create as author", target: `person:${person.handle}` });

    const changed = await api("PATCH", path, { name: "Li", email: null, role: "editor" });

    expect(changed.body).toEqual({ ...person, name: "Li", email: null, role: "editor" });
    expect(await newestLine()).toMatchObject({ action: "change, make editor", target: `person:${person.handle}` });
  });

  it("leaves no line in the log where nothing changes", async () => {
    const person = await aPerson();
    const before = await newestLine();

    await api("PATCH", `/people/${person.id}`, { name: person.name, role: "author", disabled: false });
    await api("PATCH", `/people/${person.id}`, {});

    expect(await newestLine()).toEqual(before);
  });

  it("shares a handle with nobody, not even when two are added at once", async () => {
    const handle = (await aPerson()).handle;
    const twin = { handle: `t-${handle}`, name: "Twin", role: "author" };

    const taken = await api("POST", "/people", { ...twin, handle: handle.toUpperCase() });
    const both = await Promise.all([api("POST", "/people", twin), api("POST", "/people", twin)]);

    expectProblem(taken, 422, "invalid-fields");
    expect(pointersOf(taken)).toEqual(["#/handle"]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 422]);
    expect(await rows("select * from audit where target = ?", `person:${twin.handle}`)).toHaveLength(1);
  });

  it("is shut out at once with all tokens, by DELETE or a change, and may come in again", async () => {
    const person = await aPerson();
    const token = await aToken("read", { person: person.handle });
    const path = `/people/${person.id}`;

    for (const shutOut of [() => api("DELETE", path), () => api("PATCH", path, { disabled: true })]) {
      expect((await shutOut()).body).toMatchObject({ disabled: true });
      expect(await newestLine()).toMatchObject({ action: "disable" });
      const refused = await callAs(token, "GET", "/articles");
      expectProblem(refused, 401, "unauthorized");
      expect(refused.body.detail).toContain("person");
      const another = await api("POST", "/tokens", { name: "x", scope: "read", person: person.handle });
      expect(pointersOf(another)).toEqual(["#/person"]);

      await api("PATCH", path, { disabled: false });
      expect(await newestLine()).toMatchObject({ action: "enable" });
      expect((await callAs(token, "GET", "/articles")).status).toBe(200);
    }
  });
});

describe("what is sent wrongly", () => {
  const person = { handle: "someone", name: "Someone", role: "author" };
  const token = { name: "One", scope: "read" };

  /** Method, path, body, and the field that is wrong. */
  type Wrong = [string, string, unknown, string];
  const WRONG: Wrong[] = [
    ...["", "a b", "-a", "a--b", "李", "a_b", "token:x", "a".repeat(41), "system", null, 7, "a\u0000"].map(
      (handle): Wrong => ["POST", "/people", { ...person, handle }, "#/handle"],
    ),
    ...["", "x".repeat(101), "\ud800", null, 7].flatMap((name): Wrong[] => [
      ["POST", "/people", { ...person, name }, "#/name"],
      ["PATCH", "/people/1", { name }, "#/name"],
      ["POST", "/tokens", { ...token, name }, "#/name"],
    ]),
    ...["x", "a@b", "", "a@example.com\u0000", 7].map(
      (email): Wrong => ["POST", "/people", { ...person, email }, "#/email"],
    ),
    ["POST", "/people", { ...person, role: "owner" }, "#/role"],
    ["POST", "/people", { ...person, id: 7 }, "#/id"],
    ["POST", "/people", { handle: "someone", name: "x" }, "#/role"],
    ["PATCH", "/people/1", { handle: "other" }, "#/handle"],
    ["PATCH", "/people/1", { role: null }, "#/role"],
    ["PATCH", "/people/1", { disabled: "yes" }, "#/disabled"],
    ["POST", "/tokens", { ...token, scope: "all" }, "#/scope"],
    ["POST", "/tokens", { name: "One" }, "#/scope"],
    ["POST", "/tokens", { ...token, person: "nobody-here" }, "#/person"],
    ["POST", "/tokens", { ...token, person: 1 }, "#/person"],
    ["POST", "/tokens", { ...token, person: "\ud800" }, "#/person"],
    ...["2020-01-01T00:00:00Z", "2099-01-01", "soon", 7].map(
      (expiresAt): Wrong => ["POST", "/tokens", { ...token, expiresAt }, "#/expiresAt"],
    ),
    ["POST", "/tokens", { ...token, token: "ew_x" }, "#/token"],
  ];

  it.each(WRONG)("is named by a 422, and nothing is changed: %s %s %j", async (method, path, body, pointer) => {
    const before = await newestLine();

    const answer = await api(method, path, body);

    expectProblem(answer, 422, "invalid-fields");
    expect(pointersOf(answer)).toEqual([pointer]);
    expect(await newestLine()).toEqual(before);
  });

  it("of a scope beyond the person's role is said to be so", async () => {
    const { handle } = await aPerson({ role: "editor" });

    const answer = await api("POST", "/tokens", { ...token, scope: "admin", person: handle });

    expectProblem(answer, 422, "invalid-fields");
    expect(answer.body.errors).toEqual([
      { pointer: "#/scope", detail: "is more than the role editor may: at most publish" },
    ]);
  });

  it.each(["/people?role=x", "/people?limit=0", "/people?cursor=!", "/tokens?limit=x", "/tokens?person="])(
    "is named by a 422 as a parameter: %s",
    async (path) => {
      expectProblem(await api("GET", path), 422, "invalid-fields");
    },
  );

  it.each(["/people/999999", "/people/x", "/tokens/999999", "/tokens/0", "/tokens/1e3"])(
    "names nobody: %s",
    async (path) => {
      expectProblem(await api("GET", path), 404, "not-found");
      expectProblem(await api("DELETE", path), 404, "not-found");
    },
  );
});

describe("the audit log", () => {
  it("reads as many rows as it shows, of one person or one target among many", async () => {
    const { id } = await publish();
    await env.DB.exec(
      `insert into audit (at, by, action, target)
      with recursive n(i) as (select 1 union all select i + 1 from n where i < 2000)
      select 0, 'somebody', 'change', 'article:' || (1000 + i) from n`.replaceAll("\n", " "),
    );
    const db = openDatabase(env.DB);
    const rowsRead = async (filter: { by?: string; target?: string }) => {
      const { sql, params } = auditLines(db, { ...filter, before: 1e15, limit: 3 }).toSQL();
      return (
        await env.DB.prepare(sql)
          .bind(...params)
          .all()
      ).meta.rows_read;
    };

    expect(await rowsRead({ target: `article:${id}` })).toBeLessThanOrEqual(6);
    expect(await rowsRead({ by: "ADMIN_TOKEN" })).toBeLessThanOrEqual(6);
    expect(await rowsRead({ by: "somebody" })).toBeLessThanOrEqual(6);
    expect(await rowsRead({ by: "somebody", target: `article:${id}` })).toBeLessThanOrEqual(6);
  });
});
