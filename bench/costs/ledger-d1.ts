// D1 as far as the ledger asks it: what its rows say, and how many rows each question is billed for.

import { type LedgerSource, TAIL_LIMIT } from "edgewise:pages";
import type { Newsroom } from "./newsroom.ts";

/** The site's row and the ledger's two ends come with every question; a tail without news costs a look at the newest row. */
const ENDS = 3;

export class LedgerD1 implements LedgerSource {
  readonly #newsroom: Newsroom;
  tails = 0;
  coldTails = 0;
  rowsOfTails = 0;
  tagQueries = 0;
  rowsOfTags = 0;

  constructor(newsroom: Newsroom) {
    this.#newsroom = newsroom;
  }

  readTail: LedgerSource["readTail"] = async (_, since) => {
    const { ledger, version } = this.#newsroom;
    const rows = ledger.slice(Math.max(since, version - TAIL_LIMIT)).reverse();
    this.tails += 1;
    if (since === 0) this.coldTails += 1;
    this.rowsOfTails += ENDS + Math.max(1, rows.length);
    return { guid: "bench", incarnation: "bench", head: version, oldest: 1, rows, cut: rows.length === TAIL_LIMIT };
  };

  readTags: LedgerSource["readTags"] = async (_, tags) => {
    const { lastPurge, version } = this.#newsroom;
    this.tagQueries += 1;
    this.rowsOfTags += ENDS + tags.length;
    return { newest: Math.max(0, ...tags.map((tag) => lastPurge.get(tag) ?? 0)), oldest: 1, head: version };
  };
}
