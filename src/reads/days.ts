// Calendar days (`yyyy-mm-dd`) that reads are counted under.

import { DAY_MS } from "./limits";

/** The day `days` before `day`. */
export const dayBefore = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - days * DAY_MS).toISOString().slice(0, 10);
