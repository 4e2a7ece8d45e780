// What an import may be asked: its form and options, and the pages of its report.

import * as z from "zod";
import { OUTCOMES } from "../../db/imports-schema";
import { langSchema, urlSchema } from "../../db/settings";
import { FORMAT_NAMES } from "../../imports/formats";
import { cursorSchema, limitSchema } from "../cursor";

/** The query of `POST /api/import`. */
export const importSchema = z.strictObject({
  format: z.enum(FORMAT_NAMES).optional(),
  section: z.string().min(1).max(80).normalize("NFC").toLowerCase().nullable().default(null),
  sections: z.enum(["create", "map"]).default("create"),
  status: z.enum(["draft", "keep"]).default("keep"),
  lang: langSchema.nullable().default(null),
  media: z.enum(["fetch", "list"]).default("list"),
  site: urlSchema.nullable().default(null),
});

/** The options of an import as they were sent. */
export type SentOptions = Omit<z.infer<typeof importSchema>, "format">;

/** The query of `GET /api/imports`. */
export const importListSchema = z.strictObject({ cursor: cursorSchema.optional(), limit: limitSchema });

const MAX_LINES = 1000;

/** The query of `GET /api/imports/{id}/report`. */
export const reportSchema = z.strictObject({
  outcome: z.enum(OUTCOMES).optional(),
  format: z.enum(["json", "csv"]).optional(),
  /** The number of the last line of the page before. */
  cursor: z
    .string()
    .regex(/^\d{1,15}$/, "is not a cursor of this list")
    .transform(Number)
    .default(0),
  limit: z.coerce.number().int().min(1).max(MAX_LINES).default(100),
});
