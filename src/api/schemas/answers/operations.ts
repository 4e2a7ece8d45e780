// What the site tells of its running: purges, figures, jobs, health, the audit log; and an editor's mark.

import * as z from "zod";
import { count, instant, pageOf, uri } from "./parts";

const tags = z.array(z.string()).describe("What was purged, or will be.");

export const purgeDoneAnswer = z
  .object({ status: z.literal("done"), tags, version: count.describe("The ledger's version after it.") })
  .meta({ id: "PurgeDone" });

export const purgeWaitingAnswer = z
  .object({ status: z.literal("waiting"), id: z.int().positive(), tags, at: instant })
  .meta({ id: "PurgeWaiting" });

const done = z
  .object({
    version: count.describe("The ledger's version; one a tag."),
    tag: z.string(),
    at: instant,
    by: z.string().describe("Whose token, or which job, asked for it."),
    reason: z.string(),
  })
  .meta({ id: "PurgeLine" });

const waiting = z
  .object({
    id: z.int().positive(),
    tags: z.array(z.string()),
    at: instant,
    every: count.nullable().describe("The seconds after which it recurs, if it does."),
    by: z.string(),
    reason: z.string(),
  })
  .meta({ id: "PurgeAhead" });

export const purgeListAnswer = pageOf(z.union([done, waiting])).meta({ id: "PurgeList" });

const statsItem = z
  .object({
    day: z.string().meta({ format: "date" }).optional(),
    id: z.int().positive().optional(),
    title: z.string().optional(),
    url: uri.optional(),
    section: z.string().optional().describe("Its slug."),
    name: z.string().optional().describe("The section's name."),
    host: z.string().nullable().optional().describe("Where readers came from; null: from no other site."),
    reads: count,
  })
  .meta({ id: "StatsItem", description: "One item, with the fields that its list has." });

export const statsAnswer = z
  .object({
    from: z.string().meta({ format: "date" }),
    to: z.string().meta({ format: "date" }),
    by: z.enum(["day", "article", "section", "host"]),
    total: count.describe("All reads that were asked for, whatever the page shows."),
    ...pageOf(statsItem).shape,
  })
  .meta({ id: "Stats" });

export const auditListAnswer = pageOf(
  z
    .object({
      id: z.int().positive(),
      at: instant,
      by: z.string().describe("Whose token did it."),
      action: z.string(),
      target: z.string().describe("To what it was done, such as `article:42`."),
    })
    .meta({ id: "AuditLine" }),
).meta({ id: "AuditList" });

export const jobAnswer = z
  .object({
    name: z.string(),
    everySeconds: count,
    lastStartedAt: instant.nullable(),
    tookMs: count.nullable(),
    outcome: z.enum(["running", "done", "failed", "never"]),
    detail: z.string().nullable().describe("What came of it."),
    overdue: z.boolean().describe("Whether it has not run for three of its intervals."),
  })
  .meta({ id: "Job" });

export const jobListAnswer = z.object({ items: z.array(jobAnswer), nextCursor: z.null() }).meta({ id: "JobList" });

const part = z.enum(["ok", "failing"]);

export const healthAnswer = z
  .object({
    ok: z.boolean().describe("Whether all parts answer."),
    build: z.string().describe("The version that runs."),
    parts: z.object({ db: part, pages: part, media: part, reads: part }),
    overdue: z.array(z.string()).nullable().describe("Jobs that are overdue; null where the database can't say."),
  })
  .meta({ id: "Health" });

export const markAnswer = z
  .object({ editor: z.boolean(), until: z.string().meta({ format: "date-time" }).nullable() })
  .meta({ id: "EditorMark" });
