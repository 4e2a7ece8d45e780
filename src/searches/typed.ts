// What readers type, noted in the isolate's memory and written to D1 together: a search costs no write of its own.
//
// A count, not an account: what an isolate had noted when it ended is lost.

import { localDay } from "../content/local-time";
import type { Database } from "../db/client";
import { addTypedSearches, type TypedSearch } from "../db/typed-searches";
import { GIVEN_UP_AFTER_MS, MAX_NOTED, WRITE_AFTER_MS } from "./limits";
import { termOf } from "./term";

export interface Typing {
  query: string;
  lang: string;
  timeZone: string;
  /** From `visitorBit`. */
  visitor: number;
  /** Ms since the epoch. */
  now: number;
}

export class TypedSearches {
  readonly #noted = new Map<string, TypedSearch>();
  #writesBy = 0;

  /**
   * Counts a search, once for each visitor until the next write. Comes back when it is written, or at once when another request
   * is going to. Belongs in `waitUntil`.
   */
  async note(db: Database, typing: Typing, writeAfterMs: number = WRITE_AFTER_MS): Promise<void> {
    if (!this.#add(typing) || typing.now < this.#writesBy) return;
    this.#writesBy = typing.now + GIVEN_UP_AFTER_MS;
    await new Promise((resolve) => setTimeout(resolve, writeAfterMs));
    await this.write(db);
  }

  /** Writes all that is noted, as one statement. What fails to be written is lost. */
  async write(db: Database): Promise<void> {
    const searches = [...this.#noted.values()];
    this.#noted.clear();
    this.#writesBy = 0;
    if (searches.length > 0) await addTypedSearches(db, searches);
  }

  #add({ query, lang, timeZone, visitor, now }: Typing): boolean {
    const typed = termOf(query);
    if (typed === null) return false;
    const day = localDay(now, timeZone);
    const key = `${day} ${lang} ${typed.term}`;
    const noted = this.#noted.get(key);
    if (noted === undefined && this.#noted.size >= MAX_NOTED) return false;
    const { searches, visitors } = noted ?? { searches: 0, visitors: 0 };
    const isNew = Math.floor(visitors / visitor) % 2 === 0;
    if (isNew) {
      const counted = { searches: searches + 1, visitors: visitors + visitor };
      this.#noted.set(key, { ...typed, shown: noted?.shown ?? typed.shown, day, lang, ...counted });
    }
    return true;
  }
}
