// The site's settings and frame, as its row holds them: one schema for what editors send and what D1 gives back.

import * as z from "zod";
import { isHostPattern } from "../content/hosts";

const isLanguageTag = (text: string): boolean => {
  try {
    return Intl.getCanonicalLocales(text)[0] === text;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
};

const isTimeZone = (text: string): boolean => {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }).resolvedOptions().timeZone !== "";
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
};

/** A language of a site, canonical BCP 47: "zh-CN", "en". */
export const langSchema = z.string().max(35).refine(isLanguageTag, 'must be a language tag such as "zh-CN" or "en"');

/** A text in each language that has one. */
export const textsSchema = z.record(langSchema, z.string().trim().min(1).max(500));
export type Texts = z.infer<typeof textsSchema>;

export const urlSchema = z.url({ protocol: /^https?$/, error: "must be an absolute http or https URL" }).max(2000);

const hostsSchema = z
  .array(
    z
      .string()
      .refine(isHostPattern, 'must be a host in lower case and ASCII, such as "player.vimeo.com" or "*.example.com"'),
  )
  .max(50)
  .refine((hosts) => new Set(hosts).size === hosts.length, "must not repeat a host");

export const tagSchema = z.string().min(1).max(200);

export const settingsSchema = z.strictObject({
  name: textsSchema
    .refine((texts) => Object.keys(texts).length > 0, "must have a name in at least one language")
    .describe("The site's name, in each language that it has one in."),
  tagline: textsSchema.default({}).describe("A line below the name."),
  description: textsSchema.default({}).describe("What the site is about, for search engines."),
  languages: z
    .array(langSchema)
    .min(1)
    .max(20)
    .refine((langs) => new Set(langs).size === langs.length, "must not repeat a language")
    .describe("The first is the default: its pages have no prefix."),
  timeZone: z
    .string()
    .max(64)
    .refine(isTimeZone, 'must be an IANA time zone such as "Asia/Shanghai"')
    .describe("In which times are shown, and days begin."),
  hotline: z
    .strictObject({ label: textsSchema, number: z.string().trim().min(1).max(40) })
    .nullable()
    .default(null)
    .describe("The telephone number at the top of every page."),
  filings: z
    .array(z.strictObject({ label: z.string().trim().min(1).max(100), url: urlSchema.optional() }))
    .max(10)
    .default([])
    .describe("Filing numbers at the foot of every page, such as ICP and 公安."),
  embeds: z
    .strictObject({ hosts: hostsSchema })
    .default({ hosts: [] })
    .describe("Whose players texts may show in frames."),
  media: z
    .strictObject({ hosts: hostsSchema.nullable() })
    .default({ hosts: null })
    .describe("Whose pictures and recordings pages may show, beside the site's own; null: anybody's."),
  purges: z
    .array(z.strictObject({ tags: z.array(tagSchema).min(1).max(50), every: z.int().min(60).max(31_536_000) }))
    .max(20)
    .default([])
    .describe("Purges that recur: these tags, every so many seconds."),
});
export type Settings = z.infer<typeof settingsSchema>;

export const frameSchema = z.object({
  sections: z.array(
    z.object({
      id: z.int(),
      slug: z.string(),
      name: z.record(z.string(), z.string()),
      description: z.record(z.string(), z.string()),
    }),
  ),
  /** A title in each language that the page has a text in. A frame from before there were pages has none. */
  pages: z
    .array(
      z.object({
        id: z.int(),
        slug: z.string(),
        place: z.enum(["menu", "foot"]).nullable(),
        title: z.record(z.string(), z.string()),
      }),
    )
    .default([]),
  links: z.array(z.object({ name: z.string(), url: z.string() })),
  /** Hot searches that editors pinned … */
  searches: z.array(z.string()),
  /** … and those that readers type, by language. */
  typed: z.record(z.string(), z.array(z.string())).default({}),
});
export type Frame = z.infer<typeof frameSchema>;
export type FrameSection = Frame["sections"][number];
export type FramePage = Frame["pages"][number];

/** The language whose pages have no prefix. */
export const defaultLangOf = (settings: Settings): string => settings.languages[0] ?? "zh-CN";

/** A text in a language, else in the site's first language, else in any. */
export function inLang(texts: Record<string, string>, lang: string, settings: Settings): string {
  return texts[lang] ?? texts[defaultLangOf(settings)] ?? Object.values(texts)[0] ?? "";
}
