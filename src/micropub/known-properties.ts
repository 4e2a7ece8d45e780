// The properties of an h-entry that have a place in an article. All others are ignored (Micropub §3.3.5).

import * as z from "zod";
import { address } from "../http/schemas/text";

/** A picture or a recording: its address, or the file itself, and what a picture shows in words. */
export interface Media {
  url: string | File;
  alt: string;
}

/** At most so many of each kind in a post: a file costs calls to R2 and D1, of which a request has a limited number. */
export const MAX_MEDIA = 10;

const one = <T>(value: z.ZodType<T>) =>
  z
    .array(value)
    .max(1, "takes one value")
    .transform(([first]) => first)
    .optional();

/** A text; also as parsers of microformats2 write one that has markup too. Clients send lone numbers as such. */
const text = z
  .union(
    [z.string(), z.number().transform(String), z.object({ value: z.string() }).transform(({ value }) => value)],
    "must be a text",
  )
  .transform((it) => it.trim());

/** As it was written: what was sent as `html` is HTML, a mere text is Markdown. */
const content = z.union(
  [
    z.string().transform((source) => ({ format: "markdown" as const, text: source })),
    z.object({ html: z.string() }).transform(({ html }) => ({ format: "html" as const, text: html })),
    z.object({ value: z.string() }).transform(({ value }) => ({ format: "markdown" as const, text: value })),
  ],
  'must be a text, or HTML as {"html": …}',
);

const alt = z.string("must be a text").transform((words) => words.replace(/\s+/gu, " ").trim());

const media = z
  .array(
    z.union<z.ZodType<Media>[]>(
      [
        z.instanceof(File).transform((file) => ({ url: file, alt: "" })),
        address.transform((url) => ({ url, alt: "" })),
        z.object({ value: address, alt: alt.default("") }).transform((it) => ({ url: it.value, alt: it.alt })),
      ],
      'must be an absolute http or https URL, or {"value": URL, "alt": text}',
    ),
  )
  .max(MAX_MEDIA, `takes ${MAX_MEDIA} at most`)
  .default([]);

/** Of people and places among the categories there is no use here. */
const category = z
  .array(z.unknown())
  .transform((values) => values.filter((value) => typeof value === "string").filter((tag) => tag.trim() !== ""))
  .default([]);

/** An author by name, or as an h-card. */
const author = z
  .union([
    z.string(),
    z
      .object({ properties: z.object({ name: z.tuple([z.string()], z.unknown()) }) })
      .transform((it) => it.properties.name[0]),
  ])
  .catch("")
  .transform((name) => name.trim() || undefined);

/** Only what everybody may see has a place here: an unlisted or private post must not come out by mistake. */
const visibility = z.literal("public", "must be public: there is nothing else here");

export const knownPropertiesSchema = z.object({
  name: one(text),
  summary: one(text),
  content: one(content),
  category,
  photo: media,
  video: media,
  audio: media,
  author: one(author),
  published: one(text),
  "post-status": one(z.enum(["published", "draft"], "must be published or draft")),
  visibility: one(visibility),
  "mp-slug": one(text),
  /** Sections by their slugs. */
  "mp-channel": one(text),
  /** What each photo shows in words, in their order: in forms, where a photo has no place for it. */
  "mp-photo-alt": z.array(alt).default([]),
});

export type KnownProperties = z.infer<typeof knownPropertiesSchema>;
export type KnownProperty = keyof KnownProperties;
