// What search is asked: from what somebody typed to FTS5 expressions, best kind of match first.
// Made for FTS5 tables with the columns of `indexArticle`. Only quoted runs of letters, digits and emoji come from the
// input, so FTS5's own operators and quotes, typed by accident, do no harm.

import { CJK, EMOJI } from "./cjk";
import { fold } from "./fold";
import { gramPhrase, RUN } from "./grams";
import { MAX_QUERY_LENGTH, MAX_RANKED_LENGTH, MAX_SUGGESTING_WORDS } from "./limits";
import { wordsOf } from "./words";

const WORTH_ASKING = new RegExp(`[\\p{L}\\p{N}${CJK}${EMOJI}]`, "u");
const HAS_WIDE = new RegExp(`[${CJK}${EMOJI}]`, "u");

export interface SearchQuery {
  /** The runs that were typed, folded, none twice. Every one must be in an article for it to be found. */
  parts: string[];
  /** MATCH expressions, the best kind of match first; no article matches two of them. */
  tiers: string[];
  /** How the longest part may be spelt in a text, in lower case: as it was typed, and folded. */
  spellings: [string, string];
}

/** The search for what somebody typed, of which the first MAX_QUERY_LENGTH code points count; null: nothing to look for. */
export function searchQuery(typed: string): SearchQuery | null {
  const parts = partsOf(typed);
  const [longest] = parts.toSorted((a, b) => b.length - a.length);
  if (longest === undefined) return null;
  const asTyped = typed
    .toLowerCase()
    .match(RUN)
    ?.find((run) => fold(run) === longest);
  return { parts, tiers: tiersOf(parts), spellings: [asTyped ?? longest, longest] };
}

/** The MATCH expression of all articles that a search finds; null: nothing to look for. */
export function searchMatch(typed: string): string | null {
  const parts = partsOf(typed);
  return parts.length === 0 ? null : everyPart(parts, "article", "run");
}

/** MATCH expressions for titles with all of these words, then for those with any; null: no words. */
export function titleTiers(words: readonly string[]): string[] | null {
  const parts = partsOf(words.join(" ")).slice(0, MAX_SUGGESTING_WORDS);
  if (parts.length === 0) return null;
  const all = everyPart(parts, "title", "word");
  const any = parts.map((part) => onePart(part, "title", "word")).join(" OR ");
  return parts.length === 1 ? [all] : [all, `(${any}) NOT (${all})`];
}

/** Titles before texts, and in each of them words before mere runs of characters. */
function tiersOf(parts: readonly string[]): string[] {
  const titleRuns = everyPart(parts, "title", "run");
  const runs = everyPart(parts, "article", "run");
  if ([...parts.join("")].length > MAX_RANKED_LENGTH) return [titleRuns, `(${runs}) NOT (${titleRuns})`];
  const titleWords = everyPart(parts, "title", "word");
  const words = everyPart(parts, "article", "word");
  return [
    titleWords,
    `(${titleRuns}) NOT (${titleWords})`,
    `(${words}) NOT (${titleRuns})`,
    `(${runs}) NOT ((${titleRuns}) OR (${words}))`,
  ];
}

type Place = "title" | "article";
type How = "word" | "run";

const everyPart = (parts: readonly string[], place: Place, how: How): string =>
  parts.map((part) => onePart(part, place, how)).join(" AND ");

/** Of a run, words on either side of a comma are none: so words alone show only how a run that is there is to be ranked. */
function onePart(part: string, place: Place, how: How): string {
  const words = `${place === "title" ? "title" : "{title body}"} : "${wordsOf(part).join(" ")}"`;
  const run = `${place === "title" ? "title_runs" : "{title_runs body_runs}"} : ${gramPhrase(part)}`;
  if (HAS_WIDE.test(part)) return how === "word" ? `(${words} AND ${run})` : run;
  return how === "word" ? words : `(${words} OR ${run})`;
}

/** The runs of what was typed. */
function partsOf(typed: string): string[] {
  const text = fold([...typed].slice(0, MAX_QUERY_LENGTH).join(""));
  return [...new Set(text.match(RUN) ?? [])].filter((part) => WORTH_ASKING.test(part));
}
