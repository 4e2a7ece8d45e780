// The batches in which an article changes: the change, its revision and audit line, and the ledger rows it calls for (P5).

import { sql } from "drizzle-orm";
import {
  auditArticle,
  fileTags,
  insertArticle,
  keepRevision,
  keepSlug,
  saveBody,
  saveSearchRow,
  setWithdrawn,
  updateArticle,
} from "../db/article-writes";
import { type ArticleRow, articleByGuid } from "../db/articles";
import { Batch } from "../db/batch";
import type { Database } from "../db/client";
import { unlessStop } from "../db/guard";
import { claimKey, noteArticle } from "../db/idempotency";
import { saveMediaUses } from "../db/media-uses";
import { articles, site } from "../db/schema";
import { defaultLangOf } from "../db/settings";
import type { Composition, Ground } from "./compose";
import type { Desk, Saved, Written } from "./desk";
import type { Filing } from "./filing";
import { hashesIn } from "./images";
import { addPurges } from "./purges-of-change";

interface Save {
  ground: Ground;
  desk: Desk;
}

export async function saveNew(db: Database, save: Save & Composition & { guid: string }): Promise<Written<Saved>> {
  const { guid, values, body, search, wishedSlug, ground, desk } = save;
  const batch = new Batch(db);
  batch.add(unlessStop(db, isSameSite(ground)));
  batch.add(insertArticle(db, { guid, values, wishedSlug, now: desk.now }));
  batch.add(keepSlug(db, guid));
  if (body !== null) batch.addAll(saveBody(db, guid, body));
  batch.addAll(saveMediaUses(db, guid, namedMedia(save)));
  batch.addAll(saveSearchRow(db, guid, search));
  batch.addAll(fileTags(db, guid, values));
  const after = filingAfter(save);
  const action = values.state === "live" ? "publish" : "create";
  return finish(db, batch, { ...save, guid, action, before: null, after });
}

export async function saveChange(
  db: Database,
  save: Save & Composition & { before: ArticleRow; action: string },
): Promise<Written<Saved>> {
  const { before, values, body, search, wishedSlug, ground, desk } = save;
  const { guid } = before;
  const batch = new Batch(db);
  batch.add(unlessStop(db, isSameSite(ground)));
  batch.add(unlessStop(db, isSameVersion(before)));
  const { translationOf } = values;
  if (translationOf !== null && translationOf !== before.id) batch.add(unlessStop(db, isOriginalOfNone(before)));
  batch.add(updateArticle(db, { guid, values, wishedSlug, now: desk.now }));
  batch.add(keepSlug(db, guid));
  if (body !== null) batch.addAll(saveBody(db, guid, body));
  batch.addAll(saveMediaUses(db, guid, namedMedia(save)));
  batch.addAll(saveSearchRow(db, guid, search));
  batch.addAll(fileTags(db, guid, values));
  const isPublished = save.action === "change" && before.state !== "live" && values.state === "live";
  const action = isPublished ? "publish" : save.action;
  return finish(db, batch, { ...save, guid, action, after: filingAfter(save) });
}

export async function saveWithdrawal(db: Database, save: Save & { before: ArticleRow }): Promise<Written<Saved>> {
  const { before, desk, ground } = save;
  if (before.state === "withdrawn") {
    return { result: { article: before, defaultLang: defaultLangOf(ground.settings) }, rows: [] };
  }
  const { guid } = before;
  const batch = new Batch(db);
  // The tags of the lists it leaves are spelt by the site's sections and languages.
  batch.add(unlessStop(db, isSameSite(ground)));
  batch.add(unlessStop(db, isSameVersion(before)));
  batch.addAll(setWithdrawn(db, guid, desk.now));
  return finish(db, batch, { ...save, guid, action: "withdraw", before, after: { ...before, state: "withdrawn" } });
}

interface Finish extends Save {
  guid: string;
  /** `create` (a draft), `publish`, `change`, `withdraw`, or `restore` and the number of the version. */
  action: string;
  before: Filing | null;
  after: Filing;
}

/** Adds what every change has in common, runs the batch, and gathers the ledger's new rows. */
async function finish(db: Database, batch: Batch, change: Finish): Promise<Written<Saved>> {
  const { guid, action, desk, after } = change;
  const { claim, alongside } = desk;
  if (claim !== undefined) batch.add(claimKey(db, claim));
  if (alongside !== undefined) batch.addAll(alongside(db, guid));
  const mark = { at: desk.now, by: desk.by, action };
  batch.add(keepRevision(db, guid, mark));
  batch.add(auditArticle(db, guid, mark));
  const note = { at: desk.now, by: desk.by, reason: `${action} /${after.section}/${after.slug}` };
  const purges = addPurges(db, batch, { ...change, note });
  if (claim !== undefined) batch.add(noteArticle(db, claim, { guid, isNew: change.before === null }));
  const saved = batch.add(articleByGuid(db, guid));
  await batch.run();
  const [article] = saved();
  if (article === undefined) throw new Error("a saved article is not there");
  const defaultLang = defaultLangOf(change.ground.settings);
  return { result: { article, defaultLang }, rows: purges.flatMap((rows) => rows()) };
}

const filingAfter = ({ values, wishedSlug, ground }: Save & Composition): Filing => ({
  ...values,
  slug: wishedSlug,
  section: ground.frame.sections.find(({ id }) => id === values.sectionId)?.slug ?? "",
});

const namedMedia = ({ values, body }: Composition) => ({
  cover: hashesIn(values.cover?.url ?? ""),
  body: body === null ? null : hashesIn(body.source),
});

const isSameSite = ({ siteVersion }: Ground) => sql`(select version from ${site} where id = 1) = ${siteVersion}`;

/** A translation of a translation would be outside the group of both. */
const isOriginalOfNone = ({ id }: ArticleRow) =>
  sql`not exists (select 1 from ${articles} where translation_of = ${id} and id <> ${id})`;

const isSameVersion = ({ id, version }: ArticleRow) =>
  sql`exists (select 1 from ${articles} where id = ${id} and version = ${version})`;
