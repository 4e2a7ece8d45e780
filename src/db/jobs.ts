// The last run of each cron job.

import { sql } from "drizzle-orm";
import type { Database } from "./client";
import { jobs } from "./schema";

export const allJobs = (db: Database) => db.select().from(jobs);

export const jobStarted = (db: Database, name: string, at: number) =>
  db.run(sql`insert into ${jobs} (name, started_at, outcome) values (${name}, ${at}, 'running')
    on conflict (name) do update set started_at = ${at}, finished_at = null, outcome = 'running', detail = null`);

export const jobEnded = (
  db: Database,
  name: string,
  { at, outcome, detail }: { at: number; outcome: "done" | "failed"; detail: string },
) => db.run(sql`update ${jobs} set finished_at = ${at}, outcome = ${outcome}, detail = ${detail} where name = ${name}`);
