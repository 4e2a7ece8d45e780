// /api/jobs: the cron jobs with their last runs; POST /api/jobs/{name} runs one now.

import { toRfc3339 } from "../content/local-time";
import { json } from "../http/json";
import { JOBS } from "../schedule/jobs";
import { type JobReport, reportJobs, runJob } from "../schedule/run";
import type { Handler } from "./context";
import { problem } from "./problem";

export const listJobs: Handler = async (c) => {
  const reports = await reportJobs(c.env.DB, Date.now());
  return json({ items: reports.map(jobJson), nextCursor: null });
};

export const postJob: Handler = async (c) => {
  const job = JOBS.find(({ name }) => name === c.req.param("name"));
  if (job === undefined) {
    return problem("not-found", { detail: `The jobs are: ${JOBS.map(({ name }) => name).join(", ")}.` });
  }
  await runJob(c.env, job, Date.now(), c.get("principal").name);
  const reports = await reportJobs(c.env.DB, Date.now());
  return json(reports.filter(({ name }) => name === job.name).map(jobJson)[0]);
};

const jobJson = ({ lastStartedAt, ...report }: JobReport) => ({
  ...report,
  lastStartedAt: lastStartedAt === null ? null : toRfc3339(lastStartedAt),
});
