// GET /api/audit: who did what, to what, and when.

import { toRfc3339 } from "../content/local-time";
import { auditLines } from "../db/audit";
import { openDatabase } from "../db/client";
import { json } from "../http/json";
import type { Handler } from "./context";
import { pageOf } from "./cursor";
import { parameterErrors } from "./input-errors";
import { problem } from "./problem";
import { auditListSchema } from "./schemas/audit";

/** Newest first. */
export const listAudit: Handler = async (c) => {
  const query = auditListSchema.safeParse(c.req.query());
  if (!query.success) return problem("invalid-fields", { errors: parameterErrors(query.error) });
  const { by, article, cursor, limit } = query.data;
  const target = article === undefined ? query.data.target : `article:${article}`;
  const before = cursor?.id ?? Number.MAX_SAFE_INTEGER;
  const rows = await auditLines(openDatabase(c.env.DB), { by, target, before, limit: limit + 1 });
  const page = pageOf(rows, limit, ({ at, id }) => ({ time: at, id }));
  return json({ ...page, items: page.items.map((line) => ({ ...line, at: toRfc3339(line.at) })) });
};
