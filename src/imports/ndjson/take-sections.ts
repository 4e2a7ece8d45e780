// Takes in sections, with every slug that led to them.

import { unlessStop } from "../../db/guard";
import { addFormerSlugs, addSectionSlugs, addSections, clearFrame, isWithoutArticles } from "../../db/import-site";
import { slugsOfStandingPages } from "../../db/standing-pages";
import type { LineOf } from "../../exports/lines";
import { failed, invalid } from "../../publishing/failure";
import { MAX_SECTIONS } from "../../publishing/limits";
import { takenSlugs } from "../../publishing/site";
import { changeSite, purgingAll } from "../../publishing/site-change";
import type { ImportPlace, Taken } from "../format";
import { type FrameHere, lineOf, readFrame, takenBy } from "./frame-here";
import { isSame } from "./same";

type Sections = LineOf<"sections">;

const NAMED = { kind: "sections", key: "sections" };

export async function takeSections(line: Sections, place: ImportPlace): Promise<Taken> {
  const here = await readFrame(place);
  if (isSame(lineOf(here, "sections"), line)) return { outcome: "unchanged", ...NAMED, notes: [] };
  return here.isEmpty ? replaceSections(line, place) : addMissing(line, here, place);
}

/** They take the place of those that are here; standing pages make room for them, and come back by lines of their own. */
async function replaceSections({ items, former }: Sections, { desk }: ImportPlace): Promise<Taken> {
  const outcome = await changeSite(desk, { ifVersions: null, target: "sections" }, (db) =>
    purgingAll([
      unlessStop(db, isWithoutArticles),
      ...clearFrame(db),
      ...addSections(db, items),
      addFormerSlugs(db, former),
    ]),
  );
  return takenBy(outcome, NAMED);
}

/** Sections that are here stay as they are; what led to them leads to them here too. */
async function addMissing({ items }: Sections, here: FrameHere, { desk }: ImportPlace): Promise<Taken> {
  const own = lineOf(here, "sections");
  const all = [...own.items, ...own.former];
  const [slugs, ids] = [new Set(all.flatMap((section) => section.slugs)), new Set(all.map(({ id }) => id))];
  const missing = items.filter(({ slug }) => !slugs.has(slug));
  const isKnown = items.every((item) => item.slugs.every((slug) => slugs.has(slug)));
  if (isKnown) return { outcome: "unchanged", ...NAMED, notes: [] };
  const outcome = await changeSite(desk, { ifVersions: null, target: "sections" }, async (db) => {
    if (own.items.length + missing.length > MAX_SECTIONS) {
      return invalid("items", `a site has at most ${MAX_SECTIONS} sections`);
    }
    const taken = await slugsOfStandingPages(
      db,
      missing.map(({ slug }) => slug),
    );
    if (taken.length > 0) return failed({ reason: "invalid", errors: takenSlugs(missing, taken, "the standing page") });
    const named = missing.map((item) => ({ ...item, id: ids.has(item.id) ? null : item.id }));
    return purgingAll([...addSections(db, named), addSectionSlugs(db, items)]);
  });
  return takenBy(outcome, NAMED);
}
