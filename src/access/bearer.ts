// Recognises the bearer of a token (RFC 6750).

import type { Env } from "../env";
import type { Principal } from "./scopes";

export type Recognition =
  | { outcome: "recognised"; principal: Principal }
  | { outcome: "no_token" }
  | { outcome: "wrong_token" };

/** Who sends this request, by its `Authorization: Bearer` header. */
export async function recogniseBearer(request: Request, env: Env): Promise<Recognition> {
  const token = /^Bearer +([\x21-\x7e]+) *$/i.exec(request.headers.get("authorization") ?? "")?.[1];
  if (token === undefined) return { outcome: "no_token" };
  if (env.ADMIN_TOKEN !== undefined && env.ADMIN_TOKEN !== "" && (await isSameSecret(token, env.ADMIN_TOKEN))) {
    return { outcome: "recognised", principal: { name: "ADMIN_TOKEN", scope: "admin" } };
  }
  return { outcome: "wrong_token" };
}

/** Compares hashes, which have one length, in a time that does not depend on where they differ. */
async function isSameSecret(given: string, secret: string): Promise<boolean> {
  const [a, b] = await Promise.all([sha256(given), sha256(secret)]);
  return crypto.subtle.timingSafeEqual(a, b);
}

const sha256 = (text: string) => crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
