// An editor and a visitor of the real Worker, and the articles that tests publish.

import { exports } from "cloudflare:workers";
import { expectDescribed, ORIGIN } from "../api/described";

export { ORIGIN };

let made = 0;

/** An article of its own: titles, and so slugs, never meet. */
export const anArticle = (fields: Record<string, unknown> = {}) => ({
  title: `Article ${++made} of ${crypto.randomUUID().slice(0, 8)}`,
  section: "news",
  body: "Some text.",
  ...fields,
});

export interface Answer {
  status: number;
  headers: Headers;
  body: Record<string, unknown>;
}

/** A call of the API with the admin's token. */
export async function api(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await exports.default.fetch(`${ORIGIN}/api${path}`, {
    method,
    headers: { authorization: "Bearer test-admin-token", "content-type": "application/json", ...headers },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  await expectDescribed({ method, url: `${ORIGIN}/api${path}` }, response);
  return { status: response.status, headers: response.headers, body: await response.json() };
}

/** Publishes an article and gives its id and its address. */
export async function publish(fields: Record<string, unknown> = {}) {
  const { status, body } = await api("POST", "/articles", anArticle(fields));
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`);
  const url = String(body.url);
  return {
    id: Number(body.id),
    url,
    path: new URL(url).pathname,
    slug: String(body.slug),
    purged: Array.from(Object(body.purged), String),
  };
}

/** A visit of a page; redirects are not followed. */
export const visit = (path: string, init: RequestInit = {}): Promise<Response> =>
  exports.default.fetch(new URL(path, ORIGIN), { redirect: "manual", ...init });

export const cacheStatus = (response: Response): string => response.headers.get("cache-status") ?? "";
