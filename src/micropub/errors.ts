// Errors as the recommendation has them: JSON with `error` and `error_description` (Micropub §3.8, RFC 6750 §3.1).

import { isPlatformFailure } from "../db/platform-failure";
import { json } from "../http/json";
import type { PublishingFailure } from "../publishing/failure";

/** Those of Micropub §3.8, then what OAuth calls a part that fails (RFC 6749 §4.1.2.1), and two that nobody has a name for. */
const STATUS = {
  invalid_request: 400,
  unauthorized: 401,
  insufficient_scope: 401,
  forbidden: 403,
  temporarily_unavailable: 503,
  server_error: 500,
  method_not_allowed: 405,
  too_many_requests: 429,
} as const;

export type ErrorName = keyof typeof STATUS;

interface ErrorDetails {
  /** Where another status says more than the error's own, such as 413. */
  status?: number;
  /** The scope that is missing, as Micropub's clients ask for it. */
  scope?: string;
  headers?: Record<string, string>;
}

/** `description` is for who writes the app: which part is wrong, and what would be right. */
export function errorResponse(error: ErrorName, description: string, details: ErrorDetails = {}): Response {
  const { status = STATUS[error], scope, headers } = details;
  return json({ error, error_description: description, scope }, status, headers);
}

export const invalidRequest = (description: string, details?: ErrorDetails): Response =>
  errorResponse("invalid_request", description, details);

/** A value, or the answer that says why there is none. */
export type Read<T> = { ok: true; value: T } | { ok: false; response: Response };

export const refuse = (description: string, details?: ErrorDetails): { ok: false; response: Response } => ({
  ok: false,
  response: invalidRequest(description, details),
});

/** What nobody foresaw: a part of the platform that fails, or a fault of this code. */
export function unforeseen(error: unknown): Response {
  console.error({ message: "a request of an app failed", error: String(error) });
  return isPlatformFailure(error)
    ? errorResponse("temporarily_unavailable", "A part of the site does not answer. Try again.", {
        headers: { "retry-after": "5" },
      })
    : errorResponse("server_error", "Something went wrong here.");
}

export const unknownPost = (): Response => invalidRequest("The post with the requested URL was not found.");

/** How each failure of a publishing command reads on this wire. */
export function failureResponse(failure: PublishingFailure): Response {
  switch (failure.reason) {
    case "not_found":
      return unknownPost();
    case "forbidden":
      return errorResponse("forbidden", failure.detail);
    case "edited_meanwhile":
    case "contended":
      return errorResponse(
        "temporarily_unavailable",
        "Others change it at the moment. Nothing was changed: try again.",
        {
          headers: { "retry-after": "1" },
        },
      );
    case "too_large":
      return invalidRequest(`The limit for the ${failure.what} is ${failure.limitBytes} bytes.`, { status: 413 });
    case "invalid":
      return invalidRequest(failure.errors.map(({ field, detail }) => `${propertyOf(field)} ${detail}`).join("; "));
  }
}

/** An article's field, or its path such as `cover/url`, by the property that it is made from. */
export function propertyOf(field: string): string {
  const [first = ""] = field.split("/");
  return PROPERTIES.get(first) ?? first;
}

const PROPERTIES: ReadonlyMap<string, string> = new Map([
  ["title", "name"],
  ["body", "content"],
  ["tags", "category"],
  ["cover", "photo"],
  ["publishAt", "published"],
  ["status", "post-status"],
  ["slug", "mp-slug"],
  ["section", "mp-channel"],
]);
