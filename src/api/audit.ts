// GET /api/audit: who did what, to what, and when.

import { toRfc3339 } from "../content/local-time";
import { auditLines } from "../db/audit";
import { openDatabase } from "../db/client";
import { json } from "../http/json";
import type { Handler } from "./context";
import { newestBefore, pageOf } from "./cursor";
import { readQuery } from "./read-query";
import { auditListSchema } from "./schemas/audit";

/** Newest first. */
export const listAudit: Handler = async (c) => {
  const query = readQuery(c, auditListSchema);
  if (!query.ok) return query.response;
  const { by, article, cursor, limit } = query.value;
  const target = article === undefined ? query.value.target : `article:${article}`;
  const before = newestBefore(cursor);
  const rows = await auditLines(openDatabase(c.env.DB), { by, target, before, limit: limit + 1 });
  const page = pageOf(rows, limit, ({ at, id }) => ({ time: at, id }));
  return json({ ...page, items: page.items.map((line) => ({ ...line, at: toRfc3339(line.at) })) });
};
