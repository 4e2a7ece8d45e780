// /api/jobs: the cron jobs with their last runs; POST /api/jobs/{name} runs one now.

import { toRfc3339 } from "../content/local-time";
import { JOBS } from "../schedule/jobs";
import { reportJobs, runJob } from "../schedule/run";
import { type Handler, json } from "./context";
import { problem } from "./problem";

export const listJobs: Handler = async (c) => {
  const reports = await reportJobs(c.env.DB, Date.now());
  const items = reports.map(({ lastStartedAt, ...report }) => ({
    ...report,
    lastStartedAt: lastStartedAt === null ? null : toRfc3339(lastStartedAt),
  }));
  return json({ items, nextCursor: null });
};

export const postJob: Handler = async (c) => {
  const job = JOBS.find(({ name }) => name === c.req.param("name"));
  if (job === undefined) {
    return problem("not-found", { detail: `The jobs are: ${JOBS.map(({ name }) => name).join(", ")}.` });
  }
  await runJob(c.env, job, Date.now());
  const [report] = (await reportJobs(c.env.DB, Date.now())).filter(({ name }) => name === job.name);
  return json(report);
};
