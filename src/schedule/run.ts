// Runs the cron jobs that are due, and keeps what came of each.

import { type Database, openDatabase } from "../db/client";
import { allJobs, jobEnded, jobStarted } from "../db/jobs";
import { auditLine } from "../db/site-writes";
import type { Env } from "../env";
import { JOBS, type Job } from "./jobs";

/** A job that has not run for so many of its intervals is overdue. */
const OVERDUE_INTERVALS = 3;

/** The platform ends a trigger's work after 15 minutes: what has been running for longer was stopped. */
const LONGEST_RUN_MS = 15 * 60_000;

export interface JobReport {
  name: string;
  everySeconds: number;
  lastStartedAt: number | null;
  tookMs: number | null;
  outcome: "running" | "done" | "failed" | "never";
  detail: string | null;
  overdue: boolean;
}

/** Each job with its last run. A job that never ran counts as overdue, one that was stopped as failed. */
export async function reportJobs(d1: D1Database, now: number): Promise<JobReport[]> {
  const runs = new Map((await allJobs(openDatabase(d1))).map((run) => [run.name, run]));
  return JOBS.map(({ name, everyMs }) => {
    const run = runs.get(name);
    const wasStopped = run?.outcome === "running" && now - run.startedAt > LONGEST_RUN_MS;
    return {
      name,
      everySeconds: everyMs / 1000,
      lastStartedAt: run?.startedAt ?? null,
      // A clock may be set back meanwhile.
      tookMs: run?.finishedAt == null ? null : Math.max(0, run.finishedAt - run.startedAt),
      outcome: wasStopped ? "failed" : (run?.outcome ?? "never"),
      detail: wasStopped ? "stopped before its end" : (run?.detail ?? null),
      overdue: run === undefined || now - run.startedAt > OVERDUE_INTERVALS * everyMs,
    };
  });
}

/** The trigger may come a little early: so much grace keeps a job from missing its turn. */
const GRACE_MS = 30_000;

/** Runs every job whose interval has passed since its last start, or that failed or was stopped. One that fails doesn't stop the others. */
export async function runDueJobs(env: Env, now: number, jobs: readonly Job[] = JOBS): Promise<void> {
  const reports = new Map((await reportJobs(env.DB, now)).map((report) => [report.name, report]));
  for (const job of jobs) if (isDue(job, reports.get(job.name), now)) await runJob(env, job, now);
}

function isDue({ everyMs }: Job, report: JobReport | undefined, now: number): boolean {
  const last = report?.lastStartedAt ?? null;
  return last === null || report?.outcome === "failed" || now - last >= everyMs - GRACE_MS;
}

/** Runs one job, at its time or because someone (`by`) asks for it, and keeps its outcome. False when it failed. Never throws. */
export async function runJob(env: Env, job: Job, now: number, by: string | null = null): Promise<boolean> {
  const db = openDatabase(env.DB);
  try {
    const asked = by === null ? [] : [auditLine(db, { at: now, by, action: "run", target: `job:${job.name}` })];
    await db.batch([jobStarted(db, job.name, now), ...asked]);
    const detail = await job.run(env, now);
    await jobEnded(db, job.name, { at: Date.now(), outcome: "done", detail });
    return true;
  } catch (error) {
    // Kept for `GET /api/jobs`, and tried again at the next trigger.
    console.error({ message: "a job failed", job: job.name, error: String(error) });
    await keepFailure(db, job, error);
    return false;
  }
}

async function keepFailure(db: Database, { name }: Job, cause: unknown): Promise<void> {
  try {
    await jobEnded(db, name, { at: Date.now(), outcome: "failed", detail: String(cause) });
  } catch (error) {
    // D1 itself is down: the log has the cause, and the job will be overdue.
    console.error({ message: "a job's failure could not be kept", job: name, error: String(error) });
  }
}
