// Opaque keyset cursors: where a list goes on, whatever was added meanwhile.

import * as z from "zod";
import type { Cursor } from "../db/articles";

const cursorSchema = z.tuple([z.int().nonnegative(), z.int().nonnegative()]);

export const encodeCursor = ({ time, id }: Cursor): string =>
  new TextEncoder().encode(JSON.stringify([time, id])).toBase64({ alphabet: "base64url", omitPadding: true });

/** Null for a text that no list of ours made. */
export function decodeCursor(text: string): Cursor | null {
  try {
    const bytes = Uint8Array.fromBase64(text, { alphabet: "base64url" });
    const parsed = cursorSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
    return parsed.success ? { time: parsed.data[0], id: parsed.data[1] } : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}
