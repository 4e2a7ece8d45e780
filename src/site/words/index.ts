// Which words a language's pages speak; English for languages that have no catalogue.

import { en } from "./en";
import type { Words } from "./words";
import { zh } from "./zh";

const catalogues: Record<string, Words> = { zh, en };

export type { Words } from "./words";

/** The words for a BCP 47 tag, by its primary language: "zh-CN" speaks zh. */
export function wordsFor(lang: string): Words {
  const primary = lang.toLowerCase().split("-", 1)[0] ?? "";
  return Object.hasOwn(catalogues, primary) ? (catalogues[primary] ?? en) : en;
}

/** A language's name in itself, such as "简体中文" or "English"; the tag where it has none. */
export function languageName(lang: string): string {
  try {
    const { language, script } = new Intl.Locale(lang).maximize();
    // Chinese is told apart by its script, not by a country.
    const named = language === "zh" ? `zh-${script}` : lang;
    return new Intl.DisplayNames(lang, { type: "language" }).of(named) ?? lang;
  } catch (error) {
    if (error instanceof RangeError) return lang;
    throw error;
  }
}
