// What an import may be asked: its form and options, and the pages of its report.

import * as z from "zod";
import { OUTCOMES } from "../../db/imports-schema";
import { langSchema, urlSchema } from "../../db/settings";
import { BEGINNING, decodePlace, type ExportPlace } from "../../exports/cursor";
import { FORMAT_NAMES } from "../../imports/formats";
import { CURSOR_TEXT, cursorSchema, limitSchema } from "../cursor";

/** The query of `POST /api/import`. */
export const importSchema = z.strictObject({
  format: z.enum(FORMAT_NAMES).optional().describe("What the dump is, where its `Content-Type` doesn't say it."),
  section: z
    .string()
    .min(1)
    .max(80)
    .normalize("NFC")
    .toLowerCase()
    .nullable()
    .default(null)
    .describe("The slug of the section for texts without one; the site's first when left out."),
  sections: z
    .enum(["create", "map"])
    .default("create")
    .describe("Sections that the site does not have are made, or their texts go to the `section`."),
  status: z.enum(["draft", "keep"]).default("keep").describe("All that comes is a draft, or is what it was."),
  lang: langSchema
    .nullable()
    .default(null)
    .describe("The language of texts in none of the site's; the site's first when left out."),
  media: z
    .enum(["fetch", "list"])
    .default("list")
    .describe("Files of the old site are fetched from the hosts that the operator allows, or only listed."),
  site: urlSchema.nullable().default(null).describe("Where the old site stood, for dumps that don't say it."),
});

/** The options of an import as they were sent. */
export type SentOptions = Omit<z.infer<typeof importSchema>, "format">;

/** The query of `GET /api/imports`. */
export const importListSchema = z.strictObject({ cursor: cursorSchema, limit: limitSchema });

const MAX_LINES = 1000;

/** The query of `GET /api/imports/{id}/report`. */
export const reportSchema = z.strictObject({
  outcome: z.enum(OUTCOMES).optional().describe("Only items with this outcome."),
  format: z.enum(["json", "csv"]).optional().describe("As the `Accept` header says, when left out."),
  /** The number of the last line of the page before. */
  cursor: z
    .string()
    .regex(/^\d{1,15}$/, "is not a cursor of this list")
    .transform(Number)
    .default(0)
    .meta(CURSOR_TEXT),
  limit: z.coerce.number().int().min(1).max(MAX_LINES).default(100).describe("How many items a page has."),
});

/** The query of `GET /api/export`. */
export const exportSchema = z.strictObject({
  /** Empty: from the beginning, so that a script can loop. */
  cursor: z
    .string()
    .transform((text, context): ExportPlace => {
      const place = text === "" ? BEGINNING : decodePlace(text);
      if (place !== null) return place;
      context.addIssue({ code: "custom", message: "is not a cursor of an export" });
      return z.NEVER;
    })
    .default(BEGINNING)
    .describe("The cursor of the last line that came: the export goes on behind it. Empty: from the beginning."),
  /** `now`: with what the counters have not brought to D1 yet, which else may be a few minutes' reads. */
  reads: z
    .enum(["now", "known"])
    .default("known")
    .describe("Reads as the database knows them, which may be some minutes old; or as they are now."),
  limit: z.coerce.number().int().min(1).max(1_000_000).default(1_000_000).describe("How many lines at most."),
});
