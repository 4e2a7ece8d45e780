// What the calls of /api/redirects say of themselves.

import { changedRedirectsAnswer, redirectListAnswer, replacedRedirectsAnswer } from "../schemas/answers/site";
import { redirectChangesSchema, redirectListSchema, redirectsSchema } from "../schemas/redirects";
import { type Description, json, jsonBody } from "./description";

const ITEM = { from: "/archive.php?id=7", to: "/news" };

export const list: Description = {
  operationId: "listRedirects",
  tag: "Redirects",
  summary: "List the redirects",
  description: "By their old addresses.",
  query: redirectListSchema,
  answers: {
    200: {
      description: "A page of redirects.",
      headers: ["ETag"],
      content: json(redirectListAnswer, { items: [ITEM], nextCursor: null }),
    },
  },
};

export const replace: Description = {
  operationId: "replaceRedirects",
  tag: "Redirects",
  summary: "Replace all redirects",
  description: "Takes the place of the whole table. None may lead to where another one leads on from.",
  ifMatch: true,
  body: jsonBody(redirectsSchema, { example: { items: [ITEM] } }),
  answers: {
    200: {
      description: "The redirects as they are kept, and what the change purged.",
      headers: ["ETag"],
      content: json(replacedRedirectsAnswer, { items: [ITEM], nextCursor: null, purged: ["redirects"] }),
    },
  },
  problems: ["contended"],
};

export const change: Description = {
  operationId: "changeRedirects",
  tag: "Redirects",
  summary: "Change single redirects",
  description: "Adds or changes those that are sent, and takes away those with a `to` of null. All others stay.",
  ifMatch: true,
  body: jsonBody(redirectChangesSchema, { example: { items: [ITEM, { from: "/old.html", to: null }] } }),
  answers: {
    200: {
      description: "What was sent as it is kept, and what the change purged.",
      headers: ["ETag"],
      content: json(changedRedirectsAnswer, { items: [ITEM, { from: "/old.html", to: null }], purged: ["redirects"] }),
    },
  },
  problems: ["contended"],
};
