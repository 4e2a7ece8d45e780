// Where items of another system are taken in: the site as a step found it, and what the operator chose.

import { openDatabase } from "../../db/client";
import { defaultLangOf } from "../../db/settings";
import { readSite, type SiteState } from "../../publishing/site-change";
import type { Turn } from "../formats";
import type { ImportOptions } from "../options";

export interface ForeignPlace extends Turn {
  options: ImportOptions;
  site: SiteMemory;
}

/**
 * The site's settings and sections, read once a step: commands read them again, so nothing wrong is saved from what is old here.
 * Whoever changes the site forgets them.
 */
export class SiteMemory {
  #state: SiteState | null = null;

  async read({ desk, spend }: Turn): Promise<SiteState> {
    if (this.#state !== null) return this.#state;
    spend(1);
    this.#state = await readSite(openDatabase(desk.d1.withSession("first-primary")));
    return this.#state;
  }

  forget(): void {
    this.#state = null;
  }
}

/** The language of a text: the site's own tag for it, else that of another form of it; null: the site has none. */
function siteLang(lang: string, { settings }: SiteState): string | null {
  const [wished] = canonical(lang);
  if (wished === undefined) return null;
  const baseOf = (tag: string) => tag.split("-", 1)[0];
  const { languages } = settings;
  return languages.find((tag) => tag === wished) ?? languages.find((tag) => baseOf(tag) === baseOf(wished)) ?? null;
}

/** Other systems write `zh_CN` too. Nothing for what is no language tag. */
function canonical(lang: string): string[] {
  try {
    return Intl.getCanonicalLocales(lang.trim().replaceAll("_", "-"));
  } catch (error) {
    if (error instanceof RangeError) return [];
    throw error;
  }
}

/** The language that a text gets here. */
export function langFor(
  lang: string | null,
  { site, options, notes }: { site: SiteState; options: ImportOptions; notes: string[] },
): string {
  const fallback = options.lang ?? defaultLangOf(site.settings);
  if (lang === null) return fallback;
  const found = siteLang(lang, site);
  if (found === null) notes.push(`its language, ${lang}, is none of this site's: taken as ${fallback}`);
  return found ?? fallback;
}
