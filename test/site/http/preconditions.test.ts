// Conditional requests of pages, files and the API: RFC 9110 §13, and the entity tags that they compare (§8.8.3).

import { beforeAll, describe, expect, it } from "vitest";
import { api, publish } from "../../promises/client";
import { aFile, ask, bytesOf, lastingHeaders, TOKEN } from "./client";

const YESTERDAY = new Date(Date.now() - 86_400_000).toUTCString();
const TOMORROW = new Date(Date.now() + 86_400_000).toUTCString();
const EPOCH = "Thu, 01 Jan 1970 00:00:00 GMT";
const NO_FILE = `/media/${"0".repeat(64)}/x.gif`;

let [page, file, item] = ["", "", ""];
/** The entity tags, and the part of the page's in quotes. */
let [pageEtag, fileEtag, itemEtag, opaque] = ["", "", "", ""];

const etagOf = async (path: string) => (await ask(path, TOKEN)).headers.get("etag") ?? "";
const statusOf = async (path: string, headers: Record<string, string>) => (await ask(path, headers)).status;

/** Puts the page's entity tag where a test's title says ETAG. */
const withEtag = (field: string) => field.replaceAll("ETAG", opaque);

beforeAll(async () => {
  const article = await publish();
  [page, file, item] = [article.path, await aFile(), `/api/articles/${article.id}`];
  [pageEtag, fileEtag, itemEtag] = [await etagOf(page), await etagOf(file), await etagOf(item)];
  opaque = pageEtag.slice("W/".length);
});

