// Changes a code for a token, or for who signed in; and takes a token back that an app no longer needs (IndieAuth §5.3, §7).

import { admit } from "../access/admission";
import { redeemCode, TOKEN_LIFE_SECONDS } from "../access/authorization-codes";
import { revokeToken } from "../access/tokens";
import { originOf } from "../env";
import { json } from "../http/json";
import { complaintsOf, onceEach, redemptionSchema } from "./authorization-request";
import type { IndieAuthContext } from "./context";

/** RFC 6749 §5.2. */
export const oauthError = (error: string, description: string, status = 400): Response =>
  json({ error, error_description: description }, status);

export async function redeem(
  c: IndieAuthContext,
  form: URLSearchParams,
  wanted: "token" | "profile",
): Promise<Response> {
  const once = onceEach(form);
  if (once === null) return oauthError("invalid_request", "No parameter may come twice.");
  const parsed = redemptionSchema.safeParse(once);
  if (!parsed.success) {
    const isOtherGrant = once.grant_type !== undefined && once.grant_type !== "authorization_code";
    return oauthError(isOtherGrant ? "unsupported_grant_type" : "invalid_request", complaintsOf(parsed.error));
  }
  const { code, client_id: clientId, redirect_uri: redirectUri, code_verifier: verifier } = parsed.data;
  const desk = { d1: c.env.DB, now: Date.now() };
  const redeemed = await redeemCode(desk, { code, clientId, redirectUri, verifier }, wanted);
  if (redeemed === null) {
    return oauthError("invalid_grant", "This code is unknown, used or too old, or not for this app, or for no token.");
  }
  const me = { me: `${originOf(c.env, c.req.raw)}/` };
  if (redeemed.text === null) return json(me);
  const { text, granted } = redeemed;
  return json({
    ...{ access_token: text, token_type: "Bearer", scope: granted, expires_in: TOKEN_LIFE_SECONDS },
    ...me,
  });
}

/** Answers 200 for any token, also one that was none (RFC 7009 §2.2). */
export async function revoke(c: IndieAuthContext, form: URLSearchParams): Promise<Response> {
  const token = form.get("token");
  if (token === null) return oauthError("invalid_request", "token is required.");
  const now = Date.now();
  const admission = await admit({
    ...{ env: c.env, request: c.req.raw, token, needed: "read", now },
    waitUntil: (work) => c.executionCtx.waitUntil(work),
  });
  // A token that writes too often stays what it is: whoever wants it gone must not be told that it is.
  if (admission.outcome === "too_many_wrong_tokens" || admission.outcome === "too_many_writes")
    return oauthError("temporarily_unavailable", "Too many tries.", 429);
  const { name, token: shown } = admission.outcome === "admitted" ? admission.principal : { name: "", token: null };
  if (shown !== null) await revokeToken({ d1: c.env.DB, by: name, now }, { id: shown.id, reach: "all" });
  return json({});
}
