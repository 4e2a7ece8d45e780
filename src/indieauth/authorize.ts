// /indieauth/authorize: shows what an app asks for, and sends its browser back with a code once somebody who may lets it in.

import { type Admission, admit } from "../access/admission";
import { type Grant, makeCode } from "../access/authorization-codes";
import type { Principal } from "../access/scopes";
import { isApp } from "../access/tokens";
import { openDatabase } from "../db/client";
import { defaultLangOf, inLang, settingsSchema } from "../db/settings";
import { siteAndVersion } from "../db/site";
import { originOf } from "../env";
import { type AuthorizationRequest, authorizationRequestSchema, complaintsOf, onceEach } from "./authorization-request";
import { brokenResponse, type ConsentView, consentResponse } from "./consent-page";
import type { IndieAuthContext } from "./context";
import { grantable } from "./scopes";
import { type ConsentWords, wordsFor } from "./words";

export async function showConsent(c: IndieAuthContext): Promise<Response> {
  const page = await pageOf(c);
  const asked = readRequest(new URL(c.req.url).searchParams);
  if (!asked.ok) return brokenResponse({ ...page, detail: asked.detail });
  return consentResponse(viewOf(page, asked.request, new Set(asked.request.scope)), 200);
}

/** Allows what is ticked of what was asked, as far as whoever bears the token may do it. */
export async function allow(c: IndieAuthContext, form: URLSearchParams): Promise<Response> {
  const page = await pageOf(c);
  const ticked = new Set(form.getAll("grant"));
  const token = form.get("token")?.trim() ?? "";
  form.delete("grant");
  form.delete("token");
  const asked = readRequest(form);
  if (!asked.ok) return brokenResponse({ ...page, detail: asked.detail });
  const { request } = asked;
  const view = viewOf(page, request, ticked);
  const admission = await admit({
    ...{ env: c.env, request: c.req.raw, token: token === "" ? null : token, needed: "read", now: Date.now() },
    waitUntil: (work) => c.executionCtx.waitUntil(work),
  });
  if (admission.outcome !== "admitted") return refused(view, admission);
  const { principal } = admission;
  if (isMachine(principal) || (await isApp(c.env.DB, principal)))
    return consentResponse({ ...view, alert: page.words.machine }, 403);
  const code = await makeCode({ d1: c.env.DB, now: Date.now() }, grantOf(principal, request, ticked));
  return new Response(null, {
    status: 302,
    headers: { location: backTo(request, { code, iss: page.site.origin }), "cache-control": "no-store" },
  });
}

function grantOf(principal: Principal, request: AuthorizationRequest, ticked: ReadonlySet<string>): Grant {
  const { granted, scope } = grantable(
    request.scope.filter((name) => ticked.has(name)),
    principal.scope,
  );
  return {
    clientId: request.client_id,
    redirectUri: request.redirect_uri,
    codeChallenge: request.code_challenge,
    granted: granted.join(" "),
    scope,
    personId: principal.token?.personId ?? null,
    grantedBy: principal.name,
  };
}

/** Who makes tokens anyway may do so here too; but no other machine, and no app, makes itself one that outlives its own. */
const isMachine = ({ token, scope }: Principal): boolean =>
  token !== null && token.personId === null && scope !== "admin";

function refused(view: ConsentView, { outcome }: Exclude<Admission, { outcome: "admitted" }>): Promise<Response> {
  const { words } = view;
  return outcome === "too_many_wrong_tokens" || outcome === "too_many_writes"
    ? consentResponse({ ...view, alert: words.tooMany }, 429)
    : consentResponse({ ...view, alert: words.wrongToken }, 401);
}

type Asked = { ok: true; request: AuthorizationRequest } | { ok: false; detail: string };

function readRequest(parameters: URLSearchParams): Asked {
  const once = onceEach(parameters);
  if (once === null) return { ok: false, detail: "No parameter may come twice." };
  const parsed = authorizationRequestSchema.safeParse(once);
  return parsed.success ? { ok: true, request: parsed.data } : { ok: false, detail: complaintsOf(parsed.error) };
}

/** The app's redirect URL with what it is told (RFC 6749 §4.1.2, RFC 9207). What the URL's query said stays as it is. */
function backTo({ redirect_uri, state }: AuthorizationRequest, told: Record<string, string>): string {
  const query = new URLSearchParams({ ...told, ...(state !== undefined && { state }) });
  return `${redirect_uri}${redirect_uri.includes("?") ? "&" : "?"}${query}`;
}

interface Page {
  words: ConsentWords;
  site: { name: string; origin: string };
}

async function pageOf(c: IndieAuthContext): Promise<Page> {
  const [row] = await siteAndVersion(openDatabase(c.env.DB));
  const settings = settingsSchema.parse(row?.settings);
  const words = wordsFor(c.req.header("accept-language") ?? null);
  const lang = settings.languages.find((one) => one.split("-")[0] === words.lang.split("-")[0]);
  const name = inLang(settings.name, lang ?? defaultLangOf(settings), settings);
  return { words, site: { name, origin: originOf(c.env, c.req.raw) } };
}

const viewOf = (page: Page, request: AuthorizationRequest, ticked: ReadonlySet<string>): ConsentView => ({
  ...page,
  ...{ request, ticked, alert: null },
  denyHref: backTo(request, { error: "access_denied", iss: page.site.origin }),
});
