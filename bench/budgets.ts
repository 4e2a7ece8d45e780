// What DESIGN.md's section 2 allows each request, and whether a measurement keeps to it.

import type { Figure } from "./requests.ts";

interface Budget {
  waits: number;
  /** D1 rows read; null: no number is given, but it may not grow with the corpus. */
  rows: number | null;
  /** Shows fewer articles on the small site, so its rows may differ. */
  showsLess?: true;
}

/** Beside the ledger's new rows, reading its tail costs the site's row and the ledger's two ends … */
const ENDS = 3;
/** … and, where nothing is new, a look at the newest row to see that. */
const NOTHING_NEW = ENDS + 1;

export const BUDGETS: Record<string, Budget> = {
  "page in memory, view current": { waits: 0, rows: 0 },
  "page in KV, view current": { waits: 1, rows: 0 },
  "page in KV, cold isolate": { waits: 1, rows: 1000 + ENDS },
  "page in memory, view past its hard age": { waits: 1, rows: NOTHING_NEW },
  // Tags of the section page: its frame's, its own four, and an article's for each of its 24 + 8 cards.
  "page in KV, older than the view reaches": { waits: 2, rows: 37 + ENDS },
  "article rendered": { waits: 2, rows: 60 },
  "newest article rendered": { waits: 2, rows: 60 },
  "section rendered": { waits: 2, rows: 120 },
  "month of 60 rendered": { waits: 2, rows: 120 },
  "crowded month rendered": { waits: 2, rows: 120, showsLess: true },
  "day rendered": { waits: 2, rows: 120, showsLess: true },
  "crowded day rendered": { waits: 2, rows: 120, showsLess: true },
  "tag of every article rendered": { waits: 2, rows: 120 },
  "home rendered": { waits: 2, rows: 250 },
  // Twenty-one, of which the last only tells that there are more: each a match, an article, its text and its reads.
  "search, a word of every article": { waits: 1, rows: 100 },
  "search, a run of every text": { waits: 1, rows: 100 },
  "search, a rare word": { waits: 1, rows: 100, showsLess: true },
  "search, a rare run": { waits: 1, rows: 100, showsLess: true },
  "search, a word that is nowhere": { waits: 1, rows: 20 },
  "search, 200 characters": { waits: 1, rows: 20 },
  "search, further results": { waits: 1, rows: 100, showsLess: true },
  "unknown address": { waits: 3, rows: null },
  "POST /reads/{id}, first contact": { waits: 1, rows: 6 },
  "POST /reads/{id}": { waits: 1, rows: 0 },
  "POST /api/articles": { waits: 2, rows: null },
  "PATCH /api/articles/{id}": { waits: 2, rows: null },
  "DELETE /api/articles/{id}": { waits: 2, rows: null },
};

/** Rows that differ by chance: an article that has expired is passed over, a scheduled one is there or not. */
const CHANCE = 15;

/** D1 rows of a request, with those that an object read for it. */
export const rowsOf = ({ cost }: Figure): number => cost.rowsRead + cost.rowsInObjects;

/** What is wrong with a request, in a word each; empty: it holds. */
export function complaints(small: Figure, large: Figure): string[] {
  const budget = BUDGETS[large.request];
  if (budget === undefined) return ["no budget"];
  const waits = Math.max(small.cost.waits, large.cost.waits);
  const rows = Math.max(rowsOf(small), rowsOf(large));
  const hasGrown = rowsOf(large) > rowsOf(small) + CHANCE && budget.showsLess === undefined;
  return [
    ...(waits > budget.waits ? ["waits"] : []),
    ...(budget.rows !== null && rows > budget.rows ? ["rows"] : []),
    ...(hasGrown ? ["grows"] : []),
  ];
}
