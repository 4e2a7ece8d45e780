// Articles as Markdown, by an address of their own or by `Accept` (RFC 9110 §12.5.1), and the site in outline (llmstxt.org).

import { describe, expect, it } from "vitest";
import { prefersMarkdown } from "../../src/site/accept";
import { Isolate, statusOf, textOf, watchedD1 } from "../pages/builders";
import { api, cacheStatus, ORIGIN, publish, visit } from "../promises/client";

const MARKDOWN = "text/markdown; charset=utf-8";
const FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";

const asked = (path: string, accept: string): Promise<Response> => visit(path, { headers: { accept } });
const typeOf = (response: Response): string | null => response.headers.get("content-type");

describe("an article as Markdown", () => {
  it("is its title, where it comes from, and the text as it was written", async () => {
    const article = await publish({
      ...{ title: `Tea & [茶] *${crypto.randomUUID()}*`, author: "王_x_", body: "Some **bold** text.\n\n- a\n- b" },
      ...{ source: { name: "Paper [1]", url: "https://paper.example/?a=1" }, publishAt: "2026-01-02T03:04:05Z" },
    });

    const response = await visit(`${article.path}.md`);
    const [title, , facts, , ...text] = (await response.text()).split("\n");

    expect([response.status, typeOf(response)]).toEqual([200, MARKDOWN]);
    expect(response.headers.get("content-language")).toBe("zh-CN");
    expect(response.headers.get("link")).toBe(`<${article.url}>; rel="canonical"`);
    expect(title).toMatch(/^# Tea \\& \\\[茶\\\] \\\*[\w-]+\\\*$/);
    expect(facts).toBe(
      `2026-01-02 11:04:05 · 新闻 · 王\\_x\\_ · [Paper \\[1\\]](<https://paper.example/?a=1>) · <${article.url}>`,
    );
    expect(text.join("\n")).toBe("Some **bold** text.\n\n- a\n- b\n");
  });

  it("that was written in HTML is turned into Markdown, or into plain text where that would grow large", async () => {
    const body = '<h1>One</h1><p>A <b>bold</b> <a href="/x">link</a></p><ul><li>a</li></ul>';
    const { path } = await publish({ format: "html", body });
    const large = await publish({ format: "html", body: `${"<blockquote>".repeat(30)}<b>Deep</b>` });

    expect(await (await visit(`${path}.md`)).text()).toMatch(/\n\n## One\n\nA \*\*bold\*\* \[link\]\(\/x\)\n\n- a\n$/);
    expect(await (await visit(`${large.path}.md`)).text()).toMatch(/\n\nDeep\n$/);
  });

  it("is what its own address answers to those who would rather have it, and to nobody else", async () => {
    const { path } = await publish({ body: "Some **bold** text." });

    for (const round of ["rendered", "kept"]) {
      const markdown = await asked(path, "text/markdown, text/html;q=0.9, */*;q=0.1");
      const html = await asked(path, FIREFOX);

      expect([round, typeOf(markdown), typeOf(html)]).toEqual([round, MARKDOWN, "text/html; charset=utf-8"]);
      expect(await markdown.text()).toContain("Some **bold** text.");
      expect(await html.text()).toContain("Some <strong>bold</strong> text.");
      expect(markdown.headers.get("etag")).not.toBe(html.headers.get("etag"));
      for (const answer of [markdown, html]) {
        expect(answer.headers.get("vary")).toBe("Accept, Accept-Encoding");
        expect(cacheStatus(answer)).toContain(round === "kept" ? "hit" : "fwd=miss");
      }
    }
  });

  it("RFC 9110 §12.5.5: only the article's own address varies by Accept, its 304 included", async () => {
    const { path } = await publish();
    const etag = (await visit(path)).headers.get("etag") ?? "";
    const varyOf = async (address: string) => (await asked(address, "text/markdown")).headers.get("vary");

    expect((await visit(path, { headers: { "if-none-match": etag } })).headers.get("vary")).toContain("Accept,");
    expect(await Promise.all([`${path}.md`, "/", "/news", "/feed.xml"].map(varyOf))).toEqual(
      Array.from({ length: 4 }, () => "Accept-Encoding"),
    );
    expect(typeOf(await asked("/news", "text/markdown"))).toBe("text/html; charset=utf-8");
  });

  it("is announced by the article's page", async () => {
    const { path } = await publish();

    expect(await (await visit(path)).text()).toContain(
      `<link rel="alternate" type="text/markdown" href="${path}.md"/>`,
    );
  });

  it("is told anew as soon as the article is edited, and is gone once it is withdrawn", async () => {
    const { path, id } = await publish();
    const both = () => Promise.all([visit(`${path}.md`), asked(path, "text/markdown")]);
    await both();
    await Promise.all((await both()).map((answer) => expect(cacheStatus(answer)).toContain("hit")));

    await api("PATCH", `/articles/${id}`, { body: "Corrected." });
    const edited = await Promise.all((await both()).map((answer) => answer.text()));
    await api("DELETE", `/articles/${id}`);

    for (const text of edited) expect(text).toContain("\n\nCorrected.\n");
    expect((await both()).map(({ status }) => status)).toEqual([410, 410]);
  });

  it("is purged by the address of its page", async () => {
    const { path, url } = await publish();
    await visit(`${path}.md`);
    expect(cacheStatus(await visit(`${path}.md`))).toContain("hit");

    await api("POST", "/purges", { urls: [url], reason: "a test" });

    expect(cacheStatus(await visit(`${path}.md`))).toContain("fwd=miss");
  });

  it("appears on the second that it is published, and is gone when it expires", async () => {
    const begins = Math.ceil(Date.now() / 1000) * 1000 + 60_000;
    const [publishAt, expireAt] = [begins, begins + 60_000].map((ms) => new Date(ms).toISOString());
    const { path } = await publish({ publishAt, expireAt });
    const isolate = new Isolate();
    const status = async (when: number) => {
      isolate.ahead = when - Date.now();
      return statusOf(await isolate.visit(`${path}.md`));
    };

    expect([await status(begins - 2000), await status(begins + 500), await status(begins + 60_500)]).toEqual([
      404, 200, 410,
    ]);
  });

  it("is not there for a draft, nor for what is no article", async () => {
    const draft = await publish({ status: "draft" });

    for (const path of [`/news/${draft.slug}.md`, "/news/no-such-article.md", "/no-such-section/x.md", "/news.md"])
      expect((await visit(path)).status).toBe(404);
  });

  it("costs one wait and at most 12 rows", async () => {
    const { path } = await publish();
    const isolate = new Isolate();
    await isolate.server.ledger.refresh(isolate.requestFor("/").d1, Date.now);
    const { d1, seen } = watchedD1();

    const served = await isolate.visit(`${path}.md`, { d1 });

    expect([statusOf(served), seen.waits, textOf(served).length > 0]).toEqual([200, 1, true]);
    expect(seen.rowsRead).toBeLessThanOrEqual(12);
  });
});

describe("an address of an article's Markdown", () => {
  it("has one spelling, and leads on when the article has moved, by one 301", async () => {
    const article = await publish();
    const moved = `/news/moved-${article.slug}`;
    const spelt = await visit(`/News/${article.slug.toUpperCase()}.MD/`);
    await api("PATCH", `/articles/${article.id}`, { slug: `moved-${article.slug}` });

    const old = await visit(`${article.path}.md`);
    const oldAndMisspelt = await visit(`/zh-CN${article.path.toUpperCase()}.md`);
    const oldPage = await asked(article.path, "text/markdown");

    const answers = [spelt, old, oldAndMisspelt, oldPage];
    expect(answers.map(({ status, headers }) => [status, headers.get("location")])).toEqual([
      [301, `${article.path}.md`],
      [301, `${moved}.md`],
      [301, `${moved}.md`],
      [301, moved],
    ]);
    expect(typeOf(await asked(moved, "text/markdown"))).toBe(MARKDOWN);
  });

  it("answers HEAD as GET", async () => {
    const { path } = await publish();
    for (const [address, accept] of [
      [`${path}.md`, "*/*"],
      [path, "text/markdown"],
    ] as const) {
      const get = await asked(address, accept);
      const head = await visit(address, { method: "HEAD", headers: { accept } });

      expect([head.status, head.headers.get("etag"), typeOf(head)]).toEqual([200, get.headers.get("etag"), MARKDOWN]);
    }
  });
});

describe("RFC 9110 §12.5.1: Accept", () => {
  it.each([
    ["text/markdown", true],
    ["text/markdown, text/html, */*", true],
    ["Text/Markdown ; charset=utf-8 ; q=0.9, */*;q=0.8", true],
    ["text/html;q=0.5, text/markdown;q=0.5", true],
    ["text/markdown;q=0.4, text/html;q=0.5", false],
    ["text/markdown;q=0.4, text/*", false],
    ["text/markdown;q=0", false],
    ["text/markdown;q=x", false],
    ["text/*", false],
    ["*/*", false],
    ["application/x-text-markdown", false],
    [FIREFOX, false],
    ["", false],
    [null, false],
  ])("%s prefers Markdown: %s", (accept, expected) => {
    expect(prefersMarkdown(accept)).toBe(expected);
  });
});

describe("llms.txt", () => {
  it("names the site, its sections, and their newest articles, as a list of links to Markdown", async () => {
    const article = await publish({ title: `Tea & [茶] ${crypto.randomUUID()}`, summary: "Leaves & *water*" });

    const response = await visit("/llms.txt");
    const lines = (await response.text()).split("\n");

    expect([response.status, typeOf(response)]).toEqual([200, "text/plain; charset=utf-8"]);
    expect(lines[0]).toBe("# Edgewise");
    expect(lines).toContain("## 新闻");
    expect(lines).toContain(`- [新闻](<${ORIGIN}/news>)`);
    const item = lines.find((line) => line.includes(article.url)) ?? "";
    expect(item).toMatch(/^- \[Tea \\& \\\[茶\\\] [\w-]+\]\(<http[^>]+\.md>\): Leaves \\& \\\*water\\\*$/);
    expect((await visit(new URL(`${article.url}.md`).pathname)).status).toBe(200);
  });

  it("speaks each language of the site, changes with its articles, and answers HEAD", async () => {
    const { url, id } = await publish({ lang: "en" });
    const listed = async () => (await (await visit("/en/llms.txt")).text()).includes(`${url}.md`);
    const before = await listed();
    const head = await visit("/llms.txt", { method: "HEAD" });
    const respelt = await visit("/zh-CN/LLMS.txt");

    await api("DELETE", `/articles/${id}`);

    expect([before, await listed()]).toEqual([true, false]);
    expect(head.status).toBe(200);
    expect([respelt.status, respelt.headers.get("location")]).toEqual([301, "/llms.txt"]);
  });

  it("shows an article on the second that it is published, and costs one wait", async () => {
    const begins = Math.ceil(Date.now() / 1000) * 1000 + 60_000;
    const { url } = await publish({ publishAt: new Date(begins).toISOString() });
    const isolate = new Isolate();
    await isolate.server.ledger.refresh(isolate.requestFor("/").d1, Date.now);
    const { d1, seen } = watchedD1();
    isolate.ahead = begins - 2000 - Date.now();

    const before = textOf(await isolate.visit("/llms.txt"));
    isolate.ahead = begins + 500 - Date.now();
    const after = textOf(await isolate.visit("/llms.txt", { d1 }));

    expect([before.includes(url), after.includes(url)]).toEqual([false, true]);
    expect(seen.waits).toBeLessThanOrEqual(2);
  });
});
