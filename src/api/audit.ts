// GET /api/audit: who did what, to what, and when.

import * as z from "zod";
import { toRfc3339 } from "../content/local-time";
import { isWhole } from "../content/whole-text";
import { auditLines } from "../db/audit";
import { openDatabase } from "../db/client";
import { type Handler, json } from "./context";
import { cursorSchema, limitSchema, pageOf } from "./cursor";
import { parameterErrors } from "./input-errors";
import { problem } from "./problem";
import { NOT_WHOLE } from "./schemas/text";

/** A name as the log has it: the whole of it, since a part would be looked for in every line. */
const name = z.string().min(1).max(500).refine(isWhole, NOT_WHOLE);

const listSchema = z
  .strictObject({
    by: name.optional(),
    target: name.optional(),
    article: z
      .string()
      .regex(/^[1-9]\d{0,14}$/, "must be an article's id")
      .optional(),
    cursor: cursorSchema.optional(),
    limit: limitSchema,
  })
  .refine(({ target, article }) => target === undefined || article === undefined, {
    path: ["article"],
    error: 'is short for a "target": send one of the two',
  });

/** Newest first. */
export const listAudit: Handler = async (c) => {
  const query = listSchema.safeParse(c.req.query());
  if (!query.success) return problem("invalid-fields", { errors: parameterErrors(query.error) });
  const { by, article, cursor, limit } = query.data;
  const target = article === undefined ? query.data.target : `article:${article}`;
  const before = cursor?.id ?? Number.MAX_SAFE_INTEGER;
  const rows = await auditLines(openDatabase(c.env.DB), { by, target, before, limit: limit + 1 });
  const page = pageOf(rows, limit, ({ at, id }) => ({ time: at, id }));
  return json({ ...page, items: page.items.map((line) => ({ ...line, at: toRfc3339(line.at) })) });
};
