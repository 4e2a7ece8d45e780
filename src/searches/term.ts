// Which searches may be shown to others, and which an editor's block list keeps from it.

import { CJK } from "../content/cjk";
import { fold } from "../content/fold";
import { MAX_TERM_LENGTH } from "./limits";

export interface Term {
  /** Folded as search compares it: spellings of one term are counted together. */
  term: string;
  /** As it was typed, on one line. */
  shown: string;
}

const LETTERS = /[\p{L}\p{N}]/gu;
/** What looks like somebody's address or number, or advertises something. */
const PRIVATE = /@|\/\/|www\.|(?:\d[\s-]*){6}/i;
const STRANGE = /[\p{C}<>{}[\]\\|]/u;

/** What a search counts as; null when it must not be shown: too long, a single character, or perhaps somebody's own data. */
export function termOf(query: string): Term | null {
  const shown = query.normalize("NFKC").replace(/\s+/g, " ").trim();
  const term = fold(shown);
  const length = [...shown].length;
  if (length > MAX_TERM_LENGTH || (term.match(LETTERS)?.length ?? 0) < 2) return null;
  return PRIVATE.test(shown) || STRANGE.test(shown) ? null : { term, shown };
}

const WORD = new RegExp(`(?:(?![${CJK}])[\\p{L}\\p{N}\\p{M}])+`, "gu");

/** Words of alphabets stand apart by spaces, so that "ass" blocks no "class"; Chinese is blocked wherever it stands. */
const blockForm = (text: string): string => ` ${fold(text).replace(WORD, " $& ").replace(/\s+/g, " ").trim()} `;

/** Whether a term holds one of the blocked ones, in whatever spelling. */
export function isBlocked(term: string, blocked: readonly string[]): boolean {
  const form = blockForm(term);
  return blocked.some((text) => {
    const sought = blockForm(text);
    const begin = WIDE_FIRST.test(sought) ? sought.trimStart() : sought;
    return form.includes(WIDE_LAST.test(sought) ? begin.trimEnd() : begin);
  });
}

const WIDE_FIRST = new RegExp(`^ [${CJK}]`, "u");
const WIDE_LAST = new RegExp(`[${CJK}] $`, "u");
