// How each way of not being let in reads on the wire (RFC 6750 §3).

import type { Admission } from "../access/admission";
import type { TokenFault } from "../access/bearer";
import type { Scope } from "../access/scopes";
import { problem } from "./problem";

const REALM = 'Bearer realm="edgewise"';

const FAULTS: Record<TokenFault, string> = {
  unknown: "This token is not known here.",
  expired: "This token's life is over.",
  revoked: "This token was revoked.",
  disabled: "The person whose token this is may no longer come in.",
};

/** Says which scope would do. */
export const scopeNeeded = (needed: Scope) => ({
  "www-authenticate": `${REALM}, error="insufficient_scope", scope="${needed}"`,
});

export function refusalResponse(refused: Exclude<Admission, { outcome: "admitted" }>): Response {
  switch (refused.outcome) {
    case "no_token":
      return problem("unauthorized", {
        detail: "Send the header Authorization: Bearer <token>.",
        headers: { "www-authenticate": REALM },
      });
    case "wrong_token":
      return problem("unauthorized", {
        detail: FAULTS[refused.why],
        headers: { "www-authenticate": `${REALM}, error="invalid_token"` },
      });
    case "too_many_wrong_tokens":
      return problem("too-many-wrong-tokens", {
        detail: "At most 60 wrong tokens a minute from one address.",
        headers: { "retry-after": "60" },
      });
    case "insufficient_scope":
      return problem("forbidden", {
        detail: `This call needs the scope ${refused.needed}; the token has ${refused.scope}.`,
        headers: scopeNeeded(refused.needed),
      });
    case "too_many_writes":
      return problem("too-many-writes", { detail: "At most 600 writes a minute.", headers: { "retry-after": "60" } });
  }
}
