// What an article may be sent as. One schema gives the type, the check and the errors.

import * as z from "zod";
import { isSlug } from "../../content/slug";
import { langSchema } from "../../db/settings";
import {
  MAX_ALT,
  MAX_AUTHOR,
  MAX_KIND,
  MAX_SOURCE_NAME,
  MAX_SUMMARY,
  MAX_TAG,
  MAX_TAGS,
  MAX_TITLE,
} from "../../publishing/limits";
import { address, line, longText, time } from "./text";

const sourceFields = { name: line(MAX_SOURCE_NAME), url: address.nullish() };
const coverFields = { url: address, alt: line(MAX_ALT).nullish() };

/** Front matter may name a time in the site's own zone; what zone that is, the command knows. */
const localTime = z.union([time, z.string().transform((local) => ({ local }))]);

const slug = z
  .string()
  .max(200)
  .transform((text) => text.normalize("NFC").toLowerCase())
  .refine(isSlug, "must be letters, digits and single hyphens, such as opening-day or 开业");

const fields = {
  title: line(MAX_TITLE),
  body: longText.min(1, "must not be empty"),
  format: z.enum(["markdown", "html"]),
  section: z.string().min(1).max(80),
  slug,
  kind: line(MAX_KIND),
  summary: line(MAX_SUMMARY),
  tags: z.array(line(MAX_TAG)).max(MAX_TAGS),
  source: z.strictObject(sourceFields),
  author: line(MAX_AUTHOR),
  lang: langSchema,
  translationOf: z.union([z.int().positive(), z.string().min(1).max(1000)]),
  cover: z.strictObject(coverFields),
  status: z.enum(["draft", "published", "scheduled"]),
};

/** Fields that may be left out, or null for "none". */
const optional = {
  slug: fields.slug.nullish(),
  kind: fields.kind.nullish(),
  summary: fields.summary.nullish(),
  tags: fields.tags.nullish(),
  source: fields.source.nullish(),
  author: fields.author.nullish(),
  lang: fields.lang.optional(),
  translationOf: fields.translationOf.nullish(),
  cover: fields.cover.nullish(),
  status: fields.status.optional(),
};

const required = {
  title: fields.title,
  body: fields.body,
  format: fields.format.default("markdown"),
  section: fields.section,
};

/** The body of `POST /api/articles`. */
export const newArticleSchema = z.strictObject({
  ...required,
  ...optional,
  publishAt: time.nullish(),
  expireAt: time.nullish(),
});

/** The fields of a Markdown file: those of its front matter, and its text as `body`. */
export const articleFileSchema = z.strictObject({
  ...required,
  ...optional,
  publishAt: localTime.nullish(),
  expireAt: localTime.nullish(),
});

/** The body of `PATCH /api/articles/{id}`: a JSON Merge Patch (RFC 7396), which may name parts of an object. */
export const articleChangeSchema = z.strictObject({
  title: fields.title.optional(),
  body: fields.body.optional(),
  format: fields.format.optional(),
  section: fields.section.optional(),
  ...optional,
  source: z.strictObject({ ...sourceFields, name: sourceFields.name.optional() }).nullish(),
  cover: z.strictObject({ ...coverFields, url: address.optional() }).nullish(),
  publishAt: time.nullish(),
  expireAt: time.nullish(),
});
