// Who may do what: the one place that decides it, for every door.

import { addressOf } from "../searches/visitor";
import { recogniseBearer, type Showing, type TokenFault } from "./bearer";
import { isWithinLimit } from "./rate-limit";
import { includes, type Principal, type Scope } from "./scopes";

/** What a door asks for. */
export interface Entry extends Showing {
  request: Request;
  /** As the door found it, in the header or elsewhere; null: none was sent. */
  token: string | null;
  needed: Scope;
}

export type Admission =
  | { outcome: "admitted"; principal: Principal }
  | { outcome: "no_token" }
  | { outcome: "wrong_token"; why: TokenFault }
  /** In the place of `wrong_token`, once there were many from one address. A right token is let in all the same. */
  | { outcome: "too_many_wrong_tokens" }
  | { outcome: "insufficient_scope"; needed: Scope; scope: Scope }
  | { outcome: "too_many_writes" };

const READS: ReadonlySet<string> = new Set(["GET", "HEAD"]);

/** Lets in who bears a token of at least the scope that is needed, and doesn't write too often. */
export async function admit(entry: Entry): Promise<Admission> {
  const { env, request, token, needed } = entry;
  if (token === null) return { outcome: "no_token" };
  const recognition = await recogniseBearer(token, entry);
  if (recognition.outcome === "wrong_token") {
    const isOnlyWrong = await isWithinLimit(env.TOKEN_LIMIT, addressOf(request.headers));
    return isOnlyWrong ? recognition : { outcome: "too_many_wrong_tokens" };
  }
  const { principal } = recognition;
  if (!includes(principal.scope, needed)) return { outcome: "insufficient_scope", needed, scope: principal.scope };
  if (!READS.has(request.method) && !(await isWithinLimit(env.WRITE_LIMIT, limitKey(principal)))) {
    return { outcome: "too_many_writes" };
  }
  return { outcome: "admitted", principal };
}

/** Each token has a limit of its own. */
const limitKey = ({ name, token }: Principal): string => (token === null ? name : `token:${token.id}`);
