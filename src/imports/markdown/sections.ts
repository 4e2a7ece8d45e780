// Sections: folders of Hugo, and categories of Hexo and Jekyll.

import { slugify } from "../../content/slug";
import type { IncomingProblem, IncomingSection } from "../incoming";
import type { Fields } from "./fields";
import type { Layout } from "./layout";
import type { Place } from "./places";

export const sectionSlug = (category: string): string => slugify(category) || encodeURIComponent(category);

/** By the `_index.md` of a folder: in the site's first language, since a section comes in one. */
export function sectionOfFile(
  key: string,
  { slug, lang }: Place,
  fields: Fields,
  layout: Layout,
): IncomingSection | IncomingProblem {
  const name = fields.text("title") ?? slug;
  if (lang !== null && lang.toLowerCase() !== (layout.defaultLanguage ?? lang.toLowerCase())) {
    return { kind: "problem", key, detail: `The name of the section ${slug} in ${lang}, ${name}, was left out` };
  }
  return {
    kind: "section",
    key,
    slug,
    name,
    description: fields.text("description", "summary"),
    oldUrls: [`${layout.base}/${encodeURIComponent(slug)}/`],
  };
}

/** A section that only its articles name: a category, or a folder. */
export function sectionOfArticles(slug: string, category: string | null, layout: Layout): IncomingSection {
  const path =
    layout.generator === "hexo" ? `categories/${encodeURIComponent(category ?? slug)}` : encodeURIComponent(slug);
  const hadList = layout.generator === "hexo" || (layout.generator === "hugo" && category === null);
  return {
    kind: "section",
    key: `markdown:section:${slug}`,
    slug,
    name: category ?? slug,
    description: null,
    oldUrls: hadList ? [`${layout.base}/${path}/`] : [],
  };
}
