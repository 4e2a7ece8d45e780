// What standing pages may be sent as.

import * as z from "zod";
import { MAX_BODY_BYTES } from "../../content/limits";
import { langSchema } from "../../db/settings";
import { line, longText } from "../../http/schemas/text";
import { MAX_PAGES, MAX_TITLE } from "../../publishing/limits";
import { topSlug } from "./site";

const pageSchema = z
  .strictObject({
    id: z.int().positive().optional().describe("Of a page that there is; a new one has none yet."),
    slug: topSlug.describe("Its address, after the site's own."),
    place: z.enum(["menu", "foot"]).nullable().default(null).describe("Where every page links it, if anywhere."),
    format: z.enum(["markdown", "html"]).default("markdown").describe("What the bodies are written in."),
    title: z.record(langSchema, line(MAX_TITLE)).describe("A title in each language that the page has."),
    body: z
      .record(langSchema, longText.min(1, "must not be empty").meta({ maxLength: MAX_BODY_BYTES }))
      .describe("A text in each language that the page has, each at most 512 KiB of UTF-8."),
  })
  .superRefine(({ title, body }, context) => {
    const missing = (field: "title" | "body", lang: string, message: string) =>
      context.addIssue({ code: "custom", path: [field, lang], message });
    for (const lang of Object.keys(body)) {
      if (title[lang] === undefined) missing("title", lang, "is required: the page has a text in this language");
    }
    for (const lang of Object.keys(title)) {
      if (body[lang] === undefined) missing("body", lang, "is required: the page has a title in this language");
    }
    if (Object.keys(title).length + Object.keys(body).length > 0) return;
    context.addIssue({ code: "custom", path: ["title"], message: "must have a title in at least one language" });
  });

/** The body of `PUT /api/pages`. */
export const pagesSchema = z
  .strictObject({
    items: z
      .array(pageSchema)
      .max(MAX_PAGES)
      .refine((items) => new Set(items.map(({ slug }) => slug)).size === items.length, "must not use a slug twice")
      .describe("All standing pages, in the order of the menu and the foot."),
  })
  .meta({ id: "NewPages" });
