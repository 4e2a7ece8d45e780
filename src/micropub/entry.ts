// Who may do what here: a token in the header or in the form, and the scope that a request needs (Micropub §5, RFC 6750 §2).

import { type Admission, admit } from "../access/admission";
import { bearerToken } from "../access/bearer";
import type { Scope } from "../access/scopes";
import type { MicropubContext } from "./context";
import { errorResponse, invalidRequest } from "./errors";

/** What a request needs: which of this site's scopes, and what Micropub's apps call that. */
export interface Needed {
  scope: Scope;
  called: string;
}

/** Lets in who bears a token that may do this (null), or says why not. A token stands in one place only (RFC 6750 §2). */
export async function letIn(c: MicropubContext, formToken: string | null, needed: Needed): Promise<Response | null> {
  const request = c.req.raw;
  const headerToken = bearerToken(request);
  if (headerToken !== null && formToken !== null) return inBothPlaces();
  const admission = await admit({
    ...{ env: c.env, request, token: headerToken ?? formToken, needed: needed.scope, now: Date.now() },
    waitUntil: (work) => c.executionCtx.waitUntil(work),
  });
  if (admission.outcome !== "admitted") return refusal(admission, needed);
  c.set("principal", admission.principal);
  return null;
}

export const inBothPlaces = (): Response =>
  invalidRequest("Send the token in the header Authorization or in the form, not in both.");

const REALM = 'Bearer realm="edgewise"';

function refusal(refused: Exclude<Admission, { outcome: "admitted" }>, { called }: Needed): Response {
  switch (refused.outcome) {
    case "no_token":
      return errorResponse(
        "unauthorized",
        "Send the header Authorization: Bearer <token>, or access_token in a form.",
        {
          headers: { "www-authenticate": REALM },
        },
      );
    case "wrong_token":
      return errorResponse("unauthorized", `This token opens nothing: it is ${refused.why}.`, {
        headers: { "www-authenticate": `${REALM}, error="invalid_token"` },
      });
    case "insufficient_scope":
      return errorResponse(
        "insufficient_scope",
        `This needs a token of the scope ${refused.needed}; this one has ${refused.scope}.`,
        {
          scope: called,
          headers: { "www-authenticate": `${REALM}, error="insufficient_scope", scope="${called}"` },
        },
      );
    case "too_many_wrong_tokens":
      return tooMany("Too many wrong tokens from one address.");
    case "too_many_writes":
      return tooMany("At most 600 writes a minute.");
  }
}

const tooMany = (description: string): Response =>
  errorResponse("too_many_requests", description, { headers: { "retry-after": "60" } });
