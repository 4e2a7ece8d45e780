// An editor of the real Worker: calls of the API, articles and sections of a test's own, and the rows that they leave. Whatever
// the API answers must be described (described.ts).

import { env, exports } from "cloudflare:workers";
import { expectDescribed, ORIGIN } from "./described";

export { ORIGIN };
export const TOKEN = "test-admin-token";

/** Every field that tests read of the API's answers, each as the answers that have it hold it. */
export interface Body {
  id: number;
  url: string;
  path: string;
  title: string;
  section: string;
  slug: string;
  lang: string;
  status: string | number;
  summary: string | null;
  kind: string | null;
  body: string;
  html: string;
  tags: string[];
  translationOf: number | null;
  publishedAt: string;
  expireAt: string | null;
  createdAt: string;
  updatedAt: string;
  lastStartedAt: string;
  version: number;
  purged: string[];
  items: Body[];
  nextCursor: string | null;
  errors?: { pointer: string; parameter: string; detail: string }[];
  type: string;
  detail: string;
  name: string;
  hash: string;
  slugs: string[];
  [field: string]: unknown;
}

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
  await expectDescribed({ method, url: `${ORIGIN}/api${path}` }, response);
  return answerOf(response);
}

/** What a response of the API says. All of them have JSON, so a test fails at once where one has none. */
export async function answerOf(response: Response): Promise<Answer> {
  return { status: response.status, headers: response.headers, body: await response.json<Body>() };
}

/** The pointers of the fields that an answer finds wrong, if any. */
export const pointersOf = ({ body }: Answer): string[] => (body.errors ?? []).map(({ pointer }) => pointer);

/** A visit of a page or a file; redirects are not followed. */
export async function visit(path: string, init: RequestInit = {}): Promise<Response> {
  const url = new URL(path, ORIGIN);
  const response = await exports.default.fetch(url, { redirect: "manual", ...init });
  if (/^\/api(?:\/|$)/.test(url.pathname))
    await expectDescribed({ method: init.method ?? "GET", url: url.href }, response);
  return response;
}

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

/** The rows of a query. `Row` says what it selects. */
export const rows = async <Row = Record<string, unknown>>(query: string, ...values: unknown[]): Promise<Row[]> =>
  (
    await env.DB.prepare(query)
      .bind(...values)
      .all<Row>()
  ).results;

/** The only row of a query. `Row` says what it selects. */
export async function theRow<Row = Record<string, unknown>>(query: string, ...values: unknown[]): Promise<Row> {
  const [row, ...others] = await rows<Row>(query, ...values);
  if (row === undefined || others.length > 0) throw new Error(`Not one row, as asked for: ${query}`);
  return row;
}

/** The only value of the only row of a query. `Value` says what it selects. */
export async function theValue<Value = unknown>(query: string, ...values: unknown[]): Promise<Value> {
  const [value, ...others] = Object.values(await theRow<Record<string, Value>>(query, ...values));
  if (value === undefined || others.length > 0) throw new Error(`Not one value, as asked for: ${query}`);
  return value;
}

/** A moment so many seconds from now, in RFC 3339. */
export const inSeconds = (seconds: number): string =>
  `${new Date(Date.now() + seconds * 1000).toISOString().slice(0, 19)}Z`;
