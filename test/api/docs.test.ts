// The description as pages: whole, led to by every link and every problem, with nothing that runs or loads.

import { describe, expect, it } from "vitest";
import { PROBLEMS } from "../../src/api/problem";
import { api, ORIGIN, TOKEN, visit } from "./client";

interface Described {
  tags: { name: string }[];
  paths: Record<string, Record<string, { operationId: string; tags: string[]; summary: string }>>;
}

const described = async (): Promise<Described> => (await visit("/api/openapi.json")).json<Described>();

const pageAt = async (path: string): Promise<string> => {
  const response = await visit(path);
  expect([path, response.status, response.headers.get("content-type")]).toEqual([
    path,
    200,
    "text/html; charset=utf-8",
  ]);
  return response.text();
};

const slugOf = (tag: string): string => tag.toLowerCase().replaceAll(" ", "-");

const hrefsIn = (html: string): string[] => [...html.matchAll(/ href="([^"]+)"/g)].map(([, href = ""]) => href);

describe("the pages at /api/docs", () => {
  it("show every call of the description under its tag, where its operation's id leads", async () => {
    const { paths, tags } = await described();
    const pages = new Map<string, string>();
    for (const { name } of tags) pages.set(name, await pageAt(`/api/docs/${slugOf(name)}`));

    for (const [path, operations] of Object.entries(paths)) {
      for (const [
        method,
        {
          operationId,
          tags: [tag = ""],
        },
      ] of Object.entries(operations)) {
        const section = pages.get(tag)?.split(`id="${operationId}"`)[1] ?? "";
        const moved = await visit(`/api/docs/${operationId}`);

        expect(section, operationId).toContain(`<strong>${method.toUpperCase()}</strong> <code>/api${path}</code>`);
        expect([moved.status, moved.headers.get("location")]).toEqual([302, `/api/docs/${slugOf(tag)}#${operationId}`]);
      }
    }
  });

  it("tell of a field its type, its limits, and whether it is required", async () => {
    const html = await pageAt("/api/docs/articles");

    expect(html).toMatch(
      /<code>title<\/code><small>string, <strong>required<\/strong><\/small><\/th><td>One line\.<small>1 to 200 characters<\/small>/,
    );
    expect(html).toContain("<code>source.url</code><small>URL or path or null</small>");
    expect(html).toMatch(
      /<code>tags<\/code><small>list of string or null<.*?<small>at most 50 items; each 1 to 50 characters</,
    );
  });

  it("show how a call is made, at this site", async () => {
    expect(await pageAt("/api/docs/articles")).toContain(`curl -X POST ${ORIGIN}/api/articles \\`);
  });

  it("lead nowhere that isn't there", async () => {
    const hrefs = new Set<string>();
    for (const path of ["/api/docs", "/api/docs/articles", "/problems"]) {
      for (const href of hrefsIn(await pageAt(path))) hrefs.add(href.split("#")[0] ?? "");
    }
    hrefs.delete("");
    expect(hrefs.size).toBeGreaterThan(20);
    for (const href of hrefs) expect([href, (await visit(href)).status]).toEqual([href, 200]);
  });

  it("run no script and load nothing, and are kept by nobody", async () => {
    const { headers } = await visit("/api/docs");
    const html = await pageAt("/api/docs/articles");

    expect(headers.get("content-security-policy")).toMatch(
      /^default-src 'none'; style-src 'sha256-[^' ]+'; script-src ; img-src/,
    );
    expect(headers.get("cache-control")).toBe("no-cache");
    expect(html).not.toMatch(
      /<script|<iframe|<img|@import| src=|https?:\/\/(?!site\.(test|example)|times\.example|friend\.example)/,
    );
  });

  it("answer 404 to a name that is none's, and 405 to a change", async () => {
    expect((await api("GET", "/docs/nothing")).body.type).toBe("/problems/not-found");
    expect((await api("POST", "/docs/articles", {})).headers.get("allow")).toBe("GET, HEAD");
  });
});

describe("the page at /problems/{name}", () => {
  it.each(Object.keys(PROBLEMS))("explains the problem: %s", async (name) => {
    expect(await pageAt(`/problems/${name}`)).toContain(`<code>/problems/${name}</code>`);
  });

  it("lists all problems where there is no such one", async () => {
    const response = await visit("/problems/nothing");

    expect(response.status).toBe(404);
    expect(hrefsIn(await response.text())).toContain("/problems/in-use");
  });
});

describe("the description at /api/openapi.json", () => {
  const server = async (origin: string) =>
    (await (await visit(`${origin}/api/openapi.json`)).json<{ servers: { url: string }[] }>()).servers[0]?.url;

  it("says where the site is, unless that is only this machine", async () => {
    expect(await server("https://news.example")).toBe("https://news.example/api");
    expect(await server("http://localhost:8787")).toBe("/api");
    expect(await server("http://127.0.0.1:8787")).toBe("/api");
  });

  it("has an ETag, under which it is not sent again", async () => {
    const etag = (await visit("/api/openapi.json")).headers.get("etag") ?? "";

    const { status } = await visit("/api/openapi.json", {
      headers: { "if-none-match": etag, authorization: `Bearer ${TOKEN}` },
    });

    expect([etag.length, status]).toEqual([24, 304]);
  });
});
