// The site as one page sees it: settings and frame in the page's language, and how that language's addresses and tags are written.

import { type Addresses, addressesIn } from "../content/addresses";
import {
  defaultLangOf,
  type Frame,
  type FramePage,
  type FrameSection,
  frameSchema,
  inLang,
  type Settings,
  settingsSchema,
} from "../db/settings";
import { type ListTags, listTags } from "../pages/tags";
import type { PageLink } from "./views";
import { type Words, wordsFor } from "./words";

export interface SiteView {
  settings: Settings;
  frame: Frame;
  /** The ledger's version of the snapshot that all of a page is read from. */
  version: number;
  incarnation: string;
  lang: string;
  defaultLang: string;
  words: Words;
  addresses: Addresses;
  tags: ListTags;
  text: (texts: Record<string, string>) => string;
}

interface SiteRow {
  incarnation: string;
  settings: unknown;
  frame: unknown;
  ledgerVersion: number;
}

/** A path names a language that is not the site's, or its first, whose pages have no prefix. Known only once the site is read. */
export class MisplacedLanguage extends Error {
  readonly isDefault: boolean;

  constructor(lang: string, isDefault: boolean) {
    super(`no page begins with the language ${lang}`);
    this.isDefault = isDefault;
  }
}

/** The site in the language that a path names; null: the site's first. Throws `MisplacedLanguage`. */
export function siteView(row: SiteRow | undefined, pathLang: string | null): SiteView {
  if (row === undefined) throw new Error("the site's row is missing");
  const settings = settingsSchema.parse(row.settings);
  const frame = frameSchema.parse(row.frame);
  const defaultLang = defaultLangOf(settings);
  if (pathLang !== null && (pathLang === defaultLang || !settings.languages.includes(pathLang))) {
    throw new MisplacedLanguage(pathLang, pathLang === defaultLang);
  }
  const lang = pathLang ?? defaultLang;
  return {
    settings,
    frame,
    version: row.ledgerVersion,
    incarnation: row.incarnation,
    lang,
    defaultLang,
    words: wordsFor(lang),
    addresses: addressesIn(lang, defaultLang),
    tags: listTags(lang, defaultLang),
    text: (texts) => inLang(texts, lang, settings),
  };
}

export const sectionById = ({ frame }: SiteView, id: number): FrameSection | undefined =>
  frame.sections.find((section) => section.id === id);

export const pageById = ({ frame }: SiteView, id: number): FramePage | undefined =>
  frame.pages.find((page) => page.id === id);

export const sectionLink = (site: SiteView, section: FrameSection): PageLink => ({
  name: site.text(section.name),
  href: site.addresses.section(section.slug),
});
