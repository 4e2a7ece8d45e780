// An article's total, from the counter that knows it.

import { PART_TIMEOUT_MS, within } from "../db/within";
import { type Counters, counterName, type TotalOutcome } from "./delivery";

/** The article's reads (null while D1 has not told what was counted before); `down` when the counter does not answer. */
export async function readTotal(
  env: { READS: Counters },
  { siteGuid, articleId }: { siteGuid: string; articleId: number },
): Promise<TotalOutcome | { outcome: "down" }> {
  const name = counterName(siteGuid, articleId);
  try {
    return await within(PART_TIMEOUT_MS, askTwice(env.READS, name, articleId));
  } catch (cause) {
    console.warn("reads: a counter did not tell its total", name, cause);
    return { outcome: "down" };
  }
}

/** A counter that was moved or restarted answers the second time. Asking stores nothing, so that it needs no care. */
async function askTwice(counters: Counters, name: string, articleId: number): Promise<TotalOutcome> {
  try {
    return await counters.getByName(name).total(articleId);
  } catch (cause) {
    console.warn("reads: a counter is asked again for its total", name, cause);
    return counters.getByName(name).total(articleId);
  }
}
