// The Worker's entry: requests, the cron trigger, and the object that counts reads.

import { app } from "./app";
import type { Env } from "./env";
import { runDueJobs } from "./schedule/run";

export { ReadCounter } from "./reads/counter";

export default {
  fetch: app.fetch,
  async scheduled(controller, env) {
    await runDueJobs(env, controller.scheduledTime);
  },
} satisfies ExportedHandler<Env>;
