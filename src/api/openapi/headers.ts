// Headers of answers and requests, as the description names them.

const text = (description: string, example: string) => ({
  description,
  schema: { type: "string" as const },
  example,
});

/** Headers of answers. */
export const HEADERS = {
  ETag: text("The version of what was answered, for `If-Match` and `If-None-Match`.", '"3"'),
  Location: text("Where the new resource is.", "/api/articles/42"),
  "Idempotent-Replayed": text("`true` on an answer that was given before to the same `Idempotency-Key`.", "true"),
  "Content-Disposition": text("The name to save it under.", 'attachment; filename="reads-by-day.csv"'),
  "Set-Cookie": text("The mark, or its end.", "edgewise-editor=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax"),
  "WWW-Authenticate": text("How to authenticate (RFC 6750).", 'Bearer realm="edgewise"'),
  "Retry-After": text("Seconds after which to try again.", "60"),
  Accept: text("The media types that are taken.", "application/json"),
} as const;

export type HeaderName = keyof typeof HEADERS;

const parameter = (name: string, description: string, example: string) => ({
  ...{ name, in: "header" as const, required: false, description },
  ...{ schema: { type: "string" as const }, example },
});

/** Headers of requests. */
export const REQUEST_HEADERS = {
  "Idempotency-Key": parameter(
    "Idempotency-Key",
    "Makes a repetition harmless: within a day, the same key and body get the first answer again, and nothing is done twice.",
    '"8e03978e-40d5-43dd-bc93-6894a57f9324"',
  ),
  "If-Match": parameter(
    "If-Match",
    "Go on only if it is still this version, else answer 412: the `ETag` of what you read, or several, or `*` (RFC 9110 §13.1.1).",
    '"3"',
  ),
  "If-None-Match": parameter(
    "If-None-Match",
    "Answer only if it is no longer this version, else 304 without a body: the `ETag` of what you have (RFC 9110 §13.1.2).",
    '"3"',
  ),
} as const;

export type RequestHeaderName = keyof typeof REQUEST_HEADERS;
