// An app that asks to be let in, and the browser that it sends.

import { toBase64url } from "../../src/encoding/base64url";
import { sha256 } from "../../src/encoding/sha256";
import { TOKEN, visit } from "../api/client";

export const APP = "https://quill.example/";
export const BACK = "https://quill.example/callback?from=edgewise";
export const VERIFIER = "a6128783714cfda1d388e2e98b6ae8221ac31aca31959e59512c59f5";
export const CHALLENGE = toBase64url(await sha256(VERIFIER));

export const asked = (changes: Record<string, string | undefined> = {}): Record<string, string> => {
  const all = {
    ...{ response_type: "code", client_id: APP, redirect_uri: BACK, state: "s t&te", scope: "create media x:y" },
    ...{ code_challenge: CHALLENGE, code_challenge_method: "S256", ...changes },
  };
  return Object.fromEntries(Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined));
};

export const post = (path: string, fields: Record<string, string> | [string, string][]) =>
  visit(path, { method: "POST", body: new URLSearchParams(fields) });

export const show = (changes?: Record<string, string | undefined>, lang = "en") =>
  visit(`/indieauth/authorize?${new URLSearchParams(asked(changes))}`, { headers: { "accept-language": lang } });

/** Submits the form with these boxes ticked. */
export const allow = (
  token: string,
  { grant = ["create", "media"], ...changes }: { grant?: string[]; scope?: string } = {},
) =>
  post("/indieauth/authorize", [
    ...Object.entries(asked(changes)),
    ...grant.map((name): [string, string] => ["grant", name]),
    ["token", token],
  ]);

/** The code that an app gets. */
export async function aCode(token = TOKEN, more: { grant?: string[]; scope?: string } = {}): Promise<string> {
  const response = await allow(token, more);
  return new URL(response.headers.get("location") ?? "").searchParams.get("code") ?? "";
}

export const shown = (code: string, changes: Record<string, string> = {}) => ({
  ...{ grant_type: "authorization_code", code, client_id: APP, redirect_uri: BACK, code_verifier: VERIFIER },
  ...changes,
});

export interface Redeemed {
  access_token: string;
  error?: string;
  [member: string]: unknown;
}

export const redeem = async (code: string, changes?: Record<string, string>, path = "/indieauth/token") => {
  const response = await post(path, shown(code, changes));
  return { status: response.status, body: await response.json<Redeemed>() };
};
