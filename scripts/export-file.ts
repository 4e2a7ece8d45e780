// An export in a file: where it goes on after it was cut off, and the lines that it holds.

import { createReadStream, existsSync, statSync } from "node:fs";
import { truncate } from "node:fs/promises";
import { createInterface } from "node:readline";
import * as z from "zod";

/** What the scripts need of a line that lists a file; all other lines pass through as they are. */
const fileLineSchema = z.object({
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  name: z.string(),
  url: z.string(),
});
export type FileLine = z.infer<typeof fileLineSchema>;

/** `cursor`: of the last line that says one; undefined where none does. `length`: up to there, in bytes. */
export interface Progress {
  cursor: string | undefined;
  length: number;
  /** Of the file, in bytes; 0 where there is none. */
  size: number;
  isWhole: boolean;
}

/** How far the export in a file has come. */
export async function progressOf(path: string): Promise<Progress> {
  const size = existsSync(path) ? statSync(path).size : 0;
  let progress: Progress = { cursor: undefined, length: 0, size, isWhole: false };
  if (size === 0) return progress;
  let length = 0;
  for await (const line of linesIn(path)) {
    length += Buffer.byteLength(line) + 1;
    if (line.startsWith('{"type":"end"') && line.endsWith("}}")) return { ...progress, isWhole: true };
    const cursor = /^\{"type":"cursor","cursor":"([\w-]+)"\}$/.exec(line)?.[1];
    if (cursor !== undefined) progress = { cursor, length, size, isWhole: false };
  }
  return progress;
}

/** Takes away what comes after the last cursor of an export that was cut off. */
export async function keepWholePages(path: string): Promise<Progress> {
  const progress = await progressOf(path);
  if (!progress.isWhole && progress.size > progress.length) await truncate(path, progress.length);
  return progress;
}

/** Line by line, however long the file is. */
export const linesIn = (path: string): AsyncIterable<string> =>
  createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY });

/** The files of the library that an export lists. */
export async function* mediaIn(path: string): AsyncGenerator<FileLine> {
  for await (const line of linesIn(path)) {
    if (line.startsWith('{"type":"media"')) yield fileLineSchema.parse(JSON.parse(line));
  }
}
