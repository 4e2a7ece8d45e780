// What the library may be asked.

import * as z from "zod";
import type { MediaPlace } from "../../db/media";
import { nameQuery } from "../../media/library";
import { CURSOR_TEXT, limitSchema } from "../cursor";

const CURSOR = /^(\d{1,15})\.([0-9a-f]{64})$/;

const cursorSchema = z
  .string()
  .transform((text, context): MediaPlace => {
    const [, time, hash] = CURSOR.exec(text) ?? [];
    if (time !== undefined && hash !== undefined) return { time: Number(time), hash };
    context.addIssue({ code: "custom", message: "is not a cursor of this list" });
    return z.NEVER;
  })
  .optional()
  .meta(CURSOR_TEXT);

export const cursorOf = ({ createdAt, hash }: { createdAt: number; hash: string }): string => `${createdAt}.${hash}`;

/** The query of `GET /api/media`. */
export const mediaListSchema = z.strictObject({
  type: z
    .string()
    .max(100)
    .toLowerCase()
    .regex(/^[a-z]+(?:\/[a-z0-9.+-]+)?$/, "must be a kind of media, such as image, or a type, such as image/png")
    .optional()
    .describe("Only files of this type, such as `image/png`, or of this kind, such as `image`."),
  q: z.string().min(1).max(100).transform(nameQuery).optional().describe("Only files with this in their names."),
  cursor: cursorSchema,
  limit: limitSchema,
});

/** The query of `POST /api/media`. */
export const uploadSchema = z.strictObject({
  name: z
    .string()
    .default("file")
    .describe("The last part of the file's address; its ending follows from its content."),
});
