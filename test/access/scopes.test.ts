// Which scope opens which call; and what authors may do, who have the scope `write`.

import { beforeAll, describe, expect, it } from "vitest";
import { SCOPES } from "../../src/access/scopes";
import { resources } from "../../src/api";
import { anArticle, answerOf, api, type Body, publish, rows, visit } from "../api/client";
import { expectNothingChanged, expectProblem } from "../api/refusals";
import { aPerson, aToken, callAs, type Token } from "./people";

let machines: Record<string, Token> = {};

beforeAll(async () => {
  machines = Object.fromEntries(await Promise.all(SCOPES.map(async (scope) => [scope, await aToken(scope)] as const)));
});

const machine = (scope: string): Token => machines[scope] ?? { id: 0, text: "" };

describe("every call lets in who has its scope, and nobody else:", () => {
  const calls = Object.entries(resources).flatMap(([path, resource]) =>
    Object.entries(resource).map(([method, { scope }]) => [method, path, scope] as const),
  );
  /** Nothing is there, so that whoever is let in changes nothing. */
  const nowhere = (path: string) =>
    path.replace(":hash", "0".repeat(64)).replace(":name", "none").replace(/:\w+/g, "999999999");
  const ask = (method: string, path: string, text?: string) =>
    visit(`/api${nowhere(path)}`, {
      method,
      headers: { "content-type": "application/json", ...(text && { authorization: `Bearer ${text}` }) },
      ...(method !== "GET" && { body: '{"nonsense":true}' }),
    });

  it.each(calls)("%s %s (%s)", async (method, path, needed) => {
    const place = needed === "anyone" ? 0 : SCOPES.indexOf(needed);

    expect((await ask(method, path)).status === 401).toBe(needed !== "anyone");

    for (const [rank, scope] of SCOPES.entries()) {
      const response = await ask(method, path, machine(scope).text);
      if (rank >= place) expect([200, 404, 415, 422], scope).toContain(response.status);
      else {
        const answer = await answerOf(response);
        expectProblem(answer, 403, "forbidden");
        expect(answer.headers.get("www-authenticate")).toContain(`scope="${needed}"`);
      }
    }
  });
});

it("only administrators see people and the audit log, and change the site, people and what opens it", () => {
  const needing = (scope: string) =>
    Object.entries(resources).flatMap(([path, resource]) =>
      Object.entries(resource).flatMap(([method, call]) => (call.scope === scope ? [`${method} ${path}`] : [])),
    );

  expect(needing("admin")).toEqual(
    expect.arrayContaining([
      ...[
        "PUT /site",
        "PUT /sections",
        "PUT /pages",
        "PUT /links",
        "PUT /searches",
        "PUT /redirects",
        "PATCH /redirects",
      ],
      ...["GET /people", "POST /people", "GET /people/:id", "PATCH /people/:id", "DELETE /people/:id"],
      ...["POST /tokens", "GET /audit", "POST /jobs/:name"],
    ]),
  );
});

