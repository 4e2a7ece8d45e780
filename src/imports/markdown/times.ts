// Dates of front matter, which every generator reads a little differently.

import type { IncomingArticle } from "../incoming";

const FORM =
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/i;

/** `2021-04-08`, `2021/4/8 08:08`, `2021-04-08T08:08:38+08:00`, `2021-04-08 08:08:38 +0800`; null for anything else. */
export function readDate(text: string): NonNullable<IncomingArticle["publishedAt"]> | null {
  const [, year, month = "", day = "", hour = "0", minute = "00", second = "00", zone] = FORM.exec(text.trim()) ?? [];
  if (year === undefined) return null;
  const two = (part: string) => part.padStart(2, "0");
  const local = `${year}-${two(month)}-${two(day)} ${two(hour)}:${minute}:${second}`;
  const asUtc = Date.parse(`${local.replace(" ", "T")}Z`);
  if (Number.isNaN(asUtc)) return null;
  if (zone === undefined) return { local };
  const offset = /^[+-]/.test(zone) ? zone.replace(/^(...):?/, "$1:") : "Z";
  return Date.parse(local.replace(" ", "T") + offset);
}

/** The year, month and day as they are written, for addresses made of them. */
export function dayOf(text: string): { year: string; month: string; day: string } | null {
  const [, year, month = "", day = ""] = FORM.exec(text.trim()) ?? [];
  return year === undefined ? null : { year, month: month.padStart(2, "0"), day: day.padStart(2, "0") };
}
