// An editor of the real Worker: calls of the API, articles and sections of a test's own, and the rows that they leave.

import { env, exports } from "cloudflare:workers";

export const ORIGIN = "http://site.test";
export const TOKEN = "test-admin-token";

/** A JSON answer's body: its fields are read by the tests that expect them. */
// biome-ignore lint/suspicious/noExplicitAny: a wrong guess about an answer's shape fails the test that makes it.
export type Body = any;

export interface Answer {
  status: number;
  headers: Headers;
  body: Body;
}

/** A request with the admin's token. Texts and bytes are sent as they are, anything else as JSON. */
export async function api(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const isRaw = typeof body === "string" || body instanceof ArrayBuffer;
  const response = await exports.default.fetch(`${ORIGIN}/api${path}`, {
    method,
    headers: { authorization: `Bearer ${TOKEN}`, "content-type": "application/json", ...headers },
    ...(body !== undefined && { body: isRaw ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === "" ? null : JSON.parse(text) };
}

/** A visit of a page or a file; redirects are not followed. */
export const visit = (path: string, init: RequestInit = {}): Promise<Response> =>
  exports.default.fetch(new URL(path, ORIGIN), { redirect: "manual", ...init });

/** The fields of a new article, with a title, and so a slug, that no other has. */
export const anArticle = (fields: Record<string, unknown> = {}): Record<string, unknown> => ({
  title: `Article ${crypto.randomUUID()}`,
  section: "news",
  body: "Some text.",
  ...fields,
});

/** Publishes an article and gives the answer's body. */
export const publish = async (fields: Record<string, unknown> = {}): Promise<Body> =>
  expectStatus(201, await api("POST", "/articles", anArticle(fields)));

/** Changes an article and gives the answer's body. */
export const change = async (id: number, fields: Record<string, unknown>): Promise<Body> =>
  expectStatus(200, await api("PATCH", `/articles/${id}`, fields));

function expectStatus(status: number, answer: Answer): Body {
  if (answer.status !== status) throw new Error(`${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** Adds a section of the test's own and gives its slug. */
export async function aSection(): Promise<string> {
  const slug = `s${crypto.randomUUID().slice(0, 8)}`;
  const { items } = (await api("GET", "/sections")).body;
  expectStatus(200, await api("PUT", "/sections", { items: [...items, { slug, name: { "zh-CN": slug } }] }));
  return slug;
}

/** The rows of a query. */
export const rows = async (query: string, ...values: unknown[]): Promise<Body[]> =>
  (
    await env.DB.prepare(query)
      .bind(...values)
      .all()
  ).results;

/** The only value of the only row of a query. */
export async function theValue(query: string, ...values: unknown[]): Promise<Body> {
  const [row] = await rows(query, ...values);
  return Object.values(row ?? {})[0];
}

/** A moment so many seconds from now, in RFC 3339. */
export const inSeconds = (seconds: number): string =>
  `${new Date(Date.now() + seconds * 1000).toISOString().slice(0, 19)}Z`;
