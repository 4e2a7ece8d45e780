// The archive's counts, as its pages show them: kept by triggers, never counted here.

import { sql } from "drizzle-orm";
import { langOf, sectionIdOf, type Where } from "./cards";
import type { Database } from "./client";
import { archiveDays, archives } from "./schema";

/** A section's months with the articles filed in each. One row, by primary key. */
export const archiveMonths = (db: Database, section: string, { lang }: Where) =>
  db
    .select({ months: archives.months })
    .from(archives)
    .where(sql`${archives.sectionId} = ${sectionIdOf(section)} and ${archives.lang} = ${langOf(lang)}`);

/** A month's days with the articles filed in each. One row, by primary key. */
export const archiveDaysOf = (db: Database, section: string, month: string, { lang }: Where) =>
  db
    .select({ days: archiveDays.days })
    .from(archiveDays)
    .where(
      sql`${archiveDays.sectionId} = ${sectionIdOf(section)} and ${archiveDays.lang} = ${langOf(lang)}
        and ${archiveDays.month} = ${month}`,
    );
