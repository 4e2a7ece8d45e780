// Where a text stood: what its front matter says, and what its generator made of its path.

import { slugify } from "../../content/slug";
import type { Fields } from "./fields";
import type { Generator, Layout } from "./layout";
import type { Place } from "./places";
import { dayOf } from "./times";

export interface Addressed {
  place: Place;
  fields: Fields;
  /** As front matter or the file's name has it; null without one. */
  date: string | null;
  categories: readonly string[];
}

/** Jekyll's names for patterns. */
const STYLES: Readonly<Record<string, string>> = {
  date: "/:categories/:year/:month/:day/:title.html",
  pretty: "/:categories/:year/:month/:day/:title/",
  none: "/:categories/:title.html",
};

/** Absolute URLs, or paths where the settings don't say the site's. */
export function oldUrlsOf(text: Addressed, layout: Layout): string[] {
  const { fields } = text;
  const named = [fields.text("url", "permalink"), ...fields.list("aliases"), ...fields.list("redirect_from", "alias")];
  const isPattern = (address: string) => /:\w/.test(address.replace(/^https?:/, ""));
  const given = named.filter((address) => address !== null && !isPattern(address));
  const pattern = patternOf(text, layout);
  const made = pattern === null ? null : expand(pattern, text, layout.generator);
  const all = [...given, ...(given[0] === named[0] && named[0] !== null ? [] : [made])];
  return [...new Set(all.flatMap((address) => (address ? [absolute(address, layout.base)] : [])))];
}

function absolute(address: string, base: string): string {
  if (URL.canParse(address)) return address;
  return `${base}/${address.replace(/^\/+/, "")}`;
}

/** Null: nobody knows. */
function patternOf({ place, fields }: Addressed, { generator, settings }: Layout): string | null {
  const own = fields.text("permalink");
  if (own !== null && /:\w/.test(own)) return own;
  const path = [...place.folders, place.slug].join("/");
  switch (generator) {
    case "hugo": {
      const lang = place.lang === null ? "" : `/${place.lang}`;
      const permalinks = settings.under("permalinks");
      const pattern = permalinks.text(place.section ?? "") ?? permalinks.under("page").text(place.section ?? "");
      if (pattern !== null) return lang + pattern;
      const slug = fields.text("slug") ?? place.slug;
      return `${lang}/${[...place.folders, slug].map(encodeURIComponent).join("/")}/`;
    }
    case "hexo":
      return place.role === "page" ? `/${path}/` : (settings.text("permalink") ?? ":year/:month/:day/:title/");
    case "jekyll": {
      if (place.role === "page") return `/${path}.html`;
      const style = settings.text("permalink") ?? "date";
      return STYLES[style] ?? style;
    }
    case "plain":
      return null;
  }
}

/** A pattern with a text's own values; null where it asks for what is not known. */
function expand(pattern: string, { place, fields, date, categories }: Addressed, generator: Generator): string | null {
  const day = date === null ? null : dayOf(date);
  // Hugo makes it of the title, the others of the file's name.
  const slug = fields.text("slug") ?? (generator === "hugo" ? slugify(fields.text("title") ?? "") : place.slug);
  const parts = (list: readonly string[]) => list.map((part) => encodeURIComponent(part)).join("/");
  const values: Record<string, string | undefined> = {
    year: day?.year,
    month: day?.month,
    i_month: day?.month.replace(/^0/, ""),
    day: day?.day,
    i_day: day?.day.replace(/^0/, ""),
    title: parts([...(generator === "hexo" ? place.folders : []), slug]),
    name: parts([place.slug]),
    slug: parts([slug]),
    filename: parts([place.slug]),
    contentbasename: parts([place.slug]),
    section: parts(place.folders.slice(0, 1)),
    sections: parts(place.folders),
    categories: parts(categories.map((category) => category.toLowerCase())),
    output_ext: ".html",
  };
  let isKnown = true;
  const expanded = pattern.replace(/:([a-z_]+)/g, (_, name: string) => {
    if (values[name] === undefined) isKnown = false;
    return values[name] ?? "";
  });
  return isKnown ? expanded.replace(/\/{2,}/g, "/") : null;
}
