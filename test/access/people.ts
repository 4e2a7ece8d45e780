// People and tokens of a test's own, and what they send.

import { type Answer, api, type Body, theRow } from "../api/client";

const word = () => crypto.randomUUID().slice(0, 8);

/** Adds a person of the test's own, an author unless they are something else. */
export async function aPerson(fields: Record<string, unknown> = {}): Promise<Body & { handle: string }> {
  const handle = `p-${word()}`;
  const answer = await api("POST", "/people", { handle, name: "王 小明", role: "author", ...fields });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return { ...answer.body, handle: String(answer.body.handle) };
}

export interface Token {
  id: number;
  text: string;
}

/** Makes a token, a machine's unless it is a person's. */
export async function aToken(scope: string, fields: Record<string, unknown> = {}): Promise<Token> {
  const answer = await api("POST", "/tokens", { name: word(), scope, ...fields });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return { id: answer.body.id, text: String(answer.body.token) };
}

/** A call by a token's bearer. */
export const callAs = (
  { text }: Token,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> => api(method, path, body, { authorization: `Bearer ${text}`, ...headers });

/** The newest line of the audit log. */
export const newestLine = () => theRow("select by, action, target from audit order by id desc limit 1");
