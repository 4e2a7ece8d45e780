// Which version of the Worker runs: pages rendered by another one are rendered again.

import type { Env } from "../env";

export const buildOf = (env: Env): string => env.BUILD_ID || env.VERSION.id;
