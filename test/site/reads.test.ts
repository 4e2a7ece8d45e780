// /reads/{id}, as visitors' browsers, bots and images ask for it.

import { createExecutionContext, runDurableObjectAlarm, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { Hono } from "hono";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Env } from "../../src/env";
import { Deliveries } from "../../src/reads/deliveries";
import { createReadsRoutes, type ReadsRoutesOptions } from "../../src/site/reads";
import { anArticle, counterOf, QUICK, siteGuid, storedHosts } from "../reads/builders";

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => {});
});

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:148.0) Gecko/20100101 Firefox/148.0";

let visitors = 0;

/** An isolate that serves the routes. */
function aSite({ env: bindings = env, ...options }: Partial<ReadsRoutesOptions> & { env?: Env } = {}) {
  const deliveries = new Deliveries({ times: QUICK });
  const app = new Hono<{ Bindings: Env }>().route("/", createReadsRoutes({ siteGuid, deliveries, ...options }));
  const works: Promise<void>[] = [];

  /** One request, by a visitor of its own unless the headers say otherwise. */
  async function visit(method: string, path: string, headers: Record<string, string> = {}): Promise<Response> {
    visitors += 1;
    const context = createExecutionContext();
    const visitor = { "User-Agent": FIREFOX, "CF-Connecting-IP": `10.0.0.${visitors}` };
    const response = await app.request(path, { method, headers: { ...visitor, ...headers } }, bindings, context);
    works.push(waitOnExecutionContext(context));
    return response;
  }
  return { visit, settled: () => Promise.all(works) };
}

const problemOf = async (response: Response) => [response.headers.get("Content-Type"), await response.json()];

describe("POST /reads/{id}", () => {
  it("counts a read and tells the live total", async () => {
    const id = await anArticle();
    const { visit } = aSite();
    await visit("POST", `/reads/${id}`);

    const response = await visit("POST", `/reads/${id}`, { "Sec-Fetch-Site": "same-origin" });

    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ id, reads: 2, counted: true });
  });

  it("counts 200 simultaneous visitors as 200 once settled: 200 answers for a place, 202 for the queue", async () => {
    const id = await anArticle();
    const { visit, settled } = aSite();

    const responses = await Promise.all(Array.from({ length: 200 }, () => visit("POST", `/reads/${id}`)));
    await settled();

    const answers = await Promise.all(
      responses.map(async (r) => [r.status, (await r.json<Answer>()).counted] as const),
    );
    expect(new Set(answers.map((answer) => answer.join(" ")))).toEqual(new Set(["200 true", "202 queued"]));
    expect(await totalOf(id)).toBe(200);
  });

  it.each([
    ["a bot", { "User-Agent": "Mozilla/5.0 (compatible; bingbot/2.0)" }],
    ["another site's page", { "Sec-Fetch-Site": "cross-site" }],
  ])("tells %s the total and does not count it", async (_, headers) => {
    const id = await anArticle();
    const { visit } = aSite();
    await visit("POST", `/reads/${id}`);

    const response = await visit("POST", `/reads/${id}`, headers);

    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ id, reads: 1, counted: false });
    expect(await totalOf(id)).toBe(1);
  });

  it.each([
    { signedIn: true, preview: false },
    { signedIn: false, preview: true },
  ])("tells an editor the total and does not count it: %o", async (visitor) => {
    const id = await anArticle();
    const { visit } = aSite({ visitorOf: async () => visitor });

    expect(await (await visit("POST", `/reads/${id}`)).json()).toEqual({ id, reads: 0, counted: false });
  });

  it("counts a flood from one address up to the limit, and tells it the total", async () => {
    const id = await anArticle();
    const { visit, settled } = aSite();
    const flooder = { "CF-Connecting-IP": "192.0.2.1" };

    // Twice the limit and one: a minute may end in between.
    const responses: Response[] = [];
    for (let n = 0; n < 61; n += 1) responses.push(await visit("POST", `/reads/${id}`, flooder));
    await settled();

    const answers = await Promise.all(responses.map((response) => response.json<Answer>()));
    const counted = answers.filter((answer) => answer.counted !== false).length;
    expect(counted).toBeLessThan(61);
    expect(counted).toBeGreaterThanOrEqual(30);
    expect(await totalOf(id)).toBe(counted);
    expect((await (await visit("POST", `/reads/${id}`)).json<Answer>()).counted).toBe(true);
  });

  it.each(["999999", "0", "-1", "01", "1.5", "abc", "9999999999999999"])(
    "answers 404 as a problem for an article that there is not: %s",
    async (id) => {
      const response = await aSite().visit("POST", `/reads/${id}`);

      expect(response.status).toBe(404);
      expect(response.headers.get("Cache-Control")).toBe("no-store");
      expect(await problemOf(response)).toEqual([
        "application/problem+json",
        { type: "/problems/not-found", title: "No such article", status: 404 },
      ]);
    },
  );

  it("notes the host of the site that led here, unless it is none or our own, and counts the read all the same", async () => {
    const id = await anArticle();
    const { visit, settled } = aSite();
    const hosts = [
      "www.google.com",
      "www.google.com",
      "",
      "http://localhost/",
      "localhost",
      "t.co%0D%0A",
      "%FF",
      "T.CO",
    ];

    for (const host of hosts) expect((await visit("POST", `/reads/${id}?from=${host}`)).status).toBe(200);
    await visit("POST", `/reads/${id}?from=a.example&from=b.example`);
    await visit("POST", `/reads/${id}?utm_source=a.example`);
    await settled();
    await runDurableObjectAlarm(await counterOf(id));

    expect(await totalOf(id)).toBe(10);
    expect(await storedHosts(id)).toEqual({ "www.google.com": 2, "a.example": 1 });
  });

  it("takes the host that the public knows the site by for its own", async () => {
    const id = await anArticle();
    const { visit, settled } = aSite({ env: { ...env, PUBLIC_URL: "https://www.paper.example" } });

    await visit("POST", `/reads/${id}?from=www.paper.example`);
    await visit("POST", `/reads/${id}?from=paper.example`);
    await settled();
    await runDurableObjectAlarm(await counterOf(id));

    expect(await storedHosts(id)).toEqual({ "paper.example": 1 });
  });

  it("answers 503 with Retry-After when no counter can be reached, never true", async () => {
    const id = await anArticle();
    const { visit } = aSite({ siteGuid: () => Promise.reject(new Error("D1 is down")) });

    const response = await visit("POST", `/reads/${id}`);

    expect(response.status).toBe(503);
    expect(response.headers.get("Retry-After")).toBe("5");
    expect((await problemOf(response))[0]).toBe("application/problem+json");
  });
});

