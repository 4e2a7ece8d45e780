// Which articles a list is asked for.

import * as z from "zod";
import { cursorSchema, limitSchema } from "../cursor";

/** The query of `GET /api/articles`. */
export const articleListSchema = z.strictObject({
  status: z
    .enum(["draft", "scheduled", "published", "expired", "withdrawn"])
    .optional()
    .describe("Only articles of this status."),
  section: z.string().min(1).max(80).normalize("NFC").optional().describe("Only articles of the section of this slug."),
  tag: z.string().min(1).max(50).normalize("NFC").optional().describe("Only articles with this tag."),
  q: z.string().min(1).max(100).optional().describe("Only articles that search finds by these words."),
  cursor: cursorSchema,
  limit: limitSchema,
});
