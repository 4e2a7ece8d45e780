// Lists page by page: opaque keyset cursors say where a list goes on, whatever was added meanwhile.

import * as z from "zod";
import type { Cursor } from "../db/articles";

const placeSchema = z.tuple([z.int().nonnegative(), z.int().nonnegative()]);

/** What the description says of a parameter `cursor`. */
export const CURSOR_TEXT = { description: "The `nextCursor` of the page before; without it, the first page." };

/** The parameter `cursor`. */
export const cursorSchema = z
  .string()
  .transform((text, context): Cursor => {
    const cursor = decodeCursor(text);
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

/** A page of rows, of which one more than `limit` was asked for, and the cursor of the next one. */
export function pageOf<Row>(rows: readonly Row[], limit: number, placeOf: (row: Row) => Cursor) {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? encodeCursor(placeOf(last)) : null };
}

const encodeCursor = ({ time, id }: Cursor): string =>
  new TextEncoder().encode(JSON.stringify([time, id])).toBase64({ alphabet: "base64url", omitPadding: true });

/** Null for a text that no list of ours made. */
function decodeCursor(text: string): Cursor | null {
  try {
    const bytes = Uint8Array.fromBase64(text, { alphabet: "base64url" });
    const parsed = placeSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
    return parsed.success ? { time: parsed.data[0], id: parsed.data[1] } : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
