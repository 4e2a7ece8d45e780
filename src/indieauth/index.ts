// IndieAuth: apps sign somebody in, and come to a token by which they post (https://indieauth.spec.indieweb.org/).

import { Hono } from "hono";
import { AUTHORIZE, INDIEAUTH_METADATA, REVOKE, TOKEN } from "../content/addresses";
import { mediaType, readText } from "../http/body";
import { json } from "../http/json";
import { allow, showConsent } from "./authorize";
import type { IndieAuthContext, IndieAuthEnv } from "./context";
import { describe } from "./metadata";
import { oauthError, redeem, revoke } from "./redeem";

export const indieauth = new Hono<IndieAuthEnv>();

type Handler = (c: IndieAuthContext, form: URLSearchParams) => Promise<Response>;

indieauth.get(INDIEAUTH_METADATA, describe);
indieauth.get(AUTHORIZE, showConsent);
// The browser's form, and an app that only wants to know who signed in.
indieauth.post(AUTHORIZE, (c) =>
  withForm(c, (_, form) => (form.has("code") ? redeem(c, form, "profile") : allow(c, form))),
);
indieauth.post(TOKEN, (c) => withForm(c, (_, form) => redeem(c, form, "token")));
indieauth.post(REVOKE, (c) => withForm(c, revoke));
for (const [path, allowed] of [
  [INDIEAUTH_METADATA, "GET, HEAD"],
  [AUTHORIZE, "GET, HEAD, POST"],
  [TOKEN, "POST"],
  [REVOKE, "POST"],
] as const) {
  indieauth.all(path, () => json({ error: "method_not_allowed" }, 405, { allow: allowed }));
}

async function withForm(c: IndieAuthContext, answer: Handler): Promise<Response> {
  if (mediaType(c.req.raw) !== "application/x-www-form-urlencoded") {
    return oauthError("invalid_request", "Send application/x-www-form-urlencoded.", 415);
  }
  const text = await readText(c.req.raw);
  if (!text.ok) {
    const status = text.fault.reason === "too_large" ? 413 : 400;
    return oauthError("invalid_request", "The form is too large, or no UTF-8.", status);
  }
  return answer(c, new URLSearchParams(text.value));
}
