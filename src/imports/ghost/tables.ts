// The tables of a Ghost export, versions 1 to 6: what is read of each row.

import * as z from "zod";

/** Numbers until version 1, then 24 hexadecimal digits. */
const id = z.union([z.string(), z.number()]).transform(String);
const text = z.string().nullish();
/** Ms since the epoch, or a time in UTC, with or without saying so. */
const time = z.union([z.string(), z.number()]).nullish();
const flag = z.union([z.boolean(), z.number()]).nullish().transform(Boolean);

export const postRow = z.object({
  id,
  title: z.string(),
  slug: text,
  html: text,
  lexical: text,
  mobiledoc: text,
  /** Since version 3; before, `page`. */
  type: text,
  page: flag,
  status: text,
  visibility: text,
  published_at: time,
  custom_excerpt: text,
  feature_image: text,
  featured: flag,
  locale: text,
  canonical_url: text,
  author_id: id.nullish(),
});
export type PostRow = z.infer<typeof postRow>;

/** What the first pass reads of a post. */
export const postAddress = z.object({ slug: z.string() });

export const metaRow = z.object({
  post_id: id,
  feature_image_alt: text,
  feature_image_caption: text,
  email_only: flag,
});
export const tagRow = z.object({ id, name: z.string(), slug: z.string(), description: text, visibility: text });
export const userRow = z.object({ id, name: z.string() });
export const postTagRow = z.object({ post_id: id, tag_id: id, sort_order: z.number().nullish() });
export const postAuthorRow = z.object({ post_id: id, author_id: id, sort_order: z.number().nullish() });

export type MetaRow = z.infer<typeof metaRow>;
export type TagRow = z.infer<typeof tagRow>;

/** Since version 1 a time is written as ISO 8601, before as SQL has it. Null: there is none. */
export function toMs(time: PostRow["published_at"]): number | null {
  if (typeof time === "number") return time;
  if (!time) return null;
  const hasZone = /(?:[zZ]|[+-]\d\d:?\d\d)$/.test(time);
  const ms = Date.parse(hasZone ? time : `${time.replace(" ", "T")}Z`);
  return Number.isNaN(ms) ? null : ms;
}
