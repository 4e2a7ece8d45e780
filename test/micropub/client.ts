// A writing app: requests as Micropub's apps send them, and what they are answered.

import { exports } from "cloudflare:workers";
import { ORIGIN, TOKEN } from "../api/client";

const BEARER = { authorization: `Bearer ${TOKEN}` };

export interface Answered {
  status: number;
  headers: Headers;
  /** The answer's JSON; empty without a body. */
  body: {
    error?: string;
    error_description?: string;
    scope?: string;
    properties?: Record<string, unknown[]>;
    [member: string]: unknown;
  };
}

export async function send(path: string, init: RequestInit): Promise<Answered> {
  const response = await exports.default.fetch(`${ORIGIN}${path}`, { redirect: "manual", ...init });
  const text = await response.text();
  const body: Answered["body"] = text === "" ? {} : JSON.parse(text);
  return { status: response.status, headers: response.headers, body };
}

/** A form, as it stands in the body. */
export const postForm = (form: string, headers: Record<string, string> = BEARER): Promise<Answered> =>
  send("/micropub", {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded; charset=utf-8", ...headers },
    body: form,
  });

/** JSON; texts are sent as they are. */
export const postJson = (json: unknown, headers: Record<string, string> = BEARER): Promise<Answered> =>
  send("/micropub", {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: typeof json === "string" ? json : JSON.stringify(json),
  });

/** A form with files, to the endpoint or to the one for media. */
export function postMultipart(
  fields: readonly [string, string | File][],
  { path = "/micropub", headers = BEARER }: { path?: string; headers?: Record<string, string> } = {},
): Promise<Answered> {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return send(path, { method: "POST", headers, body: form });
}

export const ask = (query: string, headers: Record<string, string> = BEARER): Promise<Answered> =>
  send(`/micropub?${query}`, { headers });

/** The properties of a post, as it was written. */
export async function sourceOf(url: string): Promise<Record<string, unknown[]>> {
  const { status, body } = await ask(`q=source&url=${encodeURIComponent(url)}`);
  if (status !== 200 || body.properties === undefined) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body.properties;
}

/** Where a request created something. */
export async function createdAt(request: Promise<Answered>): Promise<string> {
  const { status, headers, body } = await request;
  const location = headers.get("location");
  if (status !== 201 || location === null) throw new Error(`${status} ${JSON.stringify(body)}`);
  return location;
}

/** Creates a post by JSON, and gives its URL. */
export const aPost = (properties: Record<string, unknown[]>): Promise<string> =>
  createdAt(postJson({ type: ["h-entry"], properties }));
