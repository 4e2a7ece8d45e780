// What the audit log may be asked.

import * as z from "zod";
import { isWhole } from "../../content/whole-text";
import { NOT_WHOLE } from "../../http/schemas/text";
import { cursorSchema, limitSchema } from "../cursor";

/** A name as the log has it: the whole of it, since a part would be looked for in every line. */
const name = z.string().min(1).max(500).refine(isWhole, NOT_WHOLE);

/** The query of `GET /api/audit`. */
export const auditListSchema = z
  .strictObject({
    by: name.optional().describe("Only what this token did."),
    target: name.optional().describe("Only what was done to this, such as `article:42`."),
    article: z
      .string()
      .regex(/^[1-9]\d{0,14}$/, "must be an article's id")
      .optional()
      .describe("Short for `target=article:{id}`."),
    cursor: cursorSchema,
    limit: limitSchema,
  })
  .refine(({ target, article }) => target === undefined || article === undefined, {
    path: ["article"],
    error: 'is short for a "target": send one of the two',
  });
