// /api/import and /api/imports, as an operator calls them.

import { env, exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { aToken } from "../access/people";
import { ghost } from "../imports/fixtures/ghost";
import { HEAD, wxr } from "../imports/fixtures/wxr";
import { zip } from "../imports/fixtures/zip";
import { aPng } from "../site/a-png";
import { type Answer, api, ORIGIN, rows, TOKEN, theRow, theValue, visit } from "./client";

const XML = { "content-type": "text/xml" };
const ZIP = { "content-type": "application/zip" };

/** A WordPress export of so many posts, whose names all hold one word. */
const aBlog = (count: number, word = `w${crypto.randomUUID().slice(0, 8)}`) => {
  const posts = Array.from({ length: count }, (_, n) => ({
    ...{ id: n + 1, title: `${word} ${n}`, slug: `${word}-${n}`, content: `<p>Words of ${n}.</p>` },
    link: `https://old.example/2021/${word}-${n}.html`,
  }));
  return { word, posts, dump: wxr(...posts) };
};

const titlesOf = async (word: string) =>
  (await rows<{ title: string }>("select title from articles where title like ? order by id", `${word}%`)).map(
    ({ title }) => title,
  );

/** Goes on with an import to its end. */
async function finish(begun: Answer): Promise<Answer> {
  let last = begun;
  for (let steps = 0; last.body.state === "running" && steps < 20; steps++) {
    last = await api("POST", String(last.body.next).slice("/api".length));
  }
  return last;
}

describe("a dump", () => {
  it("of WordPress is taken in step by step, each from where the last one ended, and told line by line", async () => {
    const { word, posts, dump } = aBlog(12);

    const first = await api("POST", "/import", dump, XML);
    const { id, taken } = first.body;
    const last = await finish(first);

    expect([first.status, first.headers.get("location")]).toEqual([201, `/api/imports/${id}`]);
    expect(first.body).toMatchObject({ format: "wxr", state: "running", bytes: new TextEncoder().encode(dump).length });
    expect(taken).toBeGreaterThan(2);
    expect(last.body).toMatchObject({
      state: "done",
      taken: 14,
      created: 12,
      unchanged: 1,
      failed: 0,
      next: null,
      detail: null,
    });
    expect((await api("GET", `/imports/${id}`)).body).toEqual(last.body);
    expect((await api("GET", "/imports")).body.items[0]).toEqual(last.body);
    expect(await titlesOf(word)).toEqual(posts.map(({ title }) => title));
    expect((await visit(`/2021/${word}-3.html`)).headers.get("location")).toBe(`/news/${word}-3`);
    const page = (await api("GET", `/imports/${id}/report?limit=5&outcome=created`)).body;
    expect(page.items.map(({ outcome }) => outcome)).toEqual(Array(5).fill("created"));
    const rest = (await api("GET", `/imports/${id}/report?outcome=created&cursor=${page.nextCursor}`)).body;
    expect([rest.items.length, rest.nextCursor]).toEqual([7, null]);
    const csv = await exports.default.fetch(`${ORIGIN}/api/imports/${id}/report?format=csv`, {
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    expect((await csv.text()).split("\r\n").slice(0, 2)).toEqual([
      "n,outcome,kind,key,url,notes",
      expect.stringMatching(/^1,unchanged,section,/),
    ]);
  });

  it("of Ghost is taken in; sent again it is the same import, which finds all unchanged; forgotten, all stays that it brought", async () => {
    const dump = ghost({});

    const { status, body } = await api("POST", "/import?status=draft&media=list", dump);
    const again = await api("POST", "/import?status=draft", dump);
    const other = await api("POST", "/import", dump);

    expect([status, again.status, other.status]).toEqual([201, 200, 201]);
    expect(again.body.id).toBe(body.id);
    expect([body.created, again.body.created, again.body.failed]).toEqual([expect.toSatisfy((n) => n > 0), 0, 0]);
    expect(again.body.unchanged).toBe(again.body.taken);
    expect(other.body.changed).toBe(1);
    expect((await api("DELETE", `/imports/${body.id}`)).body).toEqual({ id: body.id });
    const log = await rows("select by, action from audit where target = ? order by id", `import:${body.id}`);
    expect(log).toEqual(["import", "import", "forget"].map((action) => ({ by: "ADMIN_TOKEN", action })));
    expect((await api("GET", `/imports/${body.id}`)).status).toBe(404);
    expect(await theValue("select count(*) from import_items where import_id = ?", body.id)).toBe(0);
    expect(await theRow("select state from articles where title = '定位精度'")).toEqual({ state: "live" });
  });

  it("of a folder of Markdown is taken in with its files; of two folders each is told by its site", async () => {
    const text = (title: string) => `---\ntitle: ${title}\ndate: 2020-02-03\n---\n\n![A](../images/a.png)\n`;
    const image = { name: "images/a.png", content: new Uint8Array(await aPng(4, 4)) };
    const dumpOf = async (title: string) =>
      (await zip({ name: "posts/opening.md", content: text(title) }, image)).buffer;

    const one = await finish(await api("POST", "/import?site=https://one.test", await dumpOf("One"), ZIP));
    const two = await finish(await api("POST", "/import?site=https://two.test", await dumpOf("Two"), ZIP));
    const again = await finish(await api("POST", "/import?site=https://two.test", await dumpOf("Two again"), ZIP));

    expect([one, two, again].map(({ body }) => [body.created, body.changed, body.failed])).toEqual([
      [3, 0, 0],
      [2, 0, 0],
      [1, 1, 0],
    ]);
    const [line] = (await api("GET", `/imports/${again.body.id}/report?outcome=changed`)).body.items;
    expect(await (await visit(line?.url ?? "")).text()).toMatch(
      /<h1[^>]*>Two again.*<img[^>]+src="\/media\/[0-9a-f]{64}\/a.png"/s,
    );
  });

  it("of this site is taken in", async () => {
    const response = await exports.default.fetch(`${ORIGIN}/api/export`, {
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    const dump = new TextDecoder().decode(await response.arrayBuffer());

    const { status, body } = await finish(await api("POST", "/import?format=ndjson", dump));

    expect([status, body.format, body.state, body.failed]).toEqual([200, "ndjson", "done", 0]);
    expect(body.unchanged).toBeGreaterThan(0);
  });

  it("goes on by itself, each minute, to its end", async () => {
    const { word, dump } = aBlog(8);
    const { id } = (await api("POST", "/import", dump, XML)).body;

    const stateNow = async () => (await api("GET", `/imports/${id}`)).body.state;
    for (let minutes = 0; (await stateNow()) === "running" && minutes < 20; minutes++)
      await api("POST", "/jobs/imports");

    expect((await api("GET", `/imports/${id}`)).body).toMatchObject({ state: "done", by: "ADMIN_TOKEN" });
    expect(await titlesOf(word)).toHaveLength(8);
  });
});

describe("refused, with nothing kept, is", () => {
  const kept = async () => [await theValue("select count(*) from imports"), (await env.MEDIA.list()).objects.length];

  it.each([
    { what: "a body of another type", path: "/import", type: "text/plain", body: "x", expected: [415, []] },
    { what: "no body", path: "/import", type: "text/xml", body: "", expected: [422, []] },
    {
      what: "what is no WordPress export",
      path: "/import",
      type: "text/xml",
      body: "<rss></rss>",
      expected: [422, []],
    },
    { what: "what is no XML", path: "/import?format=wxr", type: "text/plain", body: "no", expected: [422, []] },
    {
      what: "what is no export of this site",
      path: "/import?format=ndjson",
      type: "text/plain",
      body: "{}",
      expected: [422, []],
    },
    {
      what: "an unknown form",
      path: "/import?format=joomla",
      type: "text/xml",
      body: "x",
      expected: [422, ["format"]],
    },
    {
      what: "options that the site can't meet",
      path: "/import?section=none&lang=fr",
      ...{ type: "text/xml", body: HEAD, expected: [422, ["section", "lang"]] },
    },
    {
      what: "options that there are not",
      path: "/import?sections=drop&status=live&media=all&lang=x_&site=old&more=1",
      ...{ type: "text/xml", body: HEAD, expected: [422, ["sections", "status", "lang", "media", "site", "more"]] },
    },
  ])("$what", async ({ path, type, body, expected }) => {
    const before = await kept();

    const answer = await api("POST", path, body, { "content-type": type });

    expect([answer.status, (answer.body.errors ?? []).map(({ parameter }) => parameter)]).toEqual(expected);
    expect(await kept()).toEqual(before);
  });

  it("a dump that is too large", async () => {
    const length = { ...XML, "content-length": "95000001" };

    expect((await api("POST", "/import", "<", length)).status).toBe(413);
  });

  it("a report's page that there is not, and an import that there is not", async () => {
    const { id } = (await api("POST", "/import", aBlog(0).dump, XML)).body;

    const wrong = await api("GET", `/imports/${id}/report?cursor=x&limit=0&outcome=fine&format=xml`);
    const paths = ["/imports/99999", "/imports/x", "/imports/99999/report"].map((path) => api("GET", path));
    const gone = [...paths, api("POST", "/imports/99999/step"), api("DELETE", "/imports/99999")];

    expect(wrong.body.errors?.map(({ parameter }) => parameter)).toEqual(["outcome", "format", "cursor", "limit"]);
    expect((await Promise.all(gone)).map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
  });

  it("whoever may not do everything", async () => {
    const calls = [
      ...["POST /import", "GET /imports", "GET /imports/1", "DELETE /imports/1"],
      ...["POST /imports/1/step", "GET /imports/1/report"],
    ];
    const { text } = await aToken("publish");

    const statuses = async (authorization: string) =>
      Promise.all(
        calls.map(async (call) => {
          const [method, path] = call.split(" ");
          return (await api(method ?? "", path ?? "", undefined, { authorization })).status;
        }),
      );

    expect(await statuses("")).toEqual(calls.map(() => 401));
    expect(await statuses(`Bearer ${text}`)).toEqual(calls.map(() => 403));
  });
});
