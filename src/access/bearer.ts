// Recognises the bearer of a token (RFC 6750): the operator by ADMIN_TOKEN, people and machines by what D1 knows at this moment.

import { openDatabase } from "../db/client";
import { noteUse, type ShownToken, tokenByHash } from "../db/tokens";
import { sha256 } from "../encoding/sha256";
import type { Env } from "../env";
import { lesser, type Principal, scopeOf } from "./scopes";
import { hashOf, isTokenText } from "./token-text";

/** Why a token opens nothing. */
export type TokenFault = "unknown" | "expired" | "revoked" | "disabled";

export type Recognition = { outcome: "recognised"; principal: Principal } | { outcome: "wrong_token"; why: TokenFault };

/** Where a token is shown, and when. */
export interface Showing {
  env: Env;
  /** Ms since the epoch. */
  now: number;
  /** For what need not be done before the answer. */
  waitUntil: (work: Promise<unknown>) => void;
}

/** The token of a request's header `Authorization: Bearer`; null without one. */
export const bearerToken = (request: Request): string | null =>
  /^Bearer +([\x21-\x7e]+) *$/i.exec(request.headers.get("authorization") ?? "")?.[1] ?? null;

/** Whose token this is. Not cached, and asked of D1's primary: a revoked token opens nothing from the next request on. */
export async function recogniseBearer(token: string, { env, now, waitUntil }: Showing): Promise<Recognition> {
  if (env.ADMIN_TOKEN !== undefined && env.ADMIN_TOKEN !== "" && (await isSameSecret(token, env.ADMIN_TOKEN))) {
    return { outcome: "recognised", principal: { name: "ADMIN_TOKEN", scope: "admin", token: null } };
  }
  if (!isTokenText(token)) return wrong("unknown");
  const hash = await hashOf(token);
  const [shown] = await tokenByHash(openDatabase(env.DB.withSession("first-primary")), hash);
  const recognition = judgeToken(shown, now);
  if (shown !== undefined && recognition.outcome === "recognised") noteUseOf(shown, { env, now, waitUntil });
  return recognition;
}

/** Whose token it is, or why it opens nothing (any more). The person's role caps the token's scope. */
function judgeToken(shown: ShownToken | undefined, now: number): Recognition {
  if (shown === undefined) return wrong("unknown");
  const { id, personId, handle, role } = shown;
  if (shown.revokedAt !== null) return wrong("revoked");
  if (shown.expiresAt !== null && shown.expiresAt <= now) return wrong("expired");
  const token = { id, personId };
  // No handle has a colon, and so no machine has a person's name.
  if (personId === null) return recognised({ name: `token:${shown.name}`, scope: shown.scope, token });
  if (handle === null || role === null || shown.disabledAt !== null) return wrong("disabled");
  return recognised({ name: handle, scope: lesser(shown.scope, scopeOf(role)), token });
}

const wrong = (why: TokenFault): Recognition => ({ outcome: "wrong_token", why });
const recognised = (principal: Principal): Recognition => ({ outcome: "recognised", principal });

/** A row written costs a thousand times a row read: a use is worth one in so long. */
const USE_NOTED_EVERY_MS = 5 * 60_000;

function noteUseOf({ id, lastUsedAt }: ShownToken, { env, now, waitUntil }: Showing): void {
  const since = now - USE_NOTED_EVERY_MS;
  if (lastUsedAt !== null && lastUsedAt > since) return;
  const noted = noteUse(openDatabase(env.DB), { id, now, since }).catch((error: unknown) => {
    // The next use notes it; nobody is refused for it.
    console.warn({ message: "a token's use could not be noted", token: id, error: String(error) });
  });
  waitUntil(noted);
}

/** Compares hashes, which have one length, in a time that does not depend on where they differ. */
async function isSameSecret(given: string, secret: string): Promise<boolean> {
  const [a, b] = await Promise.all([sha256(given), sha256(secret)]);
  return crypto.subtle.timingSafeEqual(a, b);
}
