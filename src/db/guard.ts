// A batch stops only at an error, so a condition is a statement that fails a CHECK when it doesn't hold.

import { type SQL, sql } from "drizzle-orm";
import type { Database } from "./client";
import { guards } from "./schema";

/** Stops the batch unless the condition holds. Writes no row when it does. */
export const unlessStop = (db: Database, condition: SQL) =>
  db.run(sql`insert into ${guards} (ok) select 0 where not (${condition})`);

/** Whether an error is a guard's. */
export function isGuardFailure(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause.message.includes("CHECK constraint failed: guard")) return true;
  }
  return false;
}