describe("GET /reads/{id}", () => {
  it("tells the total and counts nothing, nor does HEAD", async () => {
    const id = await anArticle();
    await env.DB.prepare("insert into article_reads values (?, 12, 3)").bind(id).run();
    const { visit } = aSite();

    await visit("HEAD", `/reads/${id}`);
    await visit("HEAD", `/reads/${id}.gif`);
    const response = await visit("GET", `/reads/${id}`);

    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ id, reads: 15 });
    expect(await totalOf(id)).toBe(15);
  });

  it("answers 404 for an article that there is not", async () => {
    expect((await aSite().visit("GET", "/reads/999998")).status).toBe(404);
  });
});

describe("GET /reads/{id}.gif", () => {
  it("counts a reader without JavaScript and answers with one transparent pixel", async () => {
    const id = await anArticle();

    const response = await aSite().visit("GET", `/reads/${id}.gif`);

    const bytes = new Uint8Array(await response.arrayBuffer());
    expect(response.headers.get("Content-Type")).toBe("image/gif");
    expect(new TextDecoder().decode(bytes.slice(0, 6))).toBe("GIF89a");
    expect([bytes.length, bytes[6], bytes[8]]).toEqual([43, 1, 1]);
    expect(await totalOf(id)).toBe(1);
  });

  it("does not count a bot, and shows it the pixel all the same", async () => {
    const id = await anArticle();

    const response = await aSite().visit("GET", `/reads/${id}.gif`, { "User-Agent": "curl/8" });

    expect(response.status).toBe(200);
    expect(await totalOf(id)).toBe(0);
  });
});

describe("every answer of /reads", () => {
  it.each(["GET", "HEAD", "POST", "PUT"])("is never stored: %s", async (method) => {
    const id = await anArticle();
    const { visit } = aSite();

    expect((await visit(method, `/reads/${id}`)).headers.get("Cache-Control")).toBe("no-store");
    expect((await visit(method, `/reads/${id}.gif`)).headers.get("Cache-Control")).toBe("no-store");
  });

  it.each(["PUT", "PATCH", "DELETE"])("names the methods there are: %s", async (method) => {
    const { visit } = aSite();

    const [article, image] = [await visit(method, "/reads/1"), await visit(method, "/reads/1.gif")];

    expect([article.status, article.headers.get("Allow")]).toEqual([405, "GET, HEAD, POST"]);
    expect([image.status, image.headers.get("Allow")]).toEqual([405, "GET, HEAD"]);
  });
});

interface Answer {
  id: number;
  reads: number | null;
  counted?: boolean | "queued";
}

async function totalOf(id: number): Promise<number | null> {
  return (await (await aSite().visit("GET", `/reads/${id}`)).json<Answer>()).reads;
}
