// Methods: HEAD wherever GET is, and 405 with the true `Allow` for each kind of address (RFC 9110 §9, §10.2.1).

import { beforeAll, describe, expect, it } from "vitest";
import { api, publish } from "../../promises/client";
import { aFile, ask, bytesOf, FIREFOX, lastingHeaders, TOKEN } from "./client";

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"];

let [id, page, gone, file] = [0, "", "", ""];

beforeAll(async () => {
  const withdrawn = await publish();
  await api("DELETE", `/articles/${withdrawn.id}`);
  gone = withdrawn.path;
  ({ id, path: page } = await publish());
  file = await aFile();
});

/** Puts what this file made where a test's title names it. */
const filled = (path: string) =>
  path.replace("PAGE", page).replace("GONE", gone).replace("FILE", file).replace("ID", String(id));

describe("HEAD", () => {
  it.each([
    ...["/", "/news", "PAGE", "GONE", "/search?q=text", "/nothing", "/favicon.svg", "/a/ID"],
    ...["/feed.xml", "/news/feed.json", "/robots.txt", "/sitemap.xml", "/sitemaps/1.xml", "/sitemaps/pages.xml"],
    ...["/sitemap-news.xml", "/llms.txt", "PAGE.md", "GONE.md", "/nothing/feed.xml"],
    ...["/News/", "/%", "FILE", `/media/${"0".repeat(64)}/x`, "/admin"],
    ...["/reads/ID", "/reads/ID.gif", "/reads/0", "/reads/0.gif"],
    ...["/api/articles", "/api/articles/ID", "/api/articles/0", "/api/health", "/api/jobs", "/api/site", "/api/x"],
  ])("RFC 9110 §9.3.2: has the status and the headers of GET, and no body: %s", async (path) => {
    for (const coding of ["gzip", "identity"]) {
      const headers = { ...TOKEN, "accept-encoding": coding };
      const get = await ask(filled(path), headers);
      const head = await ask(filled(path), headers, "HEAD");

      const length = String((await bytesOf(get)).length);
      // §8.6: it may tell the length of the body that it leaves out, but no other.
      expect(head.headers.get("content-length") ?? length).toBe(length);
      const [ofHead, ofGet] = [head, get].map((response) => lastingHeaders(response, ["content-length"]));
      expect([head.status, ofHead]).toEqual([get.status, ofGet]);
      expect((await bytesOf(head)).length).toBe(0);
    }
  });

  it("RFC 9110 §8.6: tells the length of a page in the form that was asked for, and of a file", async () => {
    for (const [path, coding] of [
      [page, "gzip"],
      [page, "identity"],
      [file, "identity"],
    ] as const) {
      const body = await bytesOf(await ask(path, { "accept-encoding": coding }));

      const head = await ask(path, { "accept-encoding": coding }, "HEAD");

      expect(head.headers.get("content-length")).toBe(String(body.length));
    }
  });

  it("RFC 9110 §9.2.1: is safe: it counts no read, where GET of the image counts one", async () => {
    const { id } = await publish();
    const reader = { "user-agent": FIREFOX, "cf-connecting-ip": "198.51.100.7" };
    const total = async () => (await (await ask(`/reads/${id}`)).json<{ reads: number }>()).reads;

    for (const path of [`/reads/${id}`, `/reads/${id}.gif`, `/a/${id}`]) await ask(path, reader, "HEAD");
    expect(await total()).toBe(0);
    await ask(`/reads/${id}.gif`, reader);
    expect(await total()).toBe(1);
  });
});

describe("405", () => {
  it.each([
    ["GET, HEAD", ["/", "/news", "PAGE", "GONE", "/nothing", "/search", "/favicon.svg", "/tag/x", "/a/ID", "/en"]],
    ["GET, HEAD", ["/feed.xml", "/news/feed.json", "/robots.txt", "/sitemap.xml", "/sitemaps/1.xml", "PAGE.md"]],
    ["GET, HEAD", ["/News", "/%", "/admin", "FILE", "/media", `/media/${"0".repeat(64)}/x`, "/reads/ID.gif"]],
    ["GET, HEAD, POST", ["/reads/ID", "/api/articles", "/api/purges"]],
    ["GET, HEAD, PATCH, DELETE", ["/api/articles/0"]],
    ["GET, HEAD, PUT", ["/api/site", "/api/sections", "/api/pages", "/api/links", "/api/searches"]],
    ["GET, HEAD, PUT, PATCH", ["/api/redirects"]],
    ["GET, HEAD", ["/api/jobs", "/api/health"]],
    ["POST", ["/api/jobs/nothing"]],
  ])("RFC 9110 §15.5.6: names the methods that an address takes, and no other: %s of %j", async (allow, paths) => {
    const taken = new Set(allow.split(", "));
    for (const path of paths) {
      const answers = [];
      for (const method of METHODS) {
        const { status, headers } = await ask(filled(path), TOKEN, method);
        answers.push([method, status === 405, headers.get("allow")]);
      }

      const expected = METHODS.map((method) => [method, !taken.has(method), taken.has(method) ? null : allow]);
      expect([path, answers]).toEqual([path, expected]);
    }
  });

  it("RFC 9110 §15.5.6: is never stored, and says what is taken in words too", async () => {
    for (const path of ["/", "/reads/1", "/api/site"]) {
      const response = await ask(path, {}, "DELETE");

      expect([response.status, response.headers.get("cache-control")]).toEqual([405, "no-store"]);
      expect((await response.text()).length).toBeGreaterThan(0);
    }
  });

  it("RFC 9110 §15.5.5: is not the answer where the API has no such call: that is 404, to any method", async () => {
    for (const method of METHODS) expect((await ask("/api/nothing", TOKEN, method)).status).toBe(404);
  });
});
