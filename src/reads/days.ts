// Calendar days (`yyyy-mm-dd`) that reads are counted under.

import { DAY_MS } from "./limits";

/** The day `days` before `day`. */
export const dayBefore = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - days * DAY_MS).toISOString().slice(0, 10);

/** How many days there are from `first` to `last`, both among them; 0 or less when `last` comes first. */
export const countDays = (first: string, last: string): number => (Date.parse(last) - Date.parse(first)) / DAY_MS + 1;

/** Each day from `first` on. */
export const daysFrom = (first: string, count: number): string[] =>
  Array.from({ length: count }, (_, n) => dayBefore(first, -n));
