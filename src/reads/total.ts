// An article's total, from the counter that knows it.

import { within } from "../db/within";
import { type Counters, counterName, type TotalOutcome } from "./delivery";
import { FIRST_CONTACT_MS } from "./limits";

/** Asking stores nothing, so a second try needs no care. */
const TRIES = 2;

/** The article's reads (null while D1 has not told what was counted before); `down` when the counter does not answer. */
export async function readTotal(
  env: { READS: Counters },
  { siteGuid, articleId }: { siteGuid: string; articleId: number },
): Promise<TotalOutcome | { outcome: "down" }> {
  const name = counterName(siteGuid, articleId);
  for (let tries = 1; tries <= TRIES; tries += 1) {
    try {
      return await within(FIRST_CONTACT_MS * 2, env.READS.getByName(name).total(articleId));
    } catch (cause) {
      console.warn("reads: a counter did not tell its total", name, cause);
    }
  }
  return { outcome: "down" };
}
