// What an operator chooses for an import: the same dump under other options is another import.

import * as z from "zod";

export const optionsSchema = z.strictObject({
  /** The slug of the section for texts without one; null: the site's first. */
  section: z.string().nullable(),
  /** Sections that the site does not have: made, or their texts go to the section above. */
  sections: z.enum(["create", "map"]),
  /** `draft`: all that comes is a draft; `keep`: it is what it was. */
  status: z.enum(["draft", "keep"]),
  /** The language of texts in none of the site's; null: the site's first. */
  lang: z.string().nullable(),
  /** Whether files of the old site are fetched from the hosts that the operator allows. */
  media: z.enum(["fetch", "list"]),
  /** Where the old site stood, for dumps that don't say it: `https://old.example`; null: not told. */
  site: z.string().nullable(),
});

export type ImportOptions = z.infer<typeof optionsSchema>;

/** The options in the one form in which they are kept. */
export const printOptions = ({ section, sections, status, lang, media, site }: ImportOptions): string =>
  JSON.stringify({ section, sections, status, lang, media, site });

export const parseOptions = (text: string): ImportOptions => optionsSchema.parse(JSON.parse(text));
