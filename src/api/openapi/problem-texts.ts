// What each problem means and what helps, for the description and the pages at /problems/{name}; and how each may look.

import type { ProblemDetails, ProblemName } from "../problem";
import { SHORT_ARTICLE } from "./examples";
import type { HeaderName } from "./headers";

export interface ProblemText {
  meaning: string;
  remedy: string;
  example: Pick<ProblemDetails, "detail" | "errors" | "members">;
  headers?: readonly HeaderName[];
}

export const PROBLEM_TEXTS: Readonly<Record<ProblemName, ProblemText>> = {
  "broken-json": {
    meaning: "The body can't be read as JSON, or is nested more than 32 deep.",
    remedy: "Send one JSON value. The detail says where reading stopped.",
    example: { detail: "JSON may be nested 32 deep." },
  },
  "broken-utf-8": {
    meaning: "The body holds bytes that are no UTF-8.",
    remedy: "Send the body in UTF-8, without a byte order of its own.",
    example: { detail: "Send the body as UTF-8." },
  },
  "broken-front-matter": {
    meaning: "The lines between the fences at the top of a Markdown file are no YAML or TOML, or no list of fields.",
    remedy: "Mend the line that the detail names.",
    example: { detail: "Front matter is a list of fields." },
  },
  "broken-query": {
    meaning: "The query of the address can't be read.",
    remedy: "Percent-encode it as UTF-8.",
    example: {},
  },
  "broken-idempotency-key": {
    meaning: "The header `Idempotency-Key` is no string of 1 to 255 characters.",
    remedy: "Send a UUID or the like, in double quotes.",
    example: { detail: 'The header Idempotency-Key must be a string of 1 to 255 characters, such as "8e03978e-40d5".' },
  },
  "broken-precondition": {
    meaning: "The header `If-Match` is no list of entity tags, so what it asks for can't be known.",
    remedy: 'Send the `ETag` as it was answered, with its quotes, such as `"3"`; or `*`.',
    example: { detail: 'The header If-Match must be * or a list of entity tags, such as "3".' },
  },
  unauthorized: {
    meaning: "The request bears no token, or one that is not known here.",
    remedy: "Send the header `Authorization: Bearer <token>`.",
    example: { detail: "Send the header Authorization: Bearer <token>." },
    headers: ["WWW-Authenticate"],
  },
  forbidden: {
    meaning: "The token is known, but its scope doesn't allow this call.",
    remedy: "Use a token with the scope that the detail names.",
    example: { detail: "This call needs the scope publish; the token has read." },
    headers: ["WWW-Authenticate"],
  },
  "not-found": {
    meaning: "Nothing has this address.",
    remedy: "See whether the id is right, and whether the call is spelt as the description has it.",
    example: {},
  },
  "method-not-allowed": {
    meaning: "There is something at this address, but it doesn't take this method.",
    remedy: "Use one of the methods that the header `Allow` names.",
    example: { detail: "Use one of: GET, HEAD, POST." },
  },
  "in-use": {
    meaning: "Articles or standing pages show this file.",
    remedy: "Take it out of those that `usedBy` names, then delete it.",
    example: {
      detail: "Take it out of these first: article 42.",
      members: {
        usedBy: {
          articles: [{ id: 42, url: SHORT_ARTICLE.url, title: SHORT_ARTICLE.title, places: ["cover"] }],
          pages: [],
          more: false,
        },
      },
    },
  },
  "edited-meanwhile": {
    meaning: "What is there is not the version that `If-Match` names: somebody changed it since it was read.",
    remedy: "Read it again, look at what changed, and send your change with the new `ETag`.",
    example: { detail: "The current version is 4: read it again, and send your change with its ETag." },
    headers: ["ETag"],
  },
  "too-large": {
    meaning: "The request, or the text in it, is larger than is taken.",
    remedy: "The detail names the limit in bytes. What is no text belongs into the library.",
    example: { detail: "The limit for a request is 1048576 bytes." },
  },
  "unsupported-media-type": {
    meaning: "The body is of a type that this call doesn't take: by its `Content-Type`, or, for files, by its content.",
    remedy: "Send one of the types that the detail names.",
    example: { detail: "Say in Content-Type which of these it is: application/json." },
    headers: ["Accept"],
  },
  "broken-dump": {
    meaning: "Nothing of the dump could be read as what it is said to be, or it is empty.",
    remedy: "See whether `Content-Type` or `format` names what it is, and whether it came whole.",
    example: { detail: "The body is empty: send the dump." },
  },
  "damaged-file": {
    meaning: "The file is cut off, or not what it seems, so that its metadata can't be taken out.",
    remedy: "Save it again, and send that.",
    example: {
      detail:
        "It is cut off, or no whole image/png, so that its metadata can't be taken out. Save it again, and send that.",
    },
  },
  "invalid-fields": {
    meaning:
      "The request can be read, but fields of its body or parameters of its query are wrong, missing or unknown.",
    remedy:
      "`errors` has an entry for each: its `pointer` (into the body) or its `parameter` (of the query), and what would be right.",
    example: { errors: [{ pointer: "#/title", detail: "must have at most 200 characters" }] },
  },
  "idempotency-key-reused": {
    meaning: "Another request was made with this `Idempotency-Key` in the last day.",
    remedy: "Use a new key for each thing that is to be done.",
    example: { detail: "Another request was made with this Idempotency-Key: use a new key for each." },
  },
  "too-many-wrong-tokens": {
    meaning: "More than 60 wrong tokens came from this address within a minute.",
    remedy: "See which token you send. A right one is taken at once.",
    example: { detail: "At most 60 wrong tokens a minute from one address." },
    headers: ["Retry-After"],
  },
  "too-many-writes": {
    meaning: "This token has written more than 600 times within a minute.",
    remedy: "Wait for as many seconds as `Retry-After` says.",
    example: { detail: "At most 600 writes a minute." },
    headers: ["Retry-After"],
  },
  contended: {
    meaning: "Others wrote at the same moment, again and again. Nothing was changed.",
    remedy: "Send the request again after as many seconds as `Retry-After` says.",
    example: { detail: "Nothing was changed. Try again." },
    headers: ["Retry-After"],
  },
  unavailable: {
    meaning: "A part of the site, such as its database, doesn't answer. A write may or may not have been carried out.",
    remedy: "Try again after as many seconds as `Retry-After` says; with an `Idempotency-Key` that is safe.",
    example: {},
    headers: ["Retry-After"],
  },
  internal: {
    meaning: "A mistake of the site's own. Its log has the cause.",
    remedy: "Tell whoever runs the site, with the time of the request.",
    example: {},
  },
};
