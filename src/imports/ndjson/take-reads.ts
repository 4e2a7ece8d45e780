// Takes in the reads of a day: for charts and hot lists. How many reads an article has in all is in its own line.

import { openDatabase } from "../../db/client";
import { guidsHere, raiseReadsOfDay } from "../../db/import-articles";
import type { LineOf } from "../../exports/lines";
import type { ImportPlace, Taken } from "../format";

export async function takeReads({ day, items }: LineOf<"reads">, { desk }: ImportPlace): Promise<Taken> {
  const db = openDatabase(desk.d1.withSession("first-primary"));
  const guids = items.map(({ article }) => article);
  const [known, days, hosts] = await db.batch([guidsHere(db, guids), ...raiseReadsOfDay(db, day, items)]);
  const here = new Set(known.map(({ guid }) => guid));
  const notes = guids.filter((guid) => !here.has(guid)).map((guid) => `this site has no article ${guid}`);
  const isRaised = days.meta.changes + hosts.meta.changes > 0;
  return { outcome: isRaised ? "changed" : "unchanged", kind: "reads", key: `${day} ${guids[0]}`, notes };
}
