// What the calls of /api/people and /api/me say of themselves.

import { meAnswer, personAnswer, personListAnswer } from "../schemas/answers/people";
import { newPersonSchema, peopleListSchema, personChangeSchema } from "../schemas/people";
import { type Description, json, jsonBody } from "./description";

const NEW = { handle: "li-wei", name: "李伟", role: "editor" };

const PERSON = {
  ...{ id: 7, ...NEW, email: null, disabled: false },
  ...{ createdAt: "2021-04-08T00:08:38Z", disabledAt: null },
};

export const me: Description = {
  operationId: "getMe",
  tag: "People",
  summary: "Ask who I am",
  description: "Who the bearer of the token is, and what they may do.",
  answers: {
    200: {
      description: "The bearer.",
      content: json(meAnswer, { name: "ADMIN_TOKEN", scope: "admin", person: null, token: null }),
    },
  },
};

export const list: Description = {
  operationId: "listPeople",
  tag: "People",
  summary: "List people",
  description: "Newest first, those who left among them.",
  query: peopleListSchema,
  answers: {
    200: { description: "A page of people.", content: json(personListAnswer, { items: [PERSON], nextCursor: null }) },
  },
};

export const post: Description = {
  operationId: "createPerson",
  tag: "People",
  summary: "Let a person in",
  description: "They come in with tokens of their own. A handle names one person for good.",
  body: jsonBody(newPersonSchema, { editor: NEW }),
  answers: { 201: { description: "The person.", headers: ["Location"], content: json(personAnswer, PERSON) } },
};

export const get: Description = {
  operationId: "getPerson",
  tag: "People",
  summary: "Read about a person",
  description: "Who they are, and what they may do.",
  answers: { 200: { description: "The person.", content: json(personAnswer, PERSON) } },
};

const change = jsonBody(personChangeSchema, { role: { role: "author" } });

export const patch: Description = {
  operationId: "changePerson",
  tag: "People",
  summary: "Change a person",
  description: "A JSON Merge Patch (RFC 7396). It holds for their tokens from the next request on.",
  body: { ...change, content: { ...change.content, "application/merge-patch+json": { schema: personChangeSchema } } },
  answers: {
    200: { description: "The person as they are now.", content: json(personAnswer, { ...PERSON, role: "author" }) },
  },
};

export const disable: Description = {
  operationId: "disablePerson",
  tag: "People",
  summary: "Let a person in no more",
  description: "Nobody is deleted, since the audit log and revisions name them. `disabled: false` lets them in again.",
  answers: {
    200: {
      description: "The person, who may no longer come in.",
      content: json(personAnswer, { ...PERSON, disabled: true, disabledAt: "2021-05-08T00:08:38Z" }),
    },
  },
};
