// What redirects may be sent as. Their addresses are read by the command, which knows the site's languages.

import * as z from "zod";
import { isWhole } from "../../content/whole-text";
import { address, NOT_WHOLE } from "../../http/schemas/text";
import { CURSOR_TEXT } from "../cursor";

/** At once. A request of 1 MiB has room for about as many. */
const MAX_REDIRECTS = 10_000;

const from = z
  .string()
  .min(1, "must not be empty")
  .max(2000, "must have at most 2000 characters")
  .refine(isWhole, NOT_WHOLE)
  .describe("The old address: a path of this site, with its query if that matters.");
const to = address.describe("Where it leads: a path of this site or an absolute URL.");
const status = z.literal(301).optional().describe("Always 301, for ever.");

/** The body of `PUT /api/redirects`. */
export const redirectsSchema = z
  .strictObject({
    items: z.array(z.strictObject({ from, to, status })).max(MAX_REDIRECTS).describe("All redirects."),
    /** A list as it was read may be sent back, if it was the whole. */
    nextCursor: z
      .null("must be null: this is a page of a list, and would take all others away")
      .optional()
      .describe("As it was read: only a whole list may be sent back."),
  })
  .meta({ id: "NewRedirects" });

/** The body of `PATCH /api/redirects`: null takes a redirect away. */
export const redirectChangesSchema = z
  .strictObject({
    items: z
      .array(
        z.strictObject({ from, to: to.nullable().describe("Where it leads; null takes the redirect away."), status }),
      )
      .max(MAX_REDIRECTS)
      .describe("Redirects to be added, changed or taken away; all others stay."),
  })
  .meta({ id: "RedirectChanges" });

/** The query of `GET /api/redirects`. */
export const redirectListSchema = z.strictObject({
  /** The last address of the page before. */
  cursor: z.string().max(20_000).default("").meta(CURSOR_TEXT),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(MAX_REDIRECTS)
    .default(MAX_REDIRECTS)
    .describe("How many items a page has."),
});
