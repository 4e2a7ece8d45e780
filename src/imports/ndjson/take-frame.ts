// Takes in what every page of a site shows, but for its sections and standing pages; and the last ids that were given out.

import { Batch } from "../../db/batch";
import { openDatabase } from "../../db/client";
import { reserveIds } from "../../db/import-site";
import type { LineOf } from "../../exports/lines";
import { changeLinks, changeSearches, changeSettings } from "../../publishing/site";
import type { SiteOutcome } from "../../publishing/site-change";
import type { ImportPlace, Taken } from "../format";
import { lineOf, OWN_STAYS, readFrame, takenBy } from "./frame-here";
import { isSame } from "./same";

/** From here on no article gets an id that one of the export has. */
export async function takeHead({ ids, site }: LineOf<"edgewise">, place: ImportPlace): Promise<Taken> {
  const named = { kind: "site", key: site, notes: [] };
  const here = lineOf(await readFrame(place), "edgewise").ids;
  if (here.articles >= ids.articles && here.sections >= ids.sections && here.pages >= ids.pages) {
    return { outcome: "unchanged", ...named };
  }
  const db = openDatabase(place.desk.d1);
  const batch = new Batch(db);
  batch.addAll(reserveIds(db, "articles", ids.articles));
  batch.addAll(reserveIds(db, "sections", ids.sections));
  batch.addAll(reserveIds(db, "standing_pages", ids.pages));
  await batch.run();
  return { outcome: "changed", ...named };
}

export const takeSettings = (line: LineOf<"settings">, place: ImportPlace): Promise<Taken> => {
  const { type: _, ...settings } = line;
  return replaceWhole(line, place, () => changeSettings(place.desk, null, settings));
};

export const takeLinks = (line: LineOf<"links">, place: ImportPlace): Promise<Taken> =>
  replaceWhole(line, place, () => changeLinks(place.desk, null, line.items));

export const takeSearches = (line: LineOf<"searches">, place: ImportPlace): Promise<Taken> =>
  replaceWhole(line, place, () => changeSearches(place.desk, null, line));

async function replaceWhole(
  line: LineOf<"settings" | "links" | "searches">,
  place: ImportPlace,
  change: () => SiteOutcome,
): Promise<Taken> {
  const named = { kind: line.type, key: line.type };
  const here = await readFrame(place);
  if (isSame(lineOf(here, line.type), line)) return { outcome: "unchanged", ...named, notes: [] };
  if (!here.isEmpty) return { outcome: "skipped", ...named, notes: [OWN_STAYS] };
  return takenBy(await change(), named);
}
