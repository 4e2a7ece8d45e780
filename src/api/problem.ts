// Errors as `application/problem+json` (RFC 9457). `type` is `/problems/{name}`.

/** Every kind of problem that the API reports, with its status and title. What each means: openapi/problem-texts.ts. */
export const PROBLEMS = {
  "broken-json": [400, "The body is not JSON"],
  "broken-utf-8": [400, "The body is not UTF-8"],
  "broken-front-matter": [400, "The front matter can't be read"],
  "broken-query": [400, "The query can't be read"],
  "broken-idempotency-key": [400, "The Idempotency-Key can't be read"],
  "broken-precondition": [400, "The If-Match can't be read"],
  unauthorized: [401, "A token is needed"],
  forbidden: [403, "The token doesn't allow this"],
  "not-found": [404, "There is nothing here"],
  "method-not-allowed": [405, "This address doesn't take this method"],
  "in-use": [409, "It is in use"],
  "edited-meanwhile": [412, "Someone else was first"],
  "too-large": [413, "Too large"],
  "unsupported-media-type": [415, "This type of content isn't taken here"],
  "broken-dump": [422, "The dump can't be read"],
  "damaged-file": [422, "The file is damaged"],
  "invalid-fields": [422, "Some fields are wrong"],
  "idempotency-key-reused": [422, "This Idempotency-Key was used for another request"],
  "too-many-wrong-tokens": [429, "Too many wrong tokens"],
  "too-many-writes": [429, "Too many writes"],
  contended: [503, "Too many writers at once"],
  unavailable: [503, "A part of the site doesn't answer"],
  internal: [500, "Something went wrong here"],
} as const satisfies Record<string, readonly [number, string]>;

export type ProblemName = keyof typeof PROBLEMS;

export type InputError = { pointer: string; detail: string } | { parameter: string; detail: string };

export interface ProblemDetails {
  detail?: string;
  errors?: readonly InputError[];
  /** Members of its own (RFC 9457 §3.2). */
  members?: Record<string, unknown>;
  headers?: Record<string, string>;
}

export function problem(name: ProblemName, { detail, errors, members, headers }: ProblemDetails = {}): Response {
  const [status, title] = PROBLEMS[name];
  const body = { type: `/problems/${name}`, title, status, detail, errors, ...members };
  return new Response(JSON.stringify(body), {
    status,
    headers: { "content-type": "application/problem+json", "cache-control": "no-store", ...headers },
  });
}

/** The JSON Pointer of a path into the body, as a URI fragment (RFC 6901 §6). */
export const pointerTo = (path: readonly PropertyKey[]): string =>
  `#${path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("")}`;
