// What the steps of this Worker work with.

import type { Env } from "../env";
import type { Desk } from "../publishing/desk";
import { FORMATS } from "./all-formats";
import { readHosts } from "./fetch-media";
import { LEAST_CALLS, STEP_MS } from "./limits";
import type { Works } from "./step";

/** `spent`: calls that have been made already. `ms`: how long a step takes. `clock`: ms since the epoch. */
export const worksOf = (
  env: Env,
  desk: Desk,
  { spent, ms = STEP_MS, clock = Date.now }: { spent: number; ms?: number; clock?: () => number },
): Works => ({
  desk,
  bucket: env.MEDIA,
  counters: env.READS,
  formats: FORMATS,
  hosts: readHosts(env.IMPORT_HOSTS),
  fetch: (url, init) => fetch(url, init),
  calls: Math.max(LEAST_CALLS, (Number.parseInt(env.IMPORT_CALLS, 10) || 0) - spent),
  ...{ ms, clock },
});
