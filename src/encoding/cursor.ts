// Opaque cursors: where a list or an export goes on, as a text that clients only send back.

import type * as z from "zod";
import { fromBase64url, toBase64url } from "./base64url";

/** A place, which must be plain JSON, as a cursor. */
export const encodeCursor = (place: unknown): string => toBase64url(new TextEncoder().encode(JSON.stringify(place)));

/** A cursor's place; null for a text that no cursor to such a place is. */
export function decodeCursor<Place>(cursor: string, schema: z.ZodType<Place>): Place | null {
  try {
    const parsed = schema.safeParse(JSON.parse(new TextDecoder().decode(fromBase64url(cursor))));
    return parsed.success ? parsed.data : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
