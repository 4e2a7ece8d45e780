// Texts as editors send them: whole characters, in one normal form, of bounded length.

import * as z from "zod";

// Control characters but tab and line ends; D1 would cut a text at the first NUL.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to be refused.
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

const isWhole = (text: string): boolean => text.isWellFormed() && !CONTROL.test(text);

const NOT_WHOLE = "must be valid Unicode text without control characters";

/** A text of many lines, as it is. */
export const longText = z.string().refine(isWhole, NOT_WHOLE);

/** One line of 1 to `max` characters (code points), trimmed, in NFC. */
export const line = (max: number) =>
  z
    .string()
    .refine(isWhole, NOT_WHOLE)
    .transform((text) => text.normalize("NFC").replace(/\s+/gu, " ").trim())
    .pipe(
      z
        .string()
        .min(1, "must not be empty")
        .refine((text) => [...text].length <= max, `must have at most ${max} characters`),
    );

/** An absolute http(s) URL, or a path of this site. */
export const address = z
  .string()
  .max(2000, "must have at most 2000 characters")
  .refine((text) => text.startsWith("/") || /^https?:$/.test(URL.parse(text)?.protocol ?? ""), {
    error: "must be an absolute http or https URL, or a path that begins with /",
  })
  .refine((text) => !text.startsWith("//") && isWhole(text), "must be an absolute URL or a path of this site");

/** A time in RFC 3339 with an offset, as ms since the epoch, whole seconds. */
export const time = z
  .string()
  .refine((text) => isRfc3339(text), "must be a time with an offset, such as 2021-04-08T08:08:38+08:00")
  .transform((text) => Math.floor(Date.parse(text.toUpperCase()) / 1000) * 1000);

const isRfc3339 = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)$/.test(text) &&
  !Number.isNaN(Date.parse(text.toUpperCase()));
