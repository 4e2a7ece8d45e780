// The audit log, as administrators read it. Its lines are written in the batches of the changes that they tell of.

import { and, desc, eq, lt } from "drizzle-orm";
import type { Database } from "./client";
import { audit } from "./schema";

export interface AuditFilter {
  by?: string | undefined;
  target?: string | undefined;
  /** Goes on below this line. */
  before: number;
  limit: number;
}

/**
 * Lines of the log, newest first. By primary key from its newest end, or by `audit_by` or `audit_target`: as many rows as are
 * shown, and with both filters those between them too.
 */
export const auditLines = (db: Database, { by, target, before, limit }: AuditFilter) =>
  db
    .select({ id: audit.id, at: audit.at, by: audit.by, action: audit.action, target: audit.target })
    .from(audit)
    .where(
      and(
        lt(audit.id, before),
        by === undefined ? undefined : eq(audit.by, by),
        target === undefined ? undefined : eq(audit.target, target),
      ),
    )
    .orderBy(desc(audit.id))
    .limit(limit);
