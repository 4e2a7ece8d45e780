// What the calls of /api/tokens say of themselves.

import { newTokenAnswer, tokenAnswer, tokenListAnswer } from "../schemas/answers/people";
import { newTokenSchema, tokenListSchema } from "../schemas/people";
import { type Description, json, jsonBody } from "./description";

const NEW = { name: "nightly import", scope: "publish" };

const TOKEN = {
  ...{ id: 3, ...NEW, person: null, hint: "x9Qz", createdAt: "2021-04-08T00:08:38Z", createdBy: "ADMIN_TOKEN" },
  ...{ expiresAt: null, lastUsedAt: null, revokedAt: null },
};

export const list: Description = {
  operationId: "listTokens",
  tag: "Tokens",
  summary: "List tokens",
  description:
    "Newest first, without their texts. Administrators see all, others those of their own person, an app that somebody let in only the one that it shows.",
  query: tokenListSchema,
  answers: {
    200: { description: "A page of tokens.", content: json(tokenListAnswer, { items: [TOKEN], nextCursor: null }) },
  },
};

export const post: Description = {
  operationId: "createToken",
  tag: "Tokens",
  summary: "Make a token",
  description: "A person's or a machine's. Its text is shown once, and stored only as a hash.",
  body: jsonBody(newTokenSchema, { machine: NEW }),
  answers: {
    201: {
      description: "The token, with its text.",
      headers: ["Location"],
      content: json(newTokenAnswer, { ...TOKEN, token: "ew_this_is_no_token_of_any_site" }),
    },
  },
};

export const get: Description = {
  operationId: "getToken",
  tag: "Tokens",
  summary: "Read about a token",
  description: "One's own, or, for administrators, any.",
  answers: { 200: { description: "The token, without its text.", content: json(tokenAnswer, TOKEN) } },
};

export const revoke: Description = {
  operationId: "revokeToken",
  tag: "Tokens",
  summary: "Revoke a token",
  description: "It opens nothing from the next request on, for good. It stays in the list.",
  answers: {
    200: {
      description: "The token, which opens nothing.",
      content: json(tokenAnswer, { ...TOKEN, revokedAt: "2021-05-08T00:08:38Z" }),
    },
  },
};
