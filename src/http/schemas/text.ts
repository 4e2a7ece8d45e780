// Texts as editors send them: whole characters, in one normal form, of bounded length.

import * as z from "zod";
import { isWhole, toLine } from "../../content/whole-text";
import { MAX_ADDRESS } from "../../publishing/limits";
import { isInCalendar } from "../../publishing/times";

export const NOT_WHOLE = "must be valid Unicode text without control characters";

/** A text of many lines, as it is. */
export const longText = z.string().refine(isWhole, NOT_WHOLE);

/** One line of 1 to `max` characters (code points), trimmed, in NFC. */
export const line = (max: number) =>
  z
    .string()
    .refine(isWhole, NOT_WHOLE)
    .transform(toLine)
    .pipe(
      z
        .string()
        .min(1, "must not be empty")
        .refine((text) => [...text].length <= max, `must have at most ${max} characters`),
    )
    .meta({ minLength: 1, maxLength: max });

/** Names each text of a value, however deep it stands, that is not whole. */
export function checkTexts(value: unknown, context: z.core.$RefinementCtx, path: PropertyKey[] = []): void {
  if (typeof value === "string" && !isWhole(value)) context.addIssue({ code: "custom", path, message: NOT_WHOLE });
  if (typeof value !== "object" || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    checkTexts(inner, context, [...path, Array.isArray(value) ? Number(key) : key]);
  }
}

/** An absolute http(s) URL, or a path of this site. */
export const address = z
  .string()
  .max(MAX_ADDRESS, `must have at most ${MAX_ADDRESS} characters`)
  .refine((text) => isWhole(text) && (isPath(text) || /^https?:$/.test(URL.parse(text)?.protocol ?? "")), {
    error: "must be an absolute http or https URL, or a path that begins with /",
  })
  .meta({ format: "uri-reference" });

/** `//host` and, as browsers read it, `/\\host` name another site. */
function isPath(text: string): boolean {
  return text.startsWith("/") && URL.parse(text, "http://site.invalid")?.host === "site.invalid";
}

/** A time in RFC 3339 with an offset and a year from 1000 to 9999, as ms since the epoch, whole seconds. */
export const time = z
  .string()
  .refine((text) => isRfc3339(text), "must be a time with an offset, such as 2021-04-08T08:08:38+08:00")
  .transform((text) => Math.floor(Date.parse(text.toUpperCase()) / 1000) * 1000)
  .meta({ format: "date-time" });

/** JavaScript's own parser takes 30 February and 24 o'clock: the time must read back as it was written. */
function isRfc3339(text: string): boolean {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d:\d\d)(?:\.\d+)?(?:Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/i.exec(text);
  if (match === null) return false;
  const local = Date.parse(`${match[1]}T${match[2]}Z`);
  if (Number.isNaN(local) || !new Date(local).toISOString().startsWith(`${match[1]}T${match[2]}`)) return false;
  return isInCalendar(Date.parse(text.toUpperCase()));
}