describe("If-None-Match", () => {
  it.each(["W/ETAG", "ETAG", '"x", W/ETAG', 'W/"x",ETAG , "y"', ", ,,\tETAG,", '"a,b", ETAG', '"", ETAG', "*", " * "])(
    "RFC 9110 §13.1.2: is answered by 304 where it names the page, compared weakly: %s",
    async (field) => {
      const response = await ask(page, { "if-none-match": withEtag(field) });

      expect([response.status, (await bytesOf(response)).length]).toEqual([304, 0]);
    },
  );

  it.each(['"x"', 'W/"x", "y"', '"x', '"*"', '"x"y"', ""])(
    "RFC 9110 §13.1.2: is answered by the page where it doesn't name it: %s",
    async (field) => {
      expect(await statusOf(page, { "if-none-match": field })).toBe(200);
    },
  );

  it.each([
    "w/ETAG",
    "W/ ETAG",
    "ETAG ETAG",
    'ETAG, "x',
    'x, ETAG"',
    '"a b", ETAG',
    "ETAG; x=1",
    "ETAG, *",
    "*, *",
    '"x", ETAG, y',
  ])("RFC 9110 §8.8.3: names nothing where the list is broken, though a tag stands in it: %s", async (field) => {
    expect(await statusOf(page, { "if-none-match": withEtag(field) })).toBe(200);
  });

  it("RFC 9110 §8.8.3: a tag inside another tag is not that tag", async () => {
    const inner = opaque.slice(1, -1);

    for (const field of [`"x,${inner}"`, `"${inner},x"`, `"W/${inner}"`, `"${inner.toUpperCase()}."`])
      expect([field, await statusOf(page, { "if-none-match": field })]).toEqual([field, 200]);
  });

  it("RFC 9110 §8.8.1: an article that changes, twice in one second even, has another ETag each time", async () => {
    // In another language, so that it is no neighbour of the other tests' page.
    const article = await publish({ lang: "en" });
    const first = await etagOf(article.path);
    await api("PATCH", `/articles/${article.id}`, { body: "Second." });
    const second = await etagOf(article.path);
    await api("PATCH", `/articles/${article.id}`, { body: "Third." });

    expect(await statusOf(article.path, { "if-none-match": `${first}, ${second}` })).toBe(200);
    expect(new Set([first, second, await etagOf(article.path)]).size).toBe(3);
  });

  it("RFC 9110 §13.1.2: is kept by files and by the API's GETs as by pages", async () => {
    for (const [path, etag] of [
      [file, fileEtag],
      [item, itemEtag],
    ] as const) {
      expect(etag).toMatch(/^"/);
      for (const field of [etag, `W/${etag}`, `"x", ${etag}`, "*"])
        expect([field, await statusOf(path, { ...TOKEN, "if-none-match": field })]).toEqual([field, 304]);
      expect(await statusOf(path, { ...TOKEN, "if-none-match": '"x"' })).toBe(200);
    }
  });
});

describe("If-Match", () => {
  it("RFC 9110 §13.1.1: compares strongly, so that of a page, whose ETag is weak, only * is true", async () => {
    expect(await statusOf(page, { "if-match": "*" })).toBe(200);
    for (const field of [pageEtag, opaque, `"x", ${opaque}`, "x"])
      expect([field, await statusOf(page, { "if-match": field })]).toEqual([field, 412]);
  });

  it("RFC 9110 §13.1.1: is true of a file and of an API's article by its strong ETag, and not by a weak one", async () => {
    for (const [path, etag] of [
      [file, fileEtag],
      [item, itemEtag],
    ] as const) {
      for (const field of ["*", etag, `"x", ${etag}`])
        expect([field, await statusOf(path, { ...TOKEN, "if-match": field })]).toEqual([field, 200]);
      for (const field of [`W/${etag}`, '"x"', `${etag} x`])
        expect([field, await statusOf(path, { ...TOKEN, "if-match": field })]).toEqual([field, 412]);
    }
  });

  it("RFC 9110 §15.5.13: 412 says which ETag there is, and is never stored", async () => {
    const response = await ask(page, { "if-match": '"x"' });

    expect(Object.fromEntries(response.headers)).toMatchObject({
      etag: pageEtag,
      "cache-control": "no-store",
      "content-type": "text/plain; charset=utf-8",
      vary: "Accept, Accept-Encoding",
    });
    expect(await response.text()).toContain("If-Match");
    expect((await ask(item, { ...TOKEN, "if-match": '"x"' })).headers.get("content-type")).toContain("problem+json");
  });
});

describe("a date", () => {
  it.each([YESTERDAY, TOMORROW, EPOCH, "never"])(
    "RFC 9110 §13.1.3 and §13.1.4: is ignored, since nothing here has a modification date: %s",
    async (date) => {
      for (const path of [page, file]) {
        expect(await statusOf(path, { "if-modified-since": date })).toBe(200);
        expect(await statusOf(path, { "if-unmodified-since": date })).toBe(200);
        expect((await ask(path)).headers.get("last-modified")).toBeNull();
      }
    },
  );
});

describe("several preconditions", () => {
  it.each([
    [412, { "if-match": '"x"', "if-none-match": "W/ETAG" }],
    [304, { "if-match": "*", "if-none-match": "W/ETAG" }],
    [200, { "if-match": "*", "if-none-match": '"x"' }],
    [200, { "if-none-match": '"x"', "if-modified-since": TOMORROW }],
    [304, { "if-none-match": "W/ETAG", "if-modified-since": EPOCH }],
    [304, { "if-none-match": "W/ETAG", "if-unmodified-since": EPOCH }],
    [304, { "if-none-match": "W/ETAG", range: "bytes=0-0" }],
    [412, { "if-match": '"x"', range: "bytes=0-0", "if-range": "ETAG" }],
  ])("RFC 9110 §13.2.2: are evaluated in order, and answered by %d: %o", async (status, fields) => {
    const headers = Object.entries(fields).map(([name, field]) => [name, withEtag(field)] as const);

    expect(await statusOf(page, Object.fromEntries(headers))).toBe(status);
  });

  it.each([
    [404, "/nothing"],
    [404, NO_FILE],
    [301, "/News"],
    [404, "/api/articles/999999"],
  ])("RFC 9110 §13.2.1: are ignored where the answer without them is %d: %s", async (status, path) => {
    for (const name of ["if-match", "if-none-match"])
      for (const field of ["*", '"x"']) expect(await statusOf(path, { ...TOKEN, [name]: field })).toBe(status);
  });
});

describe("304", () => {
  it.each(["GET", "HEAD"])("RFC 9110 §15.4.5: has the 200's headers but those of the bytes: %s", async (method) => {
    for (const [path, etag] of [
      [page, pageEtag],
      [file, fileEtag],
    ] as const) {
      const ofTheBytes = ["content-type", "content-language", "content-length", "content-encoding"];
      const ok = lastingHeaders(await ask(path), ofTheBytes);

      const response = await ask(path, { "if-none-match": etag, "accept-encoding": "gzip" }, method);

      expect([response.status, lastingHeaders(response)]).toEqual([304, ok]);
      expect(ok).toMatchObject({ etag, "cache-control": expect.stringContaining("public") });
    }
  });
});
