// What an article may be sent as. One schema gives the type, the check, the errors and the description.

import * as z from "zod";
import { MAX_BODY_BYTES } from "../../content/limits";
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

const sourceFields = {
  name: line(MAX_SOURCE_NAME).describe("Who published it first."),
  url: address.nullish().describe("Where: an absolute URL, or a path of this site."),
};
const coverFields = {
  url: address.describe("An image: an absolute URL, or a path of this site, such as a file's of the library."),
  alt: line(MAX_ALT).nullish().describe("What it shows, for who can't see it."),
};

/** Who sends a text where an object belongs sees one. */
const insteadOfText = (example: string) => ({
  error: ({ code }: { code?: string }) =>
    code === "invalid_type" ? `must be an object, such as ${example}` : undefined,
});
const sourceError = insteadOfText('{"name": "Reuters", "url": "https://example.com/a"}');
const coverError = insteadOfText('{"url": "/media/…/a.jpg", "alt": "What it shows"}');

/** Front matter may name a time in the site's own zone; what zone that is, the command knows. */
const localTime = z.union([time, z.string().transform((local) => ({ local }))]);

const slug = z
  .string()
  .max(200)
  .transform((text) => text.normalize("NFC").toLowerCase())
  .refine(isSlug, "must be letters, digits and single hyphens, such as opening-day or 开业");

const fields = {
  title: line(MAX_TITLE).describe("One line."),
  body: longText
    .min(1, "must not be empty")
    .meta({ description: "The source text, at most 512 KiB of UTF-8.", maxLength: MAX_BODY_BYTES }),
  format: z.enum(["markdown", "html"]).describe("What the body is written in: CommonMark with GFM, or HTML."),
  section: z.string().min(1).max(80).describe("The slug of a section of this site."),
  slug,
  kind: line(MAX_KIND),
  summary: line(MAX_SUMMARY),
  tags: z.array(line(MAX_TAG)).max(MAX_TAGS),
  source: z.strictObject(sourceFields, sourceError),
  author: line(MAX_AUTHOR),
  lang: langSchema.describe("One of the site's languages; a new article is in the first of them."),
  translationOf: z.union([z.int().positive(), z.string().min(1).max(1000)]),
  cover: z.strictObject(coverFields, coverError),
  status: z.enum(["draft", "published", "scheduled"]),
};

const publishAt = "When it appears, in RFC 3339 with an offset. A time that lies ahead schedules it.";
const expireAt = "When it disappears, in RFC 3339 with an offset.";

/** Fields that may be left out, or null for "none". */
const optional = {
  slug: fields.slug
    .nullish()
    .describe(
      "The last part of the address; made from the title of a new article. A taken one gets a suffix, such as `-2`.",
    ),
  kind: fields.kind.nullish().describe("What stands before the title, such as 新闻."),
  summary: fields.summary.nullish().describe("For lists, instead of the text's beginning."),
  tags: fields.tags.nullish().describe("What it is about."),
  source: fields.source.nullish().describe("Where it comes from, if not from this site."),
  author: fields.author.nullish().describe("Who wrote it."),
  lang: fields.lang.optional(),
  translationOf: fields.translationOf
    .nullish()
    .describe("The article that it is a translation of: its id, or its address on this site."),
  cover: fields.cover.nullish().describe("The picture that stands above it and in lists."),
  status: fields.status
    .optional()
    .describe("A new article is published, unless it says otherwise. `scheduled` needs a `publishAt` that lies ahead."),
};

const required = {
  title: fields.title,
  body: fields.body,
  format: fields.format.default("markdown"),
  section: fields.section,
};

/** The body of `POST /api/articles`. */
export const newArticleSchema = z
  .strictObject({
    ...required,
    ...optional,
    publishAt: time.nullish().describe(publishAt),
    expireAt: time.nullish().describe(expireAt),
  })
  .meta({ id: "NewArticle" });

/** The fields of a Markdown file: those of its front matter, and its text as `body`. */
export const articleFileSchema = z.strictObject({
  ...required,
  ...optional,
  publishAt: localTime.nullish(),
  expireAt: localTime.nullish(),
});

/** The body of `PATCH /api/articles/{id}`: a JSON Merge Patch (RFC 7396), which may name parts of an object. */
export const articleChangeSchema = z
  .strictObject({
    title: fields.title.optional(),
    body: fields.body.optional(),
    format: fields.format.optional(),
    section: fields.section.optional(),
    ...optional,
    source: z
      .strictObject({ ...sourceFields, name: sourceFields.name.optional() }, sourceError)
      .nullish()
      .describe("Where it comes from; parts that are left out stay, null takes it away."),
    cover: z
      .strictObject({ ...coverFields, url: coverFields.url.optional() }, coverError)
      .nullish()
      .describe("The picture above it; parts that are left out stay, null takes it away."),
    publishAt: time.nullish().describe(publishAt),
    expireAt: time.nullish().describe(expireAt),
  })
  .meta({ id: "ArticleChange" });
