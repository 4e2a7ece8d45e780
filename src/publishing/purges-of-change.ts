// The ledger rows that a change of an article calls for, and the purges that wait for its own times (P5).

import { purgeArticle, purgeMonths, purgeNeighbours, purgeTranslations } from "../db/article-purges";
import { awaitClock } from "../db/article-writes";
import type { Batch } from "../db/batch";
import type { Database } from "../db/client";
import { type PurgeNote, purgeTags, type TailRow } from "../db/ledger";
import { defaultLangOf, type Settings } from "../db/settings";
import { listTags } from "../pages/tags";
import { type Filing, isListed, isSameFiling, listsOf } from "./filing";

export interface ChangeOfFiling {
  guid: string;
  /** Null: the article is new. */
  before: Filing | null;
  after: Filing;
  ground: { settings: Settings };
  note: PurgeNote;
}

/** A text that changes where it stands purges only the pages that show it; any other change purges lists and neighbours too. */
export function addPurges(db: Database, batch: Batch, change: ChangeOfFiling): (() => TailRow[])[] {
  const { guid, before, after, ground, note } = change;
  const filings = [before, after].filter(isListed);
  const isMoved = before === null || !isSameFiling(before, after);
  // Of a withdrawn article redirects are kept, which lead to its address; of a draft nothing is.
  if (filings.length === 0 && !(isMoved && before?.state === "withdrawn")) return [];
  const purges = [batch.add(purgeArticle(db, guid, note))];
  if (filings.length === 0 || !isMoved) return purges;
  const lists = filings.flatMap((filing) => listsOf(filing, ground.settings));
  purges.push(batch.add(purgeTags(db, lists, note)), batch.add(purgeTranslations(db, guid, note)));
  for (const filing of filings) {
    const { sectionId, lang, day, section } = filing;
    const month = day.slice(0, 7);
    const tag = listTags(lang, defaultLangOf(ground.settings)).months(section);
    purges.push(batch.add(purgeNeighbours(db, guid, filing, note)));
    purges.push(batch.add(purgeMonths(db, { sectionId, lang, month, tag }, note)));
  }
  batch.addAll(awaitClock(db, guid, { times: timesAhead(after, note.at), tags: lists, at: note.at, by: note.by }));
  return purges;
}

function timesAhead({ state, publishedAt, expireAt }: Filing, now: number) {
  const times: { name: "publish" | "expire"; dueAt: number }[] = [];
  if (state === "live" && publishedAt !== null && publishedAt > now)
    times.push({ name: "publish", dueAt: publishedAt });
  if (state === "live" && expireAt !== null && expireAt > now) times.push({ name: "expire", dueAt: expireAt });
  return times;
}
