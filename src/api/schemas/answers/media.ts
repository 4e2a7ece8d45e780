// The library's files, as the API answers them.

import * as z from "zod";
import { count, instant, pageOf, uri } from "./parts";

const hash = z
  .string()
  .meta({ pattern: "^[0-9a-f]{64}$", description: "The SHA-256 of the file as it is kept, without its metadata." });

const fileFields = {
  path: z.string().meta({ format: "uri-reference", description: "Its address on this site." }),
  url: uri,
  hash,
  name: z.string(),
  type: z.string().describe("By its content."),
  bytes: count,
  width: count.nullable().describe("In pixels; null for what is no image."),
  height: count.nullable().describe("In pixels; null for what is no image."),
  createdAt: instant,
  by: z.string().describe("Whose token sent it."),
};

export const fileAnswer = z.object(fileFields).meta({ id: "File" });

export const fileListAnswer = pageOf(fileAnswer).meta({ id: "FileList" });

const id = z.int().positive();

export const usesSchema = z
  .object({
    articles: z.array(
      z.object({ id, url: uri, title: z.string(), places: z.array(z.string()).describe("`body`, `cover`, or both.") }),
    ),
    pages: z.array(z.object({ id, url: uri, title: z.string() })),
    more: z.boolean().describe("Whether there are more than are named."),
  })
  .meta({ id: "Uses", description: "Articles and standing pages that show a file." });

export const usedFileAnswer = z.object({ ...fileFields, usedBy: usesSchema }).meta({ id: "UsedFile" });

export const deletedFileAnswer = z.object({ hash }).meta({ id: "DeletedFile" });
