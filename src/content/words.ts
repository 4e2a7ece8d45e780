// What full-text search reads and is asked: words for the ranking, pairs of characters so that nothing Chinese is missed.
// Made for FTS5 tables (title, body, pairs) with tokenize='porter unicode61 remove_diacritics 2'.

import { CJK } from "./cjk";
import { MAX_QUERY_LENGTH } from "./limits";

const RUN = new RegExp(`[${CJK}]+`, "gu");
const RUN_OR_WORD = new RegExp(`(?<run>[${CJK}]+)|(?:(?![${CJK}])[\\p{L}\\p{N}\\p{M}])+`, "gu");
const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu;
const WORTH_ASKING = /[\p{L}\p{N}]/u;

// Stands between runs in `pairs`, where queries only ever look for CJK: so no phrase reaches from one run into the next.
const GAP = "x";

const segmenter = new Intl.Segmenter("zh", { granularity: "word" });

/** A text for `title` or `body`: NFKC, lower case, runs of Han, Kana and Hangul cut into words, all apart by spaces. */
export function indexWords(text: string): string {
  // One call a run, never the whole: the segmenter is many times slower on long texts.
  return normalise(text)
    .replace(RUN, (run) => ` ${wordsOf(run).join(" ")} `)
    .replace(/\s+/g, " ")
    .trim();
}

/**
 * A text for `pairs`: of each run of Han, Kana and Hangul its overlapping pairs, and its last character by itself, so
 * that the prefix query for a single character finds it there too. "" if there is no such run.
 */
export function indexPairs(text: string): string {
  const runs = normalise(text).match(RUN) ?? [];
  return runs.map((run) => [...pairsOf(run), ...[...run].slice(-1)].join(" ")).join(` ${GAP} `);
}

/**
 * The MATCH expression for what somebody typed, of which the first MAX_QUERY_LENGTH code points count; null if there is
 * nothing to look for. Every term must occur: runs of Chinese as they stand, words by their stem, the last word as the
 * beginning of one. Only quoted strings come from the input, so FTS5's operators and quotes do no harm.
 */
export function searchQuery(q: string): string | null {
  const terms = termsOf(q);
  if (terms.length === 0) return null;

  const lastWord = terms.findLast((term) => !term.isRun);
  const required = terms.map((term) =>
    term.isRun ? `pairs : ${runPhrase(term.text)}` : `{title body} : "${term.text}"${term === lastWord ? " *" : ""}`,
  );
  // Beside the run that is required, its words may occur: they change no result, only its rank, by the title's weight.
  const ranking = terms.filter((term) => term.isRun).map((term) => `{title body} : "${wordsOf(term.text).join(" ")}"`);
  const all = required.join(" AND ");
  return ranking.length === 0 ? all : `${all} AND (${[all, ...ranking].join(" OR ")})`;
}

/** The terms of a query to be highlighted: runs of Chinese and other words, NFKC, lower case, none twice. */
export function queryTerms(q: string): string[] {
  return [...new Set(termsOf(q).map((term) => term.text))];
}

type Term = { text: string; isRun: boolean };

function termsOf(q: string): Term[] {
  const text = [...normalise(q)].slice(0, MAX_QUERY_LENGTH).join("");
  return [...text.matchAll(RUN_OR_WORD)]
    .filter(([term]) => WORTH_ASKING.test(term))
    .map(([term, ...groups]) => ({ text: term, isRun: groups[0] !== undefined }));
}

function runPhrase(run: string): string {
  const pairs = pairsOf(run);
  return pairs.length > 0 ? `"${pairs.join(" ")}"` : `"${run}" *`;
}

function pairsOf(run: string): string[] {
  const characters = [...run];
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`);
}

function wordsOf(run: string): string[] {
  return Array.from(segmenter.segment(run), ({ segment }) => segment);
}

function normalise(text: string): string {
  return text.normalize("NFKC").toLowerCase().replace(INVISIBLE, "");
}
