// Where an export goes on: after which row of which stage, and how many lines it has told.

import * as z from "zod";
import { decodeCursor, encodeCursor } from "../encoding/cursor";

const placeSchema = z.strictObject({
  stage: z.int().nonnegative(),
  /** The key of the last row that was told; null: the stage begins. */
  after: z.tuple([z.union([z.string(), z.number()])], z.union([z.string(), z.number()])).nullable(),
  /** The newest article when the export began: later ones are not in it. */
  lastArticle: z.int().nonnegative(),
  lines: z.record(z.string(), z.int().nonnegative()),
});

export type ExportPlace = z.infer<typeof placeSchema>;
export type Key = NonNullable<ExportPlace["after"]>;

export const BEGINNING: ExportPlace = { stage: 0, after: null, lastArticle: 0, lines: {} };

export const encodePlace = (place: ExportPlace): string => encodeCursor(place);

/** Null for a text that no export made. */
export const decodePlace = (cursor: string): ExportPlace | null => decodeCursor(cursor, placeSchema);
