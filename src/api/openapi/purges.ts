// What the calls of /api/purges say of themselves.

import { purgeDoneAnswer, purgeListAnswer, purgeWaitingAnswer } from "../schemas/answers/operations";
import { purgeListSchema, purgeSchema } from "../schemas/purges";
import { type Description, json, jsonBody } from "./description";

export const list: Description = {
  operationId: "listPurges",
  tag: "Purges",
  summary: "List purges",
  description: "What was purged, when, by whom and why; or what waits for its time.",
  query: purgeListSchema,
  answers: {
    200: {
      description: "A page of purges.",
      content: json(purgeListAnswer, {
        items: [{ version: 117, tag: "home", at: "2021-04-08T00:08:38Z", by: "ADMIN_TOKEN", reason: "publish" }],
        nextCursor: null,
      }),
    },
  },
};

export const post: Description = {
  operationId: "purge",
  tag: "Purges",
  summary: "Purge pages",
  description:
    "Makes kept pages be made again: now, or at a time. Changes of content purge what they touch by themselves; this is for what they can't know of.",
  body: jsonBody(purgeSchema, {
    now: { urls: ["/news"], tags: ["home"], reason: "a correction" },
    later: { everything: true, at: "2099-01-01T00:00:00+08:00" },
  }),
  answers: {
    201: {
      description: "Purged.",
      content: json(purgeDoneAnswer, { status: "done", tags: ["path:/news", "home"], version: 117 }),
    },
    202: {
      description: "It waits for its time.",
      content: json(purgeWaitingAnswer, { status: "waiting", id: 3, tags: ["all"], at: "2098-12-31T16:00:00Z" }),
    },
  },
};
