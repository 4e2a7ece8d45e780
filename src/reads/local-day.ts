// Calendar days (`yyyy-mm-dd`) in the site's time zone.

import { DAY_MS } from "./limits";

const formats = new Map<string, Intl.DateTimeFormat>();

/** The day that it is in `timeZone` at `atMs`; in UTC where the zone is not one. */
export function localDay(atMs: number, timeZone: string): string {
  let format = formats.get(timeZone);
  if (!format) {
    // Swedish writes a date the way ISO 8601 does.
    format = new Intl.DateTimeFormat("sv-SE", {
      timeZone: isTimeZone(timeZone) ? timeZone : "UTC",
      dateStyle: "short",
    });
    formats.set(timeZone, format);
  }
  return format.format(atMs);
}

/** The day `days` before `day`. */
export function dayBefore(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - days * DAY_MS).toISOString().slice(0, 10);
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
