// The frame around a page's content, in the page's language.

import { type Addresses, addressesIn } from "../content/addresses";
import type { FramePage } from "../db/settings";
import type { SiteView } from "./site-view";
import type { Shell } from "./views";
import type { Visit } from "./visit";
import { languageName } from "./words";

export interface ShellOptions {
  /** The section that the page belongs to. */
  section?: string | undefined;
  /** The standing page that it is. */
  standingPage?: number | undefined;
  /** Where the same page is in other languages; the home page where it is not. */
  translations?: Readonly<Record<string, string>>;
}

export function shellOf(site: SiteView, visit: Visit, options: ShellOptions = {}): Shell {
  const { section, standingPage, translations = {} } = options;
  const { settings, frame, lang, defaultLang, addresses, text } = site;
  const { hotline } = settings;
  return {
    lang,
    origin: visit.origin,
    timeZone: settings.timeZone,
    brand: text(settings.name),
    tagline: text(settings.tagline),
    description: text(settings.description),
    homeHref: addresses.home,
    searchHref: addresses.search(),
    hotline: hotline === null ? null : { label: text(hotline.label), number: hotline.number },
    menu: [
      ...frame.sections.map(({ slug, name }) => ({
        name: text(name),
        href: addresses.section(slug),
        current: slug === section,
      })),
      ...pagesAt("menu", site, standingPage),
    ],
    footPages: pagesAt("foot", site, standingPage),
    hotSearches: [...new Set([...frame.searches, ...(frame.typed[lang] ?? [])])].map((term) => ({
      name: term,
      href: addresses.search(term),
      lang: chineseOnOther(term, site),
    })),
    friendLinks: frame.links.map(({ name, url }) => ({ name, href: url })),
    filings: settings.filings.map(({ label, url }) => ({ label, href: url ?? null })),
    languages: settings.languages.map((other) => ({
      lang: other,
      name: languageName(other),
      href: translations[other] ?? addressesIn(other, defaultLang).home,
      current: other === lang,
    })),
  };
}

const HAN = /\p{Script=Han}/u;
const WRITTEN_IN_HAN = /^(?:zh|ja)\b/;

/** The site's Chinese, for Chinese words on a page in another language: so a screen reader says them, a browser sets them. */
const chineseOnOther = (text: string, { lang, settings }: SiteView): string | undefined =>
  WRITTEN_IN_HAN.test(lang) || !HAN.test(text)
    ? undefined
    : (settings.languages.find((one) => WRITTEN_IN_HAN.test(one)) ?? "zh");

/** The standing pages that have their place there, and a text in this language. */
const pagesAt = (at: "menu" | "foot", { frame, lang, addresses }: SiteView, current: number | undefined) =>
  frame.pages.flatMap(({ id, slug, place, title }) => {
    const name = title[lang];
    return place !== at || name === undefined ? [] : [{ name, href: addresses.page(slug), current: id === current }];
  });

/** The feed that a page announces: the site's, or its section's. */
export const feedLink = ({ addresses, text, settings }: SiteView, section: { slug: string; name: string } | null) => ({
  title: section === null ? text(settings.name) : `${section.name} · ${text(settings.name)}`,
  href: addresses.feed(section?.slug ?? null, "atom"),
  jsonHref: addresses.feed(section?.slug ?? null, "json"),
});

/** The same list in each language of the site, by language; none for a site of one language. */
export function inEachLang({ settings, defaultLang }: SiteView, pathIn: (addresses: Addresses) => string) {
  if (settings.languages.length < 2) return {};
  return Object.fromEntries(settings.languages.map((lang) => [lang, pathIn(addressesIn(lang, defaultLang))]));
}

/** A standing page in each language that it has a text in, by language; none for a page that is in one. */
export function pageInEachLang({ settings, defaultLang }: SiteView, { slug, title }: FramePage) {
  const langs = settings.languages.filter((lang) => title[lang] !== undefined);
  if (langs.length < 2) return {};
  return Object.fromEntries(langs.map((lang) => [lang, addressesIn(lang, defaultLang).page(slug)]));
}

/** Paths by language as absolute `hreflang` links. */
export const hreflangs = (paths: Readonly<Record<string, string>>, { origin }: Visit) =>
  Object.entries(paths).map(([lang, path]) => ({ lang, href: `${origin}${path}` }));
