// Which words a language's pages speak; English for languages that have no catalogue.

import { en } from "./en";
import type { Words } from "./words";
import { zh } from "./zh";
import { zhHant } from "./zh-hant";

/** By language, or by language and script where a language has several. */
const catalogues: ReadonlyMap<string, Words> = new Map([
  ["zh", zh],
  ["zh-Hant", zhHant],
  ["en", en],
]);

export type { Words } from "./words";

/** The words for a BCP 47 tag, by its language and script: "zh-CN" speaks zh, "zh-TW" zh-Hant. */
export function wordsFor(lang: string): Words {
  const locale = likelyLocale(lang);
  if (locale === null) return en;
  return catalogues.get(`${locale.language}-${locale.script}`) ?? catalogues.get(locale.language) ?? en;
}

/** A language's name in itself, such as "简体中文" or "English"; the tag where it has none. */
export function languageName(lang: string): string {
  const locale = likelyLocale(lang);
  if (locale === null) return lang;
  // Chinese is told apart by its script, not by a country.
  const named = locale.language === "zh" ? `zh-${locale.script}` : lang;
  return new Intl.DisplayNames(lang, { type: "language" }).of(named) ?? lang;
}

/** A tag with the script that it most likely means; null for what is no tag. */
function likelyLocale(lang: string): Intl.Locale | null {
  try {
    return new Intl.Locale(lang).maximize();
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
