// Where an app finds what it needs to sign somebody in (IndieAuth §4.1.1, RFC 8414).

import { AUTHORIZE, REVOKE, TOKEN } from "../content/addresses";
import { originOf } from "../env";
import { json } from "../http/json";
import type { IndieAuthContext } from "./context";
import { KNOWN_SCOPES } from "./scopes";

export function describe(c: IndieAuthContext): Response {
  const issuer = originOf(c.env, c.req.raw);
  return json({
    issuer,
    authorization_endpoint: issuer + AUTHORIZE,
    token_endpoint: issuer + TOKEN,
    revocation_endpoint: issuer + REVOKE,
    revocation_endpoint_auth_methods_supported: ["none"],
    scopes_supported: KNOWN_SCOPES,
    response_types_supported: ["code"],
    grant_types_supported: ["authorization_code"],
    code_challenge_methods_supported: ["S256"],
    authorization_response_iss_parameter_supported: true,
  });
}
