// What redirects may be sent as. Their addresses are read by the command, which knows the site's languages.

import * as z from "zod";
import { isWhole } from "../../content/whole-text";
import { address, NOT_WHOLE } from "./text";

/** At once. A request of 1 MiB has room for about as many. */
const MAX_REDIRECTS = 10_000;

const from = z
  .string()
  .min(1, "must not be empty")
  .max(2000, "must have at most 2000 characters")
  .refine(isWhole, NOT_WHOLE);
const status = z.literal(301).optional();

/** The body of `PUT /api/redirects`. */
export const redirectsSchema = z.strictObject({
  items: z.array(z.strictObject({ from, to: address, status })).max(MAX_REDIRECTS),
  /** A list as it was read may be sent back, if it was the whole. */
  nextCursor: z.null("must be null: this is a page of a list, and would take all others away").optional(),
});

/** The body of `PATCH /api/redirects`: null takes a redirect away. */
export const redirectChangesSchema = z.strictObject({
  items: z.array(z.strictObject({ from, to: address.nullable(), status })).max(MAX_REDIRECTS),
});

/** The query of `GET /api/redirects`. */
export const redirectListSchema = z.strictObject({
  /** The last address of the page before. */
  cursor: z.string().max(20_000).default(""),
  limit: z.coerce.number().int().min(1).max(MAX_REDIRECTS).default(MAX_REDIRECTS),
});
