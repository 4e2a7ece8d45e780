// The audit log: every change writes its line, and administrators read who did what, newest first.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { api, type Body, change, publish, visit } from "./client";
import { expectProblem } from "./refusals";

const logged = async (query = ""): Promise<Body> => (await api("GET", `/audit${query}`)).body;

/** The lines that an action leaves behind, oldest first. */
async function linesOf(act: () => Promise<unknown>): Promise<unknown[]> {
  const { items: before } = await logged("?limit=1");
  await act();
  const { items } = await logged("?limit=100");
  const newest = before[0]?.id ?? 0;
  return items
    .filter(({ id }) => id > newest)
    .map(({ by, action, target }) => [by, action, target])
    .reverse();
}

/** Sends back what a resource says. */
const putBack = async (path: string) => {
  const { nextCursor, ...value } = (await api("GET", path)).body;
  const answer = await api("PUT", path, value);
  expect(answer.status).toBe(200);
};

describe("the audit log", () => {
  it("tells who drafts an article from who publishes it, and again after it was withdrawn", async () => {
    const lines = await linesOf(async () => {
      const { id } = await publish({ status: "draft" });
      await change(id, { title: "Changed" });
      await change(id, { status: "published" });
      await api("DELETE", `/articles/${id}`);
      await change(id, { status: "published" });
    });

    const actions = ["create", "change", "publish", "withdraw", "publish"];
    expect(lines).toEqual(actions.map((action) => ["ADMIN_TOKEN", action, expect.stringMatching(/^article:/)]));
  });

  it("has a line for each change of an article, and none for what changes nothing", async () => {
    const { id } = await publish();

    const lines = await linesOf(async () => {
      await change(id, { title: "Changed" });
      await api("PATCH", `/articles/${id}`, { title: "" });
      await api("PATCH", `/articles/${id}`, { title: "Late" }, { "if-match": '"1"' });
      await api("DELETE", `/articles/${id}`);
      await api("DELETE", `/articles/${id}`);
      await api("POST", `/articles/${id}/revisions/1/restore`);
      await api("POST", `/articles/${id}/revisions/99/restore`);
      await api("POST", "/preview", { markdown: "x" });
    });

    expect(lines).toEqual([
      ["ADMIN_TOKEN", "change", `article:${id}`],
      ["ADMIN_TOKEN", "withdraw", `article:${id}`],
      ["ADMIN_TOKEN", "restore 1", `article:${id}`],
    ]);
  });

  it.each(["site", "sections", "pages", "links", "searches", "redirects"])(
    "has a line for each change of the site: %s",
    async (name) => {
      expect(await linesOf(() => putBack(`/${name}`))).toEqual([["ADMIN_TOKEN", "change", name]]);
    },
  );

  it("has a line for each purge, now or later", async () => {
    const lines = await linesOf(async () => {
      await api("POST", "/purges", { tags: ["home", "feed"] });
      await api("POST", "/purges", { everything: true, at: "2099-01-01T00:00:00Z" });
    });

    expect(lines).toEqual([
      ["ADMIN_TOKEN", "purge", "home feed"],
      ["ADMIN_TOKEN", "purge", "site"],
    ]);
  });

  it("has a line for each file that comes into the library, and for each run of a job that somebody asks for", async () => {
    const file = `%PDF-1.7\n%${crypto.randomUUID()}\n`;
    let path = "";

    const lines = await linesOf(async () => {
      path = (await api("POST", "/media?name=a.pdf", file)).body.path;
      await api("POST", "/media?name=b.pdf", file);
      await api("POST", "/media?name=a.pdf", "no file");
      await api("POST", "/jobs/prune");
      await api("POST", "/jobs/nothing");
    });

    expect(lines).toEqual([
      ["ADMIN_TOKEN", "upload", `media:${path.split("/")[2]}`],
      ["ADMIN_TOKEN", "run", "job:prune"],
    ]);
  });

  it("tells each line's moment, in UTC to the second, and is never kept by a cache", async () => {
    const before = Math.floor(Date.now() / 1000) * 1000;
    const { id } = await publish();

    const { body, headers } = await api("GET", `/audit?article=${id}`);

    expect(headers.get("cache-control")).toBe("no-store");
    expect(Object.keys(body.items[0] ?? {}).sort()).toEqual(["action", "at", "by", "id", "target"]);
    expect(body.items[0]?.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(Date.parse(String(body.items[0]?.at))).toBeGreaterThanOrEqual(before);
  });

  it("finds one article's lines, one target's and one person's, and both together", async () => {
    const [{ id }, other] = [await publish(), await publish()];
    await change(id, { title: "Changed" });
    await change(other.id, { title: "Changed" });
    const [someone, at] = [`O'Brien % ${crypto.randomUUID()}`, Date.now()];
    const insert = env.DB.prepare("insert into audit (at, by, action, target) values (?, ?, 'change', ?)");
    await env.DB.batch([insert.bind(at, someone, `article:${id}`), insert.bind(at, someone, "links")]);

    const actionsOf = async (query: string) => (await logged(query)).items.map(({ by, target }) => [by, target]);
    const person = encodeURIComponent(someone);

    expect(await actionsOf(`?article=${id}`)).toEqual([
      [someone, `article:${id}`],
      ["ADMIN_TOKEN", `article:${id}`],
      ["ADMIN_TOKEN", `article:${id}`],
    ]);
    expect(await actionsOf(`?target=article:${id}`)).toEqual(await actionsOf(`?article=${id}`));
    expect(await actionsOf(`?by=${person}`)).toEqual([
      [someone, "links"],
      [someone, `article:${id}`],
    ]);
    expect(await actionsOf(`?by=${person}&article=${id}`)).toEqual([[someone, `article:${id}`]]);
    expect(await actionsOf("?by=nobody")).toEqual([]);
  });

  it("comes page by page, each line once, whatever is done meanwhile", async () => {
    const { id } = await publish();
    for (let n = 0; n < 4; n++) await change(id, { title: `Title ${n}` });

    const first = await logged(`?article=${id}&limit=3`);
    await change(id, { title: "Meanwhile" });
    const second = await logged(`?article=${id}&limit=3&cursor=${first.nextCursor}`);

    expect([first.items.length, second.items.length, second.nextCursor]).toEqual([3, 2, null]);
    expect(new Set([...first.items, ...second.items].map((line) => line.id)).size).toBe(5);
    expect([...first.items, ...second.items].at(-1)?.action).toBe("publish");
  });

  it("has one line a change when many change one article at once", async () => {
    const { id } = await publish();

    await Promise.all(Array.from({ length: 8 }, (_, n) => change(id, { title: `Title ${n}` })));

    expect((await logged(`?article=${id}`)).items).toHaveLength(9);
  });
});

describe("what is asked wrongly of the log", () => {
  it.each([
    ...["limit=0", "limit=101", "limit=x", "cursor=!", "article=0", "article=x", "article=1.5", "by=", "target="],
    ...["by=a%00b", "target=%1b", `by=${"x".repeat(501)}`, "who=me", "article=1&target=links"],
  ])("answers 422 with the parameter: %s", async (query) => {
    const answer = await api("GET", `/audit?${query}`);

    expectProblem(answer, 422, "invalid-fields");
    expect(answer.body.errors).toMatchObject([{ parameter: query.split("=")[0] }]);
  });

  it("answers 401 without a token, and 405 to whoever would write it", async () => {
    expect((await visit("/api/audit")).status).toBe(401);
    expect((await api("POST", "/audit", {})).headers.get("allow")).toBe("GET, HEAD");
  });
});
