// What an app sends a browser here with (IndieAuth §5.2), and which apps there can be (§3.3).

import * as z from "zod";

/**
 * An app's identifier is a URL, which is never fetched. Names only, beside the machine's own (127.0.0.1, [::1]) where an app may run that
 * is being made.
 */
const clientId = z
  .string("is required")
  .max(1000, "must have at most 1000 characters")
  .transform((text, context) => {
    const url = URL.parse(text);
    if (url !== null && /^https?:\/\//i.test(text) && isClientId(url, text)) return url.href;
    context.addIssue({
      code: "custom",
      message: "must be the app's http or https URL, without a fragment or a password",
    });
    return z.NEVER;
  });

const isClientId = (url: URL, text: string): boolean =>
  !text.includes("#") &&
  url.username === "" &&
  url.password === "" &&
  !/(?:^|\/)\.{1,2}(?:\/|$)/.test(text.replace(/^[^/]*\/\/[^/]*/, "").replace(/\?.*$/s, "")) &&
  isName(url.hostname);

const LOOPBACK = new Set(["127.0.0.1", "[::1]"]);
/** URLs allow `;` and `$` in a host too, which no name has, and which would mean something in a policy that names it. */
const isName = (host: string): boolean => LOOPBACK.has(host) || (/^[a-z0-9._-]+$/.test(host) && !/^[\d.]+$/.test(host));

const redirectUri = z
  .string("is required")
  .max(2000, "must have at most 2000 characters")
  .transform((text, context) => {
    const url = URL.parse(text);
    if (url !== null && !text.includes("#") && url.username === "" && url.password === "") return url.href;
    context.addIssue({ code: "custom", message: "must be an absolute URL without a fragment or a password" });
    return z.NEVER;
  });

/** Space-separated names (RFC 6749 §3.3). */
const scopes = z
  .string()
  .max(1000, "must have at most 1000 characters")
  .transform((text) => [...new Set(text.split(" ").filter((name) => name !== ""))])
  .refine((names) => names.every((name) => /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(name)), "must be names parted by spaces");

/** Where a code goes: both in their canonical spelling. The app's own pages are known by its URL alone, since that isn't fetched. (A `blob:` has its maker's origin.) */
const client = { client_id: clientId, redirect_uri: redirectUri };
const isOwnPage = (sent: { client_id: string; redirect_uri: string }): boolean =>
  /^https?:/.test(sent.redirect_uri) && new URL(sent.client_id).origin === new URL(sent.redirect_uri).origin;
const OWN_PAGE = {
  error: "must have the scheme, host and port of client_id",
  path: ["redirect_uri"],
};

export const authorizationRequestSchema = z
  .object({
    ...client,
    response_type: z.literal("code", "must be code"),
    state: z.string().max(2000, "must have at most 2000 characters").optional(),
    code_challenge: z.string("is required (PKCE)").regex(/^[\w-]{43}$/, "must be 43 characters of base64url"),
    code_challenge_method: z.literal("S256", "must be S256"),
    scope: scopes.default([]),
  })
  .refine(isOwnPage, OWN_PAGE);

export type AuthorizationRequest = z.infer<typeof authorizationRequestSchema>;

/** What a code is changed with (IndieAuth §5.3.1). */
export const redemptionSchema = z.object({
  ...client,
  grant_type: z.literal("authorization_code", "must be authorization_code"),
  code: z.string("is required").max(200),
  code_verifier: z.string("is required").regex(/^[\w.~-]{43,128}$/, "must be 43 to 128 unreserved characters"),
});

/** Parameters by their names; null where one comes twice, which none may (RFC 6749 §3.1). */
export function onceEach(parameters: Iterable<[string, string]>): Record<string, string> | null {
  const all = [...parameters];
  const once = new Map(all);
  return once.size === all.length ? Object.fromEntries(once) : null;
}

export const complaintsOf = (error: z.ZodError): string =>
  error.issues.map(({ path, message }) => `${path.join("/")} ${message}`).join("; ");
