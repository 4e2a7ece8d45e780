// Which times the site can keep: those with a year of four digits in every time zone.

const EARLIEST_MS = Date.UTC(1000, 0, 2);
const LATEST_MS = Date.UTC(9999, 11, 30);

/** Days file articles, `yyyy-mm-dd`, and RFC 3339 knows no other years. `ms` since the epoch. */
export const isInCalendar = (ms: number): boolean => ms >= EARLIEST_MS && ms <= LATEST_MS;
