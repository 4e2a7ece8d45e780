// Links that show an article to whoever was given one: also a draft, never kept, never indexed, never counted, until they expire.

import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { openPreview, signPreview } from "../../src/access/preview-link";
import { pageServer } from "../../src/pages/isolate";
import { api, aSection, type Body, change, inSeconds, publish, theValue, visit } from "../api/client";
import { expectProblem } from "../api/refusals";

const HOUR = 3600;

const linkTo = async (id: number, body?: unknown): Promise<Body> => {
  const answer = await api("POST", `/articles/${id}/preview`, body);
  expect(answer.status).toBe(200);
  return answer.body;
};

const show = async (id: number): Promise<{ response: Response; html: string }> => {
  const response = await visit((await linkTo(id)).url);
  return { response, html: await response.text() };
};

/** A link that the site itself signs, until a moment of the test's choice. */
const signed = async (articleId: number, untilSeconds: number): Promise<string> => {
  const guid = await theValue<string>("select guid from site");
  return `/preview/${await signPreview(env, guid, { articleId, untilSeconds })}`;
};

const nowSeconds = () => Math.floor(Date.now() / 1000);

describe("a link to an article", () => {
  it.each([
    ["a draft", { status: "draft" }],
    ["one that is scheduled", { publishAt: inSeconds(24 * HOUR) }],
    ["one that has expired", { publishAt: inSeconds(-2 * HOUR), expireAt: inSeconds(-HOUR) }],
    ["one that is published", {}],
    ["one in another language", { lang: "en", status: "draft" }],
  ])("shows it as its page would look: %s", async (_, fields) => {
    const { id, title } = await publish({ ...fields, body: "The **river** falls.", author: "An author", tags: ["t"] });

    const { response, html } = await show(id);

    expect([response.status, response.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"]);
    expect(html).toMatch(new RegExp(`<h1[^>]*>${title}</h1>`));
    expect(html).toContain("<p>The <strong>river</strong> falls.</p>");
    for (const part of ["An author", "/tag/t", "<footer", 'id="main"']) expect(html).toContain(part);
  });

  it("shows one that was withdrawn, while its own address answers 410", async () => {
    const { id, title, url } = await publish();
    await api("DELETE", `/articles/${id}`);

    const { response, html } = await show(id);

    expect([response.status, (await visit(new URL(url).pathname)).status]).toEqual([200, 410]);
    expect(html).toContain(title);
  });

  it("speaks the article's language", async () => {
    const { id } = await publish({ lang: "en", status: "draft" });

    expect((await show(id)).html).toContain('<html lang="en">');
  });

  it("shows what the article says by now, wherever it has moved", async () => {
    const { id } = await publish({ status: "draft", slug: "before", title: "Before" });
    const { url } = await linkTo(id);
    await visit(url);
    await change(id, { section: await aSection(), slug: "after", title: "Afterwards" });

    expect(await (await visit(url)).text()).toContain("Afterwards");
  });

  it("is kept by nobody: not by browsers, not by this site, not by an index", async () => {
    const { id } = await publish({ status: "draft" });
    const { url } = await linkTo(id);
    const kept = pageServer.memory.bytes;

    const [first, second] = [await visit(url), await visit(url)];
    const html = await first.text();

    for (const { headers } of [first, second]) {
      expect(headers.get("cache-control")).toBe("no-store");
      expect(headers.get("x-robots-tag")).toBe("noindex");
      expect(headers.get("cache-status")).toContain("fwd=bypass");
      expect(headers.get("etag")).toBeNull();
    }
    expect(html).toContain('<meta name="robots" content="noindex"/>');
    expect(html).not.toContain('rel="canonical"');
    expect(html).not.toContain("application/ld+json");
    expect(pageServer.memory.bytes).toBe(kept);
  });

  it("counts no read: the page has no script that reports one, and no image", async () => {
    const { id } = await publish();

    const { html } = await show(id);

    expect(html).not.toContain(`/reads/${id}`);
    expect(html).not.toContain("<noscript>");
  });

  it("leaves the article's own page as it was: cached, and counted", async () => {
    const { id, url } = await publish();
    const path = new URL(url).pathname;
    await visit(path);

    await show(id);

    const own = await visit(path);
    expect(own.headers.get("cache-status")).toContain("hit");
    expect(await own.text()).toContain(`data-reads="/reads/${id}"`);
  });

  it("answers HEAD without a body, 405 to other methods, and keeps the site's security headers", async () => {
    const { id } = await publish({ status: "draft" });
    const { url } = await linkTo(id);

    const head = await visit(url, { method: "HEAD" });

    expect([head.status, await head.text()]).toEqual([200, ""]);
    expect(head.headers.get("content-security-policy")).toContain("script-src 'sha256-");
    expect((await visit(url, { method: "POST" })).headers.get("allow")).toBe("GET, HEAD");
  });
});

describe("a link's life", () => {
  it.each([
    ["a day, unless it is asked for otherwise", undefined, 24 * HOUR],
    ["a day, where nothing is named", {}, 24 * HOUR],
    ["a second at least", { expiresIn: 1 }, 1],
    ["thirty days at most", { expiresIn: 30 * 24 * HOUR }, 30 * 24 * HOUR],
  ])("is %s", async (_, body, seconds) => {
    const { id } = await publish();
    const before = nowSeconds();

    const { url, expiresAt } = await linkTo(id, body);

    expect(url).toMatch(/^http:\/\/site\.test\/preview\/\d+\.\d+\.[\w-]{43}$/);
    expect(String(expiresAt)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    const until = Date.parse(String(expiresAt)) / 1000;
    expect(until).toBeGreaterThanOrEqual(before + seconds);
    expect(until).toBeLessThanOrEqual(nowSeconds() + seconds);
  });

  it("ends on the second: then it answers 404 in the site's look", async () => {
    const { id, title } = await publish({ status: "draft" });

    const [alive, over] = [
      await visit(await signed(id, nowSeconds() + 60)),
      await visit(await signed(id, nowSeconds())),
    ];

    expect([alive.status, over.status]).toEqual([200, 404]);
    const html = await over.text();
    expect(html).not.toContain(title);
    expect(html).toContain('id="main"');
    expect([over.headers.get("cache-control"), over.headers.get("x-robots-tag")]).toEqual(["no-store", "noindex"]);
  });

  it("is decided by the signature alone, at any moment", async () => {
    const siteGuid = async () => "a-site";
    const link = { articleId: 42, untilSeconds: 2_000_000_000 };
    const token = String(await signPreview({ ADMIN_TOKEN: "secret" }, "a-site", link));
    const open = (at: number, signer = "secret", guid = siteGuid) =>
      openPreview({ ADMIN_TOKEN: signer }, { token, now: at * 1000, siteGuid: guid });

    expect(await open(1_999_999_999.999)).toBe(42);
    expect(await open(2_000_000_000)).toBeNull();
    expect(await open(0, "another secret")).toBeNull();
    expect(await open(0, "secret", async () => "another site")).toBeNull();
    expect(await openPreview({}, { token, now: 0, siteGuid })).toBeNull();
    expect(await signPreview({}, "a-site", link)).toBeNull();
  });
});

describe("a link that was tampered with answers 404, and shows nothing", () => {
  it.each<[string, (token: string[]) => string]>([
    ["another article", ([id = "", until, signature]) => [Number(id) - 1, until, signature].join(".")],
    ["a longer life", ([id, until = "", signature]) => [id, Number(until) + 1, signature].join(".")],
    [
      "a changed signature",
      ([id, until, signature = ""]) => [id, until, (signature[0] === "A" ? "B" : "A") + signature.slice(1)].join("."),
    ],
    ["no signature", ([id, until]) => [id, until, ""].join(".")],
    ["half a signature", ([id, until, signature = ""]) => [id, until, signature.slice(0, 20)].join(".")],
    ["a zero before a number", (parts) => `0${parts.join(".")}`],
    ["a number beyond numbers", ([, until, signature]) => ["9".repeat(40), until, signature].join(".")],
    ["lower case", (parts) => parts.join(".").toLowerCase()],
    ["something behind it", (parts) => `${parts.join(".")}/x`],
    ["broken encoding", () => "%E0%A4%A"],
    ["a NUL", () => "%00"],
    ["nothing", () => ""],
  ])("%s", async (_, forge) => {
    await publish({ status: "draft", title: "Secret" });
    const { id } = await publish({ status: "draft", title: "Secret" });
    const token = new URL((await linkTo(id)).url).pathname.slice("/preview/".length);

    const response = await visit(`/preview/${forge(token.split("."))}`);

    expect([response.status, response.headers.get("cache-control")]).toEqual([404, "no-store"]);
    expect(await response.text()).not.toContain("Secret");
  });

  it("and so does one of an article that there is not, though its signature is right", async () => {
    expect((await visit(await signed(99_999_999, nowSeconds() + 60))).status).toBe(404);
  });
});

describe("asking for a link", () => {
  it.each([
    ["#/expiresIn", { expiresIn: 0 }],
    ["#/expiresIn", { expiresIn: -1 }],
    ["#/expiresIn", { expiresIn: 1.5 }],
    ["#/expiresIn", { expiresIn: 30 * 24 * HOUR + 1 }],
    ["#/expiresIn", { expiresIn: "60" }],
    ["#/expiresIn", { expiresIn: null }],
    ["#/until", { until: 1 }],
    ["#", []],
    ["#", null],
  ])("answers 422 with the field: %s %j", async (pointer, body) => {
    const { id } = await publish();

    const answer = await api("POST", `/articles/${id}/preview`, body);

    expectProblem(answer, 422, "invalid-fields");
    expect(answer.body.errors).toMatchObject([{ pointer }]);
  });

  it("answers 400 to what is no JSON, 404 for an article that there is not, 401 without a token, 405 to GET", async () => {
    const { id } = await publish();

    expectProblem(await api("POST", `/articles/${id}/preview`, "{"), 400, "broken-json");
    for (const other of ["0", "x", "99999999"]) {
      expectProblem(await api("POST", `/articles/${other}/preview`), 404, "not-found");
    }
    expect((await visit(`/api/articles/${id}/preview`, { method: "POST" })).status).toBe(401);
    expect((await api("GET", `/articles/${id}/preview`)).headers.get("allow")).toBe("POST");
  });

  it("changes nothing", async () => {
    const { id } = await publish();
    const traces = () => theValue("select (select max(id) from ledger) || ' ' || (select max(id) from audit)");
    const before = await traces();

    await show(id);

    expect(await traces()).toBe(before);
  });
});

describe("the name preview", () => {
  it("can't be a section's or a standing page's, and no old address leads on from below it", async () => {
    const { items } = (await api("GET", "/sections")).body;

    const section = await api("PUT", "/sections", { items: [...items, { slug: "preview", name: { en: "x" } }] });
    const redirect = await api("PATCH", "/redirects", { items: [{ from: "/preview/old", to: "/news" }] });

    expect([section.status, redirect.status]).toEqual([422, 422]);
  });
});
