// What answers are made of.

import * as z from "zod";

/** A moment: RFC 3339, in UTC, to the second. */
export const instant = z.string().meta({ format: "date-time", description: "RFC 3339, in UTC, to the second." });

export const uri = z.string().meta({ format: "uri" });

/** How many there are of something. */
export const count = z.int().nonnegative();

/** A page of a list. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({
    items: z.array(item),
    nextCursor: z.string().nullable().describe("The `cursor` of the next page; null: this was the last one."),
  });

/** What a change of the site's answers has besides its value. */
export const purged = z.array(z.string()).describe("The tags that this change purged.");
