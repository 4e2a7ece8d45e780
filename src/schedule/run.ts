// Runs the cron jobs that are due, and keeps what came of each.

import { openDatabase } from "../db/client";
import { allJobs, jobEnded, jobStarted } from "../db/jobs";
import type { Env } from "../env";
import { JOBS, type Job } from "./jobs";

/** A job that has not run for so many of its intervals is overdue. */
const OVERDUE_INTERVALS = 3;

export interface JobReport {
  name: string;
  everySeconds: number;
  lastStartedAt: number | null;
  tookMs: number | null;
  outcome: "running" | "done" | "failed" | "never";
  detail: string | null;
  overdue: boolean;
}

/** Each job with its last run. A job that never ran counts as overdue. */
export async function reportJobs(d1: D1Database, now: number): Promise<JobReport[]> {
  const runs = new Map((await allJobs(openDatabase(d1))).map((run) => [run.name, run]));
  return JOBS.map(({ name, everyMs }) => {
    const run = runs.get(name);
    return {
      name,
      everySeconds: everyMs / 1000,
      lastStartedAt: run?.startedAt ?? null,
      tookMs: run?.finishedAt == null ? null : run.finishedAt - run.startedAt,
      outcome: run?.outcome ?? "never",
      detail: run?.detail ?? null,
      overdue: run === undefined || now - run.startedAt > OVERDUE_INTERVALS * everyMs,
    };
  });
}

/** Runs every job whose interval has passed since its last start. One that fails doesn't stop the others. */
export async function runDueJobs(env: Env, now: number): Promise<void> {
  const reports = new Map((await reportJobs(env.DB, now)).map((report) => [report.name, report]));
  for (const job of JOBS) {
    const last = reports.get(job.name)?.lastStartedAt ?? Number.NEGATIVE_INFINITY;
    // The trigger may come a little early: half a minute of grace keeps a job from missing its turn.
    if (now - last >= job.everyMs - 30_000) await runJob(env, job, now);
  }
}

/** Runs one job and keeps its outcome. False when it failed. */
export async function runJob(env: Env, job: Job, now: number): Promise<boolean> {
  const db = openDatabase(env.DB);
  await jobStarted(db, job.name, now);
  try {
    const detail = await job.run(env, now);
    await jobEnded(db, job.name, { at: Date.now(), outcome: "done", detail });
    return true;
  } catch (error) {
    // Kept for `GET /api/jobs`, and tried again at the next trigger.
    console.error({ message: "a job failed", job: job.name, error: String(error) });
    await jobEnded(db, job.name, { at: Date.now(), outcome: "failed", detail: String(error) });
    return false;
  }
}
