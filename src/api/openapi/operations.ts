// What the calls say of themselves that tell how the site is doing.

import * as z from "zod";
import {
  auditListAnswer,
  healthAnswer,
  jobAnswer,
  jobListAnswer,
  markAnswer,
  statsAnswer,
} from "../schemas/answers/operations";
import { auditListSchema } from "../schemas/audit";
import { statsQuerySchema } from "../stats-query";
import { type Description, json } from "./description";

export const stats: Description = {
  operationId: "getStats",
  tag: "Statistics",
  summary: "Count reads",
  description:
    "By day, article, section or the site that readers came from, of at most 366 days; as JSON, or as CSV with `format=csv` or `Accept: text/csv`. Readers get no cookie, and no address of theirs is stored.",
  query: statsQuerySchema,
  answers: {
    200: {
      description: "The reads.",
      headers: ["Content-Disposition"],
      content: {
        ...json(statsAnswer, {
          from: "2021-04-08",
          to: "2021-04-08",
          by: "day",
          total: 1234,
          items: [{ day: "2021-04-08", reads: 1234 }],
          nextCursor: null,
        }),
        "text/csv": { schema: z.string(), example: "day,reads\r\n2021-04-08,1234\r\n" },
      },
    },
  },
};

export const audit: Description = {
  operationId: "listAudit",
  tag: "Operations",
  summary: "Read the audit log",
  description: "Who did what, to what and when; newest first.",
  query: auditListSchema,
  answers: {
    200: {
      description: "A page of the log.",
      content: json(auditListAnswer, {
        items: [{ id: 9, at: "2021-04-08T00:08:38Z", by: "ADMIN_TOKEN", action: "publish", target: "article:42" }],
        nextCursor: null,
      }),
    },
  },
};

const JOB = {
  name: "purge",
  everySeconds: 60,
  lastStartedAt: "2021-04-08T00:08:38Z",
  tookMs: 12,
  outcome: "done",
  detail: "purged 0 tags",
  overdue: false,
};

export const jobs: Description = {
  operationId: "listJobs",
  tag: "Operations",
  summary: "List the cron jobs",
  description: "Each with its last run, time taken, outcome and whether it is overdue.",
  answers: {
    200: { description: "All jobs.", content: json(jobListAnswer, { items: [JOB], nextCursor: null }) },
  },
};

export const runJob: Description = {
  operationId: "runJob",
  tag: "Operations",
  summary: "Run a cron job now",
  description: "And wait for its end. A job may run twice; it comes to the same.",
  answers: { 200: { description: "The job, with the run that ended.", content: json(jobAnswer, JOB) } },
};

const HEALTH = {
  ok: true,
  build: "4f1c9d2",
  parts: { db: "ok", pages: "ok", media: "ok", reads: "ok" },
  overdue: [],
};

export const health: Description = {
  operationId: "getHealth",
  tag: "Operations",
  summary: "Ask whether all parts answer",
  description: "For monitors.",
  answers: {
    200: { description: "All parts answer.", content: json(healthAnswer, HEALTH) },
    503: {
      description: "A part doesn't answer.",
      content: json(healthAnswer, { ...HEALTH, ok: false, parts: { ...HEALTH.parts, pages: "failing" } }),
    },
  },
};

export const mark: Description = {
  operationId: "markEditor",
  tag: "Session",
  summary: "Mark this browser as an editor's",
  description: "Its reads are not counted for 30 days. The mark grants nothing.",
  answers: {
    200: {
      description: "The browser is marked.",
      headers: ["Set-Cookie"],
      content: json(markAnswer, { editor: true, until: "2021-05-08T00:08:38.000Z" }),
    },
  },
};

export const unmark: Description = {
  operationId: "unmarkEditor",
  tag: "Session",
  summary: "Take the mark away",
  description: "Its reads are counted again.",
  answers: {
    200: {
      description: "The browser is not marked.",
      headers: ["Set-Cookie"],
      content: json(markAnswer, { editor: false, until: null }),
    },
  },
};

export const openapi: Description = {
  operationId: "getDescription",
  tag: "Description",
  summary: "Read this description",
  description: "OpenAPI 3.1, made from the schemas that check what is sent. As pages: `/api/docs`.",
  answers: {
    200: {
      description: "The description.",
      headers: ["ETag"],
      content: json(z.looseObject({ openapi: z.string() }), { openapi: "3.1.1" }),
    },
  },
};
