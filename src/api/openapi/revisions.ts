// What the calls of /api/articles/{id}/revisions say of themselves.

import { changedArticleAnswer, revisionAnswer, revisionListAnswer } from "../schemas/answers/article";
import { restoreSchema, revisionListSchema } from "../schemas/revisions";
import { type Description, json, jsonBody } from "./description";
import { AN_ARTICLE, CHANGED_ARTICLE } from "./examples";

const LINE = { version: 2, at: "2021-04-08T01:00:00Z", by: "ADMIN_TOKEN", action: "change", changed: ["title"] };

export const list: Description = {
  operationId: "listRevisions",
  tag: "Articles",
  summary: "List an article's versions",
  description: "Newest first: who saved each, when, by what, and which fields it changed.",
  query: revisionListSchema,
  answers: {
    200: {
      description: "A page of versions.",
      content: json(revisionListAnswer, { items: [LINE], nextCursor: null }),
    },
  },
};

const { url: _, createdAt: __, updatedAt: ___, ...fields } = AN_ARTICLE;

export const get: Description = {
  operationId: "getRevision",
  tag: "Articles",
  summary: "Read a version of an article",
  description: "What that version said, with its source text.",
  answers: { 200: { description: "The version.", content: json(revisionAnswer, { ...fields, ...LINE }) } },
};

export const restore: Description = {
  operationId: "restoreRevision",
  tag: "Articles",
  summary: "Go back to a version",
  description:
    "Saves what that version said as the newest one; address, times and status stay as they are. The body may be left out.",
  ifMatch: true,
  body: { ...jsonBody(restoreSchema, { nothing: {} }), required: false },
  answers: {
    200: {
      description: "The article as it is now, and what the change purged.",
      headers: ["ETag"],
      content: json(changedArticleAnswer, { ...CHANGED_ARTICLE, version: 3 }),
    },
  },
  problems: ["contended"],
};
