// Requests under an idempotency key, and what they leave.

import { type Answer, api, theValue } from "./client";

export const newKey = () => `"${crypto.randomUUID()}"`;

/** A POST under a key. */
export const post = (path: string, body: unknown, key: string, headers: Record<string, string> = {}) =>
  api("POST", path, body, { "idempotency-key": key, ...headers });

export const isReplayed = ({ headers }: Answer) => headers.get("idempotent-replayed") === "true";

export const countOf = (title: unknown) => theValue<number>("select count(*) from articles where title = ?", title);