describe("an author", () => {
  let author: Token;
  let name = "";

  beforeAll(async () => {
    const person = await aPerson();
    author = await aToken("write", { person: person.handle });
    name = person.handle;
  });

  const aDraft = async (fields: Record<string, unknown> = {}): Promise<Body> => {
    const answer = await callAs(author, "POST", "/articles", anArticle({ status: "draft", ...fields }));
    expect(answer.status, answer.body.detail).toBe(201);
    return answer.body;
  };

  it("writes drafts, changes and restores them, previews them, and uploads files", async () => {
    const { id, status } = await aDraft({ publishAt: "2099-01-01T00:00:00Z" });
    const changed = await callAs(author, "PATCH", `/articles/${id}`, { title: "Changed", status: "draft" });
    const restored = await callAs(author, "POST", `/articles/${id}/revisions/1/restore`);
    const link = await callAs(author, "POST", `/articles/${id}/preview`);
    const file = await callAs(author, "POST", "/media?name=a.pdf", `%PDF-1.7\n%${crypto.randomUUID()}\n`);

    expect([status, changed.status, restored.status, link.status, file.status]).toEqual(["draft", 200, 200, 200, 201]);
    expect(restored.body).toMatchObject({ status: "draft", version: 3 });
    expect(await rows("select distinct by from revisions where article_id = ?", id)).toEqual([{ by: name }]);
  });

  describe("makes nothing visible, and changes nothing that is:", () => {
    const standing: Record<string, Body> = {};

    beforeAll(async () => {
      standing.draft = await aDraft();
      standing.live = await publish();
      standing.scheduled = await publish({ publishAt: "2099-01-01T00:00:00Z" });
      standing.expired = await publish({ publishAt: "2020-01-01T00:00:00Z", expireAt: "2021-01-01T00:00:00Z" });
      standing.withdrawn = await aDraft();
      standing.foreign = await publish({ status: "draft" });
      standing.ownLive = await aDraft();
      await api("DELETE", `/articles/${standing.withdrawn.id}`);
      await api("PATCH", `/articles/${standing.ownLive.id}`, { status: "published" });
    });

    expectNothingChanged();

    it.each([
      [{}],
      [{ status: "published" }],
      [{ status: "scheduled", publishAt: "2099-01-01T00:00:00Z" }],
      [{ publishAt: "2099-01-01T00:00:00Z" }],
      [{ publishAt: "2020-01-01T00:00:00Z", expireAt: "2021-01-01T00:00:00Z" }],
    ])("a new article with %j", async (fields) => {
      const answer = await callAs(author, "POST", "/articles", anArticle(fields));

      expectProblem(answer, 403, "forbidden");
      expect(answer.body.detail).toMatch(/"status": "draft".*scope publish/);
    });

    it("a file of Markdown", async () => {
      const type = { "content-type": "text/markdown" };
      const file = "---\ntitle: A file\nsection: news\n---\nText.\n";

      expectProblem(await callAs(author, "POST", "/articles", file, type), 403, "forbidden");
    });

    it.each([
      ["draft", { status: "published" }],
      ["draft", { status: "scheduled", publishAt: "2099-01-01T00:00:00Z" }],
      ...["live", "scheduled", "expired", "withdrawn", "foreign", "ownLive"].flatMap((kind) => [
        [kind, { title: "Changed" }] as const,
        [kind, { status: "draft" }] as const,
      ]),
      ["live", { expireAt: "2099-01-01T00:00:00Z" }],
      ["withdrawn", { status: "published" }],
    ] as const)("a change of what is %s: %j", async (kind, change) => {
      const answer = await callAs(author, "PATCH", `/articles/${standing[kind]?.id}`, change);

      expectProblem(answer, 403, "forbidden");
      expect(answer.body.detail).toContain("scope publish");
    });

    it.each(["live", "scheduled", "expired", "withdrawn", "foreign", "ownLive"])(
      "a restoration of what is %s",
      async (kind) => {
        const path = `/articles/${standing[kind]?.id}/revisions/1/restore`;

        expectProblem(await callAs(author, "POST", path), 403, "forbidden");
      },
    );

    it.each(["draft", "live"])("a withdrawal of what is %s", async (kind) => {
      expectProblem(await callAs(author, "DELETE", `/articles/${standing[kind]?.id}`), 403, "forbidden");
    });

    it("a purge", async () => {
      expectProblem(await callAs(author, "POST", "/purges", { everything: true }), 403, "forbidden");
    });
  });

  it("changes nothing once it is published, however the two meet", async () => {
    const { id } = await aDraft();
    const write = (n: number) => callAs(author, "PATCH", `/articles/${id}`, { title: `Title ${n}` });

    const answers = await Promise.all([
      ...[write(1), write(2)],
      api("PATCH", `/articles/${id}`, { status: "published" }),
      ...[write(3), write(4), write(5)],
    ]);

    const order = await rows<{ by: string }>("select by from revisions where article_id = ? order by version", id);
    const published = order.findIndex(({ by }) => by === "ADMIN_TOKEN");
    expect(order.slice(published + 1)).toEqual([]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(order.length - 1);
    expect(answers.every(({ status }) => status === 200 || status === 403)).toBe(true);
  });

  it("does more once they are an editor, at once", async () => {
    const person = await aPerson({ role: "editor" });
    const editor = await aToken("publish", { person: person.handle });
    const { id } = await aDraft();
    expect((await callAs(editor, "PATCH", `/articles/${id}`, { title: "Edited" })).status).toBe(200);

    await api("PATCH", `/people/${person.id}`, { role: "author" });
    expectProblem(await callAs(editor, "PATCH", `/articles/${id}`, { title: "Again" }), 403, "forbidden");
    expectProblem(await callAs(editor, "DELETE", `/articles/${id}`), 403, "forbidden");

    await api("PATCH", `/people/${person.id}`, { role: "admin" });
    expect((await callAs(editor, "PATCH", `/articles/${id}`, { status: "published" })).status).toBe(200);
    // The token has its own limit still.
    expectProblem(await callAs(editor, "GET", "/people"), 403, "forbidden");
  });
});
