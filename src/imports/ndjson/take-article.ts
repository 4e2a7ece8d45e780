// Takes in an article whole, with the slugs, the reads and the newest version that it had: one read and one batch.

import { addressesIn } from "../../content/addresses";
import type { Database } from "../../db/client";
import type { ExportedArticle } from "../../db/export-articles";
import { raiseReads } from "../../db/import-articles";
import { defaultLangOf } from "../../db/settings";
import type { LineOf } from "../../exports/lines";
import { articleLine } from "../../exports/write-lines";
import { type Written, writeGuarded } from "../../publishing/desk";
import { counterName } from "../../reads/delivery";
import type { ImportPlace, Taken } from "../format";
import { type ArticleGround, readArticleGround } from "./article-ground";
import { saveImported } from "./article-write";
import { notesOf } from "./frame-here";
import { isSame } from "./same";

type Article = LineOf<"article">;

export async function takeArticle(line: Article, place: ImportPlace): Promise<Taken> {
  const outcome = await writeGuarded(place.desk, async (db) => {
    const ground = await readArticleGround(db, line);
    return { ok: true, write: () => takeWithReads(db, line, { ground, place }) };
  });
  return outcome.ok ? outcome.result : { ...named(line), outcome: "failed", notes: notesOf(outcome.failure) };
}

interface Taking {
  ground: ArticleGround;
  place: ImportPlace;
}

/** What an article's counter counted here is among the reads that it had, so D1 must know of it first; and then the counter of them. */
async function takeWithReads(db: Database, line: Article, taking: Taking): Promise<Written<Taken>> {
  const { siteGuid, here } = taking.ground;
  if (here === null || readsOf(here) >= line.reads) return takeInto(db, line, taking);
  const counter = taking.place.counters.getByName(counterName(siteGuid, here.id));
  if (!(await counter.flush(here.id))) throw new Error(`D1 did not take the reads of article ${here.id}`);
  const taken = await takeInto(db, line, taking);
  // Until its next flush it would tell readers fewer.
  await counter.flush(here.id);
  return taken;
}

const named = ({ guid }: Article) => ({ kind: "article", key: guid });

/** Only a newer version takes the place of what is here. */
async function takeInto(db: Database, line: Article, { ground, place }: Taking): Promise<Written<Taken>> {
  const { here, settings } = ground;
  const tell = (outcome: Taken["outcome"], notes: string[]): Written<Taken> => ({
    result: { ...named(line), outcome, notes },
    rows: [],
  });
  if (here === null || here.version < line.version) {
    const saved = await saveImported(db, line, { ground, desk: place.desk });
    if (!saved.ok) return tell("failed", notesOf(saved.failure));
    const { section, slug, notes, rows } = saved;
    const outcome = here === null ? "created" : "changed";
    const url = addressesIn(line.lang, defaultLangOf(settings)).article(section, slug);
    return { result: { ...named(line), outcome, notes, url }, rows };
  }
  const isRaised = readsOf(here) < line.reads;
  if (isRaised) await raiseReads(db, line.guid, line.reads);
  const notes = isRaised ? [`has ${line.reads} reads, as in the export`] : [];
  if (here.version > line.version) {
    return tell("skipped", [
      ...notes,
      `this site has version ${here.version} of it, which is newer than ${line.version}`,
    ]);
  }
  if (isSaid(line, ground, here)) return tell(isRaised ? "changed" : "unchanged", notes);
  return tell("skipped", [...notes, `this site's own version ${here.version} says something else, and stays`]);
}

const readsOf = ({ base, counted }: ExportedArticle): number => (base ?? 0) + (counted ?? 0);

/** Whether the article says here what the line says, wherever it stands and whatever ids the two sites gave out. */
const isSaid = (line: Article, { names }: ArticleGround, here: ExportedArticle): boolean =>
  isSame(saidBy(articleLine(here, names)), saidBy(line));

function saidBy({ id, slug, slugs, section, related, reads, translationOf, ...said }: Article) {
  return { ...said, translationOf: translationOf?.guid };
}
