// Which of the searches that readers typed are shown to others: what many typed lately, in each language.
//
// score = Σ over the last 7 days of searches × weight (7 today, 6 yesterday … 1); a third of it for a term that is shown already.

import { sql } from "drizzle-orm";
import { fold } from "../content/fold";
import { localDay } from "../content/local-time";
import { Batch } from "../db/batch";
import type { Database } from "../db/client";
import { unlessStop } from "../db/guard";
import { purgeTags } from "../db/ledger";
import { site } from "../db/schema";
import { frameSchema, settingsSchema } from "../db/settings";
import { siteAndVersion } from "../db/site";
import { allSearchTerms } from "../db/site-writes";
import {
  forgetTypedSearches,
  hotSearchList,
  saveHotSearches,
  showHotSearches,
  type TypedSearch,
  typedOn,
} from "../db/typed-searches";
import { RANKING } from "../pages/tags";
import { dayBefore } from "../reads/days";
import { DAYS_KEPT, MAX_RANKED_A_DAY, MIN_VISITORS, RECENT_DAYS, SHARE_OF_SHOWN, SHOWN_TERMS } from "./limits";
import { isBlocked } from "./term";
import { countVisitors } from "./visitor";

export interface HotTerm {
  lang: string;
  term: string;
}

/** What the choice is made from. */
export interface Typed {
  today: string;
  searches: readonly TypedSearch[];
  languages: readonly string[];
  pinned: readonly string[];
  blocked: readonly string[];
  /** What is shown as yet. */
  shown: readonly HotTerm[];
}

/** The terms to show after the pinned ones, language by language, the hottest first. */
export function chooseHot({ today, searches, languages, pinned, blocked, shown }: Typed): HotTerm[] {
  const weights = new Map(Array.from({ length: RECENT_DAYS }, (_, ago) => [dayBefore(today, ago), RECENT_DAYS - ago]));
  const places = Math.max(0, SHOWN_TERMS - pinned.length);
  const pinnedTerms = new Set(pinned.map(fold));
  return languages.flatMap((lang) => {
    const shownTerms = new Set(shown.filter((term) => term.lang === lang).map(({ term }) => fold(term)));
    const byTerm = Map.groupBy(
      searches.filter((search) => search.lang === lang && weights.has(search.day)),
      ({ term }) => term,
    );
    return [...byTerm]
      .filter(([term]) => !pinnedTerms.has(term) && !isBlocked(term, blocked))
      .filter(([, days]) => days.reduce((sum, { visitors }) => sum + countVisitors(visitors), 0) >= MIN_VISITORS)
      .map(([term, days]) => ({
        term: days.toSorted((a, b) => b.searches - a.searches)[0]?.shown ?? term,
        score:
          days.reduce((sum, { day, searches: count }) => sum + count * (weights.get(day) ?? 0), 0) *
          (shownTerms.has(term) ? SHARE_OF_SHOWN : 1),
      }))
      .sort((a, b) => b.score - a.score || (a.term < b.term ? -1 : 1))
      .slice(0, places)
      .map(({ term }) => ({ lang, term }));
  });
}

/**
 * Brings the hot searches up to date, and forgets old ones. Purges `ranking` in the same batch, and only if the list changed, so
 * it can die anywhere and run twice. Two waits, or three.
 */
export async function rankSearches(db: Database, now: number): Promise<{ changed: boolean }> {
  const [[row], terms, shown] = await db.batch([siteAndVersion(db), allSearchTerms(db), hotSearchList(db)]);
  const { timeZone, languages } = settingsSchema.parse(row?.settings);
  const today = localDay(now, timeZone);
  const days = Array.from({ length: RECENT_DAYS }, (_, ago) => dayBefore(today, ago));
  const [, ...typed] = await db.batch([
    forgetTypedSearches(db, dayBefore(today, DAYS_KEPT)),
    ...days.map((day) => typedOn(db, day, MAX_RANKED_A_DAY)),
  ]);
  const termsIn = (list: "pinned" | "blocked") => terms.filter((term) => term.list === list).map(({ term }) => term);
  const lists = { pinned: termsIn("pinned"), blocked: termsIn("blocked") };
  const hot = chooseHot({ today, searches: typed.flat(), languages, ...lists, shown });
  if (isSame(byLang(hot), frameSchema.parse(row?.frame).typed)) return { changed: false };

  const batch = new Batch(db);
  // The block list may have grown meanwhile: then nothing is written, and the next run sees it.
  batch.add(unlessStop(db, sql`(select version from ${site} where id = 1) = ${row?.siteVersion ?? 0}`));
  batch.addAll(saveHotSearches(db, hot));
  batch.add(showHotSearches(db));
  batch.add(purgeTags(db, [RANKING], { at: now, by: "system", reason: "the hot searches changed" }));
  await batch.run();
  return { changed: true };
}

const byLang = (terms: readonly HotTerm[]): Record<string, string[]> =>
  Object.fromEntries(
    [...Map.groupBy(terms, ({ lang }) => lang)].map(([lang, of]) => [lang, of.map(({ term }) => term)]),
  );

/** Whether each language has the same terms in the same order. */
const isSame = (one: Record<string, string[]>, other: Record<string, string[]>): boolean =>
  [...new Set([...Object.keys(one), ...Object.keys(other)])].every(
    (lang) => JSON.stringify(one[lang] ?? []) === JSON.stringify(other[lang] ?? []),
  );
