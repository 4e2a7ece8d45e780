// Who may do what: the one place that decides it, for every door.

import type { Env } from "../env";
import { addressOf } from "../searches/visitor";
import { recogniseBearer, type TokenFault } from "./bearer";
import { isWithinLimit } from "./rate-limit";
import { mayDo, type Principal, type Scope } from "./scopes";

/** What a door asks for. */
export interface Entry {
  env: Env;
  request: Request;
  /** As the door found it, in the header or elsewhere; null: none was sent. */
  token: string | null;
  needed: Scope;
  /** Ms since the epoch. */
  now: number;
  /** For what need not be done before the answer. */
  waitUntil: (work: Promise<unknown>) => void;
}

export type Admission =
  | { outcome: "admitted"; principal: Principal }
  | { outcome: "no_token" }
  | { outcome: "wrong_token"; why: TokenFault }
  /** Beside `wrong_token`, once there were many from one address. A right token is let through all the same. */
  | { outcome: "too_many_wrong_tokens" }
  | { outcome: "insufficient_scope"; needed: Scope; scope: Scope }
  | { outcome: "too_many_writes" };

const READS: ReadonlySet<string> = new Set(["GET", "HEAD"]);

/** Lets through who bears a token of at least the scope that is needed, and doesn't write too often. */
export async function admit(entry: Entry): Promise<Admission> {
  const { env, request, token, needed } = entry;
  if (token === null) return { outcome: "no_token" };
  const recognition = await recogniseBearer(token, entry);
  if (recognition.outcome === "wrong_token") {
    const mayGoOn = await isWithinLimit(env.TOKEN_LIMIT, addressOf(request.headers));
    return mayGoOn ? recognition : { outcome: "too_many_wrong_tokens" };
  }
  const { principal } = recognition;
  if (!mayDo(principal, needed)) return { outcome: "insufficient_scope", needed, scope: principal.scope };
  if (!READS.has(request.method) && !(await isWithinLimit(env.WRITE_LIMIT, principal.limitKey))) {
    return { outcome: "too_many_writes" };
  }
  return { outcome: "admitted", principal };
}
