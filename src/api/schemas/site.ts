// What the site's settings, sections, links and searches may be sent as.

import * as z from "zod";
import { isReserved, looksLikeLang } from "../../content/addresses";
import { isSlug } from "../../content/slug";
import { settingsSchema, textsSchema, urlSchema } from "../../db/settings";
import { checkTexts, line } from "../../http/schemas/text";
import { MAX_SECTIONS, MAX_TOP_SLUG } from "../../publishing/limits";

export const sentSettingsSchema = settingsSchema
  .superRefine((settings, context) => {
    checkTexts(settings, context);
    for (const [place, lang] of settings.languages.entries()) {
      if (looksLikeLang(lang)) continue;
      const message = 'must begin an address: two letters, and a region or a script at most, such as "pt-BR"';
      context.addIssue({ code: "custom", path: ["languages", place], message });
    }
  })
  .meta({ id: "NewSettings" });

/** What stands alone after the site's address: a section's name, or a standing page's. */
export const topSlug = z
  .string()
  .max(MAX_TOP_SLUG)
  .transform((text) => text.normalize("NFC").toLowerCase())
  .refine(isSlug, "must be letters, digits and single hyphens, such as news")
  .refine((slug) => !isReserved(slug), "is a name that the site's own addresses take, or reads as a language");

const sectionSchema = z.strictObject({
  id: z.int().positive().optional().describe("Of a section that there is; a new one has none yet."),
  slug: topSlug.describe("Its address, after the site's own."),
  name: textsSchema
    .refine((texts) => Object.keys(texts).length > 0, "must have a name in at least one language")
    .describe("A name in each language that it has one in."),
  description: textsSchema.default({}).describe("What it is about, in each language."),
});

export const sectionsSchema = z
  .strictObject({
    items: z
      .array(sectionSchema)
      .min(1)
      .max(MAX_SECTIONS)
      .refine((items) => new Set(items.map(({ slug }) => slug)).size === items.length, "must not use a slug twice")
      .describe("All sections, in the order of the menu."),
  })
  .superRefine(checkTexts)
  .meta({ id: "NewSections" });

export const linksSchema = z
  .strictObject({
    items: z
      .array(z.strictObject({ name: line(60), url: urlSchema }))
      .max(100)
      .describe("All friend links, in their order."),
  })
  .meta({ id: "NewLinks" });

const terms = z.array(line(40)).transform((list) => [...new Set(list)]);

export const searchesSchema = z
  .strictObject({
    pinned: terms
      .pipe(z.array(z.string()).max(20))
      .meta({ description: "Terms that are always shown, at most 20.", maxItems: 20 }),
    blocked: terms
      .pipe(z.array(z.string()).max(1000))
      .meta({ description: "Terms that are never shown, at most 1000.", maxItems: 1000 }),
  })
  .refine(({ pinned, blocked }) => !pinned.some((term) => blocked.includes(term)), {
    path: ["blocked"],
    error: "must not hold a term that is pinned",
  })
  .meta({ id: "NewSearches" });
