// A Markdown file in the common form.

import type { Incoming, IncomingArticle, IncomingText } from "../incoming";
import { coverOf } from "./cover";
import { outsideCode } from "./fences";
import { type Fields, partText } from "./fields";
import { replaceShortcodes } from "./hugo-shortcodes";
import type { Generator, Layout } from "./layout";
import { replaceLiquid, replaceTags } from "./liquid";
import { decodeText } from "./names";
import { oldUrlsOf } from "./permalinks";
import type { Place } from "./places";
import { References } from "./references";
import { sectionOfFile, sectionSlug } from "./sections";
import { readDate } from "./times";
import type { ZipFile } from "./zip";

/** What a text became, and what it needs beside it. */
export interface ReadText {
  item: Incoming;
  /** The files in the ZIP that it names. */
  files: ReadonlySet<string>;
  /** The category that is its section, as people read it; null where the folder is. */
  category: string | null;
}

export interface Site {
  layout: Layout;
  files: ReadonlyMap<string, ZipFile>;
  /** The path of the text that one translates, by the path of the translation. */
  originals: ReadonlyMap<string, string>;
}

/** In the order in which they are done. */
const CHANGES: Readonly<Record<Generator, (text: string, notes: Set<string>) => string>> = {
  hugo: replaceShortcodes,
  hexo: replaceTags,
  jekyll: replaceLiquid,
  plain: (text) => text,
};

export const keyOf = (path: string, { root }: Layout): string => `markdown:${path.slice(root.length)}`;

/** Reads a file's bytes; null: it is damaged. */
export function readText(file: ZipFile, bytes: Uint8Array | null, place: Place, site: Site): ReadText {
  const key = keyOf(file.path, site.layout);
  const nothing = (detail: string): ReadText => ({
    item: { kind: "problem", key, detail },
    files: new Set(),
    category: null,
  });
  if (bytes === null) return nothing("The file is damaged");
  const { text, note } = decodeText(bytes);
  const parted = partText(text);
  if (!parted.ok) return nothing(`Its front matter can't be read: ${parted.reason}`);
  const { fields } = parted;
  if (place.role === "section")
    return { item: sectionOfFile(key, place, fields, site.layout), files: new Set(), category: null };

  const notes = new Set<string>(note === null ? [] : [note]);
  const references = new References(file.path, site.layout, site.files, notes);
  const changed = outsideCode(parted.body.replace(/\r\n?/g, "\n"), (part) =>
    CHANGES[site.layout.generator](part, notes),
  );
  const body = outsideCode(changed, (part) => references.rewrite(part)).trim();
  const categories = fields.list("categories", "category");
  const base = { key, place, fields, body, categories, references };

  const isDraft = place.isDraft || fields.flag("draft") === true || fields.flag("published") === false;
  const isPage =
    place.role === "page" || (fields.text("layout", "type") === "page" && site.layout.generator === "plain");
  if (isPage) {
    if (isDraft) return nothing("The page was not taken: it is a draft, and pages here are public");
    const item = { ...toText(base, site, null), kind: "page" as const, notes: [...notes] };
    return { item, files: references.files, category: null };
  }
  return toArticle({ ...base, isDraft, notes }, site);
}

interface Base {
  key: string;
  place: Place;
  fields: Fields;
  body: string;
  categories: string[];
  references: References;
}

function toArticle(text: Base & { isDraft: boolean; notes: Set<string> }, site: Site): ReadText {
  const { place, fields, categories, references, notes } = text;
  const written = fields.text("publishdate") ?? fields.text("date") ?? place.date;
  const publishedAt = written === null ? null : readDate(written);
  if (written !== null && publishedAt === null) notes.add(`Its date, ${written}, can't be read.`);
  const expires = fields.text("expirydate");
  const inFolder = place.section !== null;
  const category = inFolder ? null : (categories[0] ?? null);
  const others = inFolder ? categories : categories.slice(1);
  for (const other of others) notes.add(`The category ${other} became a tag: an article has one section.`);
  const cover = coverOf(fields, references);
  const original = site.originals.get(references.text);
  const item: IncomingArticle = {
    ...toText(text, site, written),
    kind: "article",
    section: place.section ?? (category === null ? null : sectionSlug(category)),
    sectionName: category,
    publishedAt,
    expireAt: expires === null ? null : readDate(expires),
    status: text.isDraft ? "draft" : "published",
    author: fields.list("author", "authors").join(", ") || null,
    summary: fields.text("summary", "description", "excerpt", "subtitle"),
    tags: [...new Set([...fields.list("tags", "tag"), ...others])],
    source: null,
    cover,
    articleKind: null,
    translationOf: original === undefined ? null : keyOf(original, site.layout),
    media: [...references.media],
    notes: [...notes],
  };
  return { item, files: references.files, category };
}

function toText(
  { key, place, fields, body, categories, references }: Base,
  site: Site,
  date: string | null,
): Omit<IncomingText, "notes"> {
  const title = fields.text("title");
  const heading = /^#[ \t]+(.+?)[ \t]*#*(?:\n|$)/.exec(body);
  return {
    key,
    title: title ?? heading?.[1] ?? place.slug,
    slug: fields.text("slug") ?? place.slug,
    format: "markdown",
    // A page shows its title already.
    body: title === null && heading ? body.slice(heading[0].length).trim() : body,
    lang: fields.text("lang", "language") ?? place.lang,
    oldUrls: oldUrlsOf({ place, fields, date, categories }, site.layout),
    media: [...references.media],
  };
}
