// What the search page is asked for, and by whom: searches that readers type feed the hot searches.

import { isWithinLimit } from "../access/rate-limit";
import { openDatabase } from "../db/client";
import type { SearchPlace } from "../db/search";
import type { Env } from "../env";
import { judgeReader } from "../reads/who-counts";
import { typedSearches } from "../searches/isolate";
import { addressOf, visitorBit } from "../searches/visitor";
import type { FoundSearch, SearchAsked } from "./visit";

interface Asker {
  request: Request;
  env: Env;
  waitUntil: (work: Promise<unknown>) => void;
}

/** The search that an address asks for. A place that no page of ours named is that of the first page. */
export function readSearch({ searchParams }: URL, asker: Asker): SearchAsked {
  return {
    query: searchParams.get("q") ?? "",
    after: readPlace(searchParams.get("after")),
    onFound: (found) => {
      // Judged as reads are (R9): a link of another site, a prefetch or a bot types nothing.
      const { method, headers } = asker.request;
      if (judgeReader({ method, headers, signedIn: false, preview: false }) !== "counts") return;
      asker.waitUntil(noteTyped(found, asker));
    },
  };
}

export const placeParameter = ({ tier, key }: SearchPlace): string => `${tier}.${key}`;

function readPlace(text: string | null): SearchPlace | null {
  const [, tier, key] = /^([0-3])\.(-?\d{1,18})$/.exec(text ?? "") ?? [];
  return tier === undefined || key === undefined ? null : { tier: Number(tier), key };
}

async function noteTyped(found: FoundSearch, { request, env }: Asker): Promise<void> {
  if (!(await isWithinLimit(env.READ_LIMIT, `search:${addressOf(request.headers)}`))) return;
  const now = Date.now();
  const visitor = await visitorBit(request.headers, { ...found, now });
  await typedSearches.note(openDatabase(env.DB), { ...found, visitor, now });
}
