// Recognises the bearer of a token (RFC 6750).

import type { Env } from "../env";
import type { Principal } from "./scopes";

/** Why a token opens nothing. */
export type TokenFault = "unknown" | "expired" | "revoked" | "disabled";

export type Recognition = { outcome: "recognised"; principal: Principal } | { outcome: "wrong_token"; why: TokenFault };

/** The token of a request's header `Authorization: Bearer`; null without one. */
export const bearerToken = (request: Request): string | null =>
  /^Bearer +([\x21-\x7e]+) *$/i.exec(request.headers.get("authorization") ?? "")?.[1] ?? null;

/** Whose token this is. */
export async function recogniseBearer(token: string, { env }: { env: Env }): Promise<Recognition> {
  if (env.ADMIN_TOKEN !== undefined && env.ADMIN_TOKEN !== "" && (await isSameSecret(token, env.ADMIN_TOKEN))) {
    return { outcome: "recognised", principal: { name: "ADMIN_TOKEN", scope: "admin", limitKey: "ADMIN_TOKEN" } };
  }
  return { outcome: "wrong_token", why: "unknown" };
}

/** Compares hashes, which have one length, in a time that does not depend on where they differ. */
async function isSameSecret(given: string, secret: string): Promise<boolean> {
  const [a, b] = await Promise.all([sha256(given), sha256(secret)]);
  return crypto.subtle.timingSafeEqual(a, b);
}

const sha256 = (text: string) => crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
