// Imports and their reports, as the API answers them.

import * as z from "zod";
import { OUTCOMES } from "../../../db/imports-schema";
import { FORMAT_NAMES } from "../../../imports/formats";
import { optionsSchema } from "../../../imports/options";
import { count, instant, pageOf } from "./parts";

export const importAnswer = z
  .object({
    id: z.int().positive(),
    format: z.enum(FORMAT_NAMES),
    hash: z.string().describe("The SHA-256 of the dump."),
    bytes: count,
    options: optionsSchema.describe("As they were sent."),
    state: z.enum(["running", "done", "failed"]),
    detail: z.string().nullable().describe("Why it failed."),
    taken: count.describe("How many of its items were taken."),
    created: count,
    changed: count,
    unchanged: count,
    skipped: count,
    failed: count,
    startedAt: instant,
    finishedAt: instant.nullable(),
    by: z.string().describe("Whose token sent it."),
    next: z
      .string()
      .nullable()
      .meta({ format: "uri-reference", description: "The call that goes on with it, where it runs." }),
  })
  .meta({ id: "Import" });

export const importListAnswer = pageOf(importAnswer).meta({ id: "ImportList" });

export const forgottenImportAnswer = z.object({ id: z.int().positive() }).meta({ id: "ForgottenImport" });

export const importReportAnswer = pageOf(
  z
    .object({
      n: count.describe("Its place in the dump, from 1 on."),
      outcome: z.enum(OUTCOMES),
      kind: z.string(),
      key: z.string().describe("What tells it from others of its site."),
      url: z.string().nullable().describe("Where it is here, if anywhere."),
      notes: z.array(z.string()).describe("What could not be taken as it was."),
    })
    .meta({ id: "ImportItem" }),
).meta({ id: "ImportReport" });
