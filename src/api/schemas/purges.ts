// What a purge may be sent as, and what the list of purges may be asked.

import * as z from "zod";
import { isWhole } from "../../content/whole-text";
import { tagSchema } from "../../db/settings";
import { address, line, NOT_WHOLE, time } from "../../http/schemas/text";
import { cursorSchema, limitSchema } from "../cursor";

/** The body of `POST /api/purges`. */
export const purgeSchema = z
  .strictObject({
    urls: z.array(address).max(100).optional().describe("Pages, by their addresses on this site."),
    tags: z
      .array(tagSchema.refine(isWhole, NOT_WHOLE))
      .max(100)
      .optional()
      .describe("Every page that carries one of these tags."),
    everything: z.literal(true).optional().describe("Every page of the site."),
    at: time.optional().describe("When, in RFC 3339 with an offset; now, when left out."),
    reason: line(200).optional().describe("Why, for the list of purges."),
  })
  .refine(({ urls = [], tags = [], everything }) => urls.length + tags.length > 0 || everything === true, {
    error: 'must name what to purge: "urls", "tags" or "everything": true',
  })
  .meta({ id: "PurgeOrder" });

/** The query of `GET /api/purges`. */
export const purgeListSchema = z.strictObject({
  status: z
    .enum(["done", "waiting"])
    .default("done")
    .describe("Purges that were carried out, newest first; or those that wait for their time, the next one first."),
  cursor: cursorSchema,
  limit: limitSchema,
});
