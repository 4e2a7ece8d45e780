// Times and numbers as a page shows them, in the site's zone and the page's language.

import { localDateTime } from "../../content/local-time";

/** Formatters are dear to make; a site uses a handful, so a full map is simply emptied. */
const MAX_FORMATTERS = 64;

const dates = new Map<string, Intl.DateTimeFormat>();
const numbers = new Map<string, Intl.NumberFormat>();

/** Reads are shown in full below this, and shortened from here on. */
const COMPACT_FROM = 10_000;

function cached<T>(formatters: Map<string, T>, key: string, make: () => T): T {
  const known = formatters.get(key);
  if (known !== undefined) return known;
  if (formatters.size >= MAX_FORMATTERS) formatters.clear();
  const made = make();
  formatters.set(key, made);
  return made;
}

/** `2021-04-08 08:08:38`: one form in every language. */
export const formatDateTime = (ms: number, timeZone: string, _lang: string): string => localDateTime(ms, timeZone);

/** `2021年4月8日`, `Apr 8, 2021`: a date as the language writes it. */
export function formatDate(ms: number, timeZone: string, lang: string): string {
  return cached(
    dates,
    `date ${timeZone} ${lang}`,
    () => new Intl.DateTimeFormat(lang, { timeZone, year: "numeric", month: "short", day: "numeric" }),
  ).format(ms);
}

/** A month "2026-11" as `2026年11月`, a day "2026-11-03" as `2026年11月3日`; anything else as it is. */
export function formatPeriod(period: string, lang: string): string {
  const isDay = period.length > "yyyy-mm".length;
  const ms = Date.parse(isDay ? period : `${period}-01`);
  if (Number.isNaN(ms)) return period;
  return cached(
    dates,
    `${isDay ? "day" : "month"} ${lang}`,
    () =>
      new Intl.DateTimeFormat(lang, {
        timeZone: "UTC",
        year: "numeric",
        month: "long",
        ...(isDay ? { day: "numeric" } : {}),
      }),
  ).format(ms);
}

/** `1,234`; from 10,000 on `1.2万`, `12.3K`. The exact number belongs into `title`: `formatCount`. */
export function formatReads(n: number, lang: string): string {
  if (n < COMPACT_FROM) return formatCount(n, lang);
  return cached(
    numbers,
    `compact ${lang}`,
    () => new Intl.NumberFormat(lang, { notation: "compact", maximumFractionDigits: 1 }),
  ).format(n);
}

/** A whole number, exact: `12,345`. */
export function formatCount(n: number, lang: string): string {
  return cached(numbers, `exact ${lang}`, () => new Intl.NumberFormat(lang)).format(n);
}
