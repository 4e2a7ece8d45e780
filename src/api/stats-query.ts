// What GET /api/stats may be asked: which list, of which days, and where a list goes on.

import * as z from "zod";
import type { StatsPlace } from "../db/stats";
import { decodeCursor, encodeCursor } from "../encoding/cursor";
import { isInCalendar } from "../publishing/times";
import { countDays, dayBefore, daysFrom } from "../reads/days";
import { CURSOR_TEXT, limitSchema } from "./cursor";

const DEFAULT_DAYS = 30;
/** A leap year. */
const MAX_DAYS = 366;

const LISTS = ["day", "article", "section", "host"] as const;

const daySchema = z.string().refine(isDay, "must be a day, such as 2026-11-24").meta({ format: "date" });

export const statsQuerySchema = z.strictObject({
  from: daySchema.optional().describe("The first day, in the site's time zone; 30 days up to the last when left out."),
  to: daySchema.optional().describe("The last day; today when left out."),
  by: z.enum(LISTS).default("day").describe("What each item of the list is."),
  article: z
    .string()
    .regex(/^[1-9]\d{0,14}$/, "must be an article's id")
    .transform(Number)
    .optional()
    .describe("Only reads of this article."),
  section: z.string().min(1).max(80).normalize("NFC").optional().describe("Only reads in the section of this slug."),
  limit: limitSchema,
  cursor: z.string().optional().meta(CURSOR_TEXT),
  format: z.enum(["json", "csv"]).optional().describe("As the `Accept` header says, when left out."),
});
export type StatsQuery = z.infer<typeof statsQuerySchema>;

/** Whether it is a day of the calendar, `yyyy-mm-dd`. */
function isDay(text: string): boolean {
  const ms = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : Number.NaN;
  return isInCalendar(ms) && new Date(ms).toISOString().startsWith(text);
}

export interface Range {
  from: string;
  to: string;
  /** Each of its days. */
  days: string[];
}

/** The range asked for, or what is wrong with it. */
export function rangeOf(
  { from, to }: Pick<StatsQuery, "from" | "to">,
  today: string,
): Range | { parameter: string; detail: string } {
  const last = to ?? today;
  const first = from ?? dayBefore(last, DEFAULT_DAYS - 1);
  const count = countDays(first, last);
  if (count < 1) return { parameter: "from", detail: `must not be after the last day, ${last}` };
  if (count > MAX_DAYS) return { parameter: "from", detail: `must leave at most ${MAX_DAYS} days up to ${last}` };
  return { from: first, to: last, days: daysFrom(first, count) };
}

const placeAfter = <Key>(key: z.ZodType<Key>) =>
  z.tuple([z.int().nonnegative(), key]).transform(([reads, last]) => ({ reads, key: last }));

const articlePlace = placeAfter(z.int().positive());
const hostPlace = placeAfter(z.string().max(100));

/** Where a list goes on after an item. */
export const encodePlace = ({ reads, id, host }: { reads: number; id?: number; host?: string | null }): string =>
  encodeCursor([reads, id ?? host ?? ""]);

/** Null for a text that no list of ours made. */
export const decodePlace = (cursor: string, by: StatsQuery["by"]): StatsPlace | null =>
  decodeCursor<StatsPlace>(cursor, by === "article" ? articlePlace : hostPlace);
