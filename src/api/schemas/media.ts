// What the library's list may be asked.

import * as z from "zod";
import type { MediaPlace } from "../../db/media";
import { nameQuery } from "../../media/library";
import { limitSchema } from "../cursor";

const CURSOR = /^(\d{1,15})\.([0-9a-f]{64})$/;

const cursorSchema = z.string().transform((text, context): MediaPlace => {
  const [, time, hash] = CURSOR.exec(text) ?? [];
  if (time !== undefined && hash !== undefined) return { time: Number(time), hash };
  context.addIssue({ code: "custom", message: "is not a cursor of this list" });
  return z.NEVER;
});

export const cursorOf = ({ createdAt, hash }: { createdAt: number; hash: string }): string => `${createdAt}.${hash}`;

/** The query of `GET /api/media`. */
export const mediaListSchema = z.strictObject({
  type: z
    .string()
    .max(100)
    .toLowerCase()
    .regex(/^[a-z]+(?:\/[a-z0-9.+-]+)?$/, "must be a kind of media, such as image, or a type, such as image/png")
    .optional(),
  q: z.string().min(1).max(100).transform(nameQuery).optional(),
  cursor: cursorSchema.optional(),
  limit: limitSchema,
});
