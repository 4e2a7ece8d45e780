// Takes in an older version of an article. A version never changes: one that is here stays.

import { openDatabase } from "../../db/client";
import { exportedRevision } from "../../db/export-revisions";
import { sectionsInOrder, slugsOfAllSections } from "../../db/export-site";
import { addRevision, idsHere } from "../../db/import-articles";
import type { LineOf } from "../../exports/lines";
import { namesOfSections, revisionLine } from "../../exports/write-lines";
import type { ImportPlace, Taken } from "../format";
import { isSame } from "./same";
import { sectionHere, sectionsHere } from "./sections-here";

type Revision = LineOf<"revision">;

export async function takeRevision(line: Revision, { desk }: ImportPlace): Promise<Taken> {
  const { article: guid, version } = line;
  const named = { kind: "revision", key: `${guid} version ${version}` };
  const db = openDatabase(desk.d1.withSession("first-primary"));
  const [sections, slugs, [original]] = await db.batch([
    sectionsInOrder(db),
    slugsOfAllSections(db),
    idsHere(db, line.translationOf === null ? [] : [line.translationOf]),
  ]);
  const fields = fieldsOf(line, {
    sectionId: sectionHere(sectionsHere(sections, slugs), line.section),
    translationOf: original?.id ?? null,
  });
  const { by, action, format, body: source } = line;
  const revision = { guid, version, at: Date.parse(line.at), by, action, fields, format, source };
  const [added, [kept]] = await db.batch([addRevision(db, revision), exportedRevision(db, { guid, version })]);
  if (added.meta.changes > 0) return { outcome: "created", ...named, notes: [] };
  if (kept === undefined) return { outcome: "skipped", ...named, notes: ["this site's article has no such version"] };
  const isSaid = isSame(withoutIds(revisionLine(kept, namesOfSections(sections, slugs))), withoutIds(line));
  if (isSaid) return { outcome: "unchanged", ...named, notes: [] };
  return {
    outcome: "skipped",
    ...named,
    notes: ["this site's own version of this number says something else, and stays"],
  };
}

/** As `keepRevision` stores them. */
function fieldsOf(line: Revision, here: { sectionId: number; translationOf: number | null }): string {
  const { lang, slug, title, kind, summary, author, source, cover, tags, state, publishedAt, expireAt } = line;
  return JSON.stringify({
    sectionId: here.sectionId,
    ...{ lang, slug, title, kind, summary, author },
    sourceName: source?.name ?? null,
    sourceUrl: source?.url ?? null,
    ...{ cover, tags, state },
    publishedAt: publishedAt === null ? null : Date.parse(publishedAt),
    expireAt: expireAt === null ? null : Date.parse(expireAt),
    translationOf: here.translationOf,
  });
}

/** Ids differ from site to site. */
const withoutIds = ({ section, translationOf, ...line }: Revision) => ({
  ...line,
  section: section.slug,
  translationOf: translationOf?.guid,
});
