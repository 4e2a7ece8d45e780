// Makes search rows anew, for articles whose row is of an older form: a few at a time, the newest first.

import { sql } from "drizzle-orm";
import { indexArticle } from "../content/words";
import { saveSearchRow } from "../db/article-writes";
import { Batch } from "../db/batch";
import type { Database } from "../db/client";
import { isGuardFailure, unlessStop } from "../db/guard";
import { articles } from "../db/schema";
import { waitingForSearch } from "../db/search-waiting";
import { searchedText } from "./compose";

/** Articles of one batch. Each may have half a megabyte of text, and four times as much of grams. */
const AT_ONCE = 8;

/** Makes the search rows of waiting articles, until none waits or `mayGoOn` says no. How many were made. */
export async function reindex(db: Database, mayGoOn: () => boolean): Promise<number> {
  let made = 0;
  while (mayGoOn()) {
    const waiting = await waitingForSearch(db, AT_ONCE);
    if (waiting.length === 0) break;
    const batch = new Batch(db);
    for (const { id, guid, version, title, ...texts } of waiting) {
      batch.add(unlessStop(db, sql`exists (select 1 from ${articles} where id = ${id} and version = ${version})`));
      batch.addAll(saveSearchRow(db, guid, indexArticle(title, searchedText(texts))));
    }
    if (await ranUnlessEdited(batch)) made += waiting.length;
  }
  return made;
}

/** An article was saved since it was read: that made its row, and the others are read again. */
async function ranUnlessEdited(batch: Batch): Promise<boolean> {
  try {
    await batch.run();
    return true;
  } catch (error) {
    if (isGuardFailure(error)) return false;
    throw error;
  }
}
