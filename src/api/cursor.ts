// Lists page by page: opaque keyset cursors say where a list goes on, whatever was added meanwhile.

import * as z from "zod";
import type { Cursor } from "../db/articles";
import { decodeCursor, encodeCursor } from "../encoding/cursor";

const placeSchema = z.tuple([z.int().nonnegative(), z.int().nonnegative()]).transform(([time, id]) => ({ time, id }));

/** What the description says of a parameter `cursor`. */
export const CURSOR_TEXT = { description: "The `nextCursor` of the page before; without it, the first page." };

/** The parameter `cursor`. */
export const cursorSchema = z
  .string()
  .transform((text, context): Cursor => {
    const cursor = decodeCursor(text, placeSchema);
    if (cursor !== null) return cursor;
    context.addIssue({ code: "custom", message: "is not a cursor of this list" });
    return z.NEVER;
  })
  .optional()
  .meta(CURSOR_TEXT);

/** The parameter `limit`: how many items a page has. */
export const limitSchema = z.coerce
  .number()
  .int()
  .min(1)
  .max(100)
  .default(20)
  .meta({ description: "How many items a page has." });

/** Before which id a list that shows the newest first goes on. */
export const newestBefore = (cursor: Cursor | undefined): number => cursor?.id ?? Number.MAX_SAFE_INTEGER;

/** A page of rows, of which one more than `limit` was asked for, and the cursor of the next one. */
export function pageOf<Row>(rows: readonly Row[], limit: number, placeOf: (row: Row) => Cursor) {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? encodePlace(placeOf(last)) : null };
}

const encodePlace = ({ time, id }: Cursor): string => encodeCursor([time, id]);
