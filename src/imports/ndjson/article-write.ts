// The batch that takes in an article: as it was, with the purges and the audit line of any change (P5).

import { sql } from "drizzle-orm";
import { excerpt } from "../../content/excerpt";
import { indexArticle } from "../../content/words";
import {
  type ArticleValues,
  auditArticle,
  keepRevision,
  keepSlug,
  saveBody,
  saveSearchRow,
  saveTags,
} from "../../db/article-writes";
import { articleByGuid } from "../../db/articles";
import { Batch } from "../../db/batch";
import type { Database } from "../../db/client";
import { unlessStop } from "../../db/guard";
import {
  addOldSlugs,
  insertImported,
  nameItself,
  raiseReads,
  saveRelated,
  updateImported,
} from "../../db/import-articles";
import type { TailRow } from "../../db/ledger";
import { saveMediaUses } from "../../db/media-uses";
import { articles, site } from "../../db/schema";
import type { LineOf } from "../../exports/lines";
import { searchedText } from "../../publishing/compose";
import type { Desk } from "../../publishing/desk";
import { invalid, type Outcome } from "../../publishing/failure";
import type { Filing } from "../../publishing/filing";
import { hashesIn } from "../../publishing/images";
import { addPurges } from "../../publishing/purges-of-change";
import { renderSource } from "../../publishing/rendered";
import type { ArticleGround } from "./article-ground";
import { NO_SECTION, sectionHere } from "./sections-here";

type Article = LineOf<"article">;

interface Taking {
  ground: ArticleGround;
  desk: Desk;
}

/** Where it stands here, what of it could not stay as it was, and the ledger's new rows. */
type Imported = Outcome<{ section: string; slug: string; notes: string[]; rows: readonly TailRow[] }>;

/** Saves the article under its own version: a new one, or in the place of an older version. */
export async function saveImported(db: Database, line: Article, { ground, desk }: Taking): Promise<Imported> {
  const { here, settings } = ground;
  const { guid, format, body } = line;
  const sectionId = ground.sections.bySlug.get(line.section);
  if (sectionId === undefined) return invalid("section", `this site has no section ${line.section}`);
  if (!settings.languages.includes(line.lang)) return invalid("lang", `${line.lang} is not a language of this site`);
  const { embeds, media } = ground.settings;
  const facts = { images: ground.images, siteOrigin: desk.siteOrigin, embeds, media, field: "body" };
  const rendered = renderSource({ format, text: body }, facts);
  if (!rendered.ok) return rendered;
  const { html, text } = rendered;
  const values = valuesOf(line, { sectionId, text, ground });
  const article = { guid, values, wishedSlug: line.slug, version: line.version, ...timesOf(line) };

  const batch = new Batch(db);
  batch.add(unlessStop(db, sql`(select version from ${site} where id = 1) = ${ground.siteVersion}`));
  batch.add(unlessStop(db, isAsRead(line, ground)));
  batch.add(
    here === null ? insertImported(db, article, ground.isIdFree ? line.id : null) : updateImported(db, article),
  );
  if (isItsOwn(line)) batch.add(nameItself(db, guid));
  batch.add(keepSlug(db, guid));
  batch.add(addOldSlugs(db, guid, oldSlugs(line, ground)));
  batch.addAll(saveBody(db, guid, { format, source: body, html, text }));
  batch.addAll(saveMediaUses(db, guid, { cover: hashesIn(line.cover?.url ?? ""), body: hashesIn(body) }));
  const { title, summary, tags } = line;
  batch.addAll(saveSearchRow(db, guid, indexArticle(title, searchedText({ summary, tags, text }))));
  batch.addAll(saveTags(db, guid));
  batch.add(saveRelated(db, guid, ground.relatedIds));
  if (line.reads > 0) batch.add(raiseReads(db, guid, line.reads));
  batch.add(keepRevision(db, guid, { at: article.updatedAt, by: line.by, action: line.action }));
  batch.add(auditArticle(db, guid, { at: desk.now, by: desk.by, action: "import" }));
  // By the name that the section has here: lists are purged by it.
  const section = ground.names(sectionId).slug ?? line.section;
  const note = { at: desk.now, by: desk.by, reason: `import /${section}/${line.slug}` };
  const after = { ...values, slug: line.slug, section };
  const purges = addPurges(db, batch, { guid, before: filingHere(ground), after, ground, note });
  const saved = batch.add(articleByGuid(db, guid));
  await batch.run();
  const [{ id, slug } = { id: 0, slug: "" }] = saved();
  const rows = purges.flatMap((tags) => tags());
  return { ok: true, section, slug, rows, notes: notesOn(line, { id, slug, ground, isNew: here === null }) };
}

const msOf = (time: string | null): number | null => (time === null ? null : Date.parse(time));

const timesOf = ({ createdAt, updatedAt }: Article) => ({
  createdAt: Date.parse(createdAt),
  updatedAt: Date.parse(updatedAt),
});

const valuesOf = (
  line: Article,
  { sectionId, text, ground }: { sectionId: number; text: string; ground: ArticleGround },
): ArticleValues => ({
  sectionId,
  lang: line.lang,
  title: line.title,
  kind: line.kind,
  summary: line.summary,
  excerpt: excerpt(text),
  author: line.author,
  sourceName: line.source?.name ?? null,
  sourceUrl: line.source?.url ?? null,
  cover: line.cover,
  tags: line.tags,
  state: line.state,
  publishedAt: msOf(line.publishedAt),
  day: line.day,
  expireAt: msOf(line.expireAt),
  translationOf: isItsOwn(line) ? null : ground.originalId,
});

/** Whether an original names itself: by an id that it may not have here. */
const isItsOwn = ({ guid, translationOf }: Article): boolean => translationOf?.guid === guid;

const isAsRead = ({ guid, id }: Article, { here, isIdFree }: ArticleGround) =>
  here === null
    ? sql`not exists (select 1 from ${articles} where guid = ${guid} or (${isIdFree ? 1 : 0} and id = ${id}))`
    : sql`exists (select 1 from ${articles} where guid = ${guid} and version = ${here.version})`;

const oldSlugs = ({ slugs }: Article, { sections }: ArticleGround) =>
  slugs
    .map(({ section, lang, slug }) => ({ sectionId: sectionHere(sections, section), lang, slug }))
    .filter(({ sectionId }) => sectionId !== NO_SECTION);

function filingHere({ here, names }: ArticleGround): Filing | null {
  return here === null ? null : { ...here, section: names(here.sectionId).slug ?? "" };
}

function notesOn(
  line: Article,
  { id, slug, ground, isNew }: { id: number; slug: string; ground: ArticleGround; isNew: boolean },
): string[] {
  return [
    ...(isNew && id !== line.id ? [`has the id ${id} here: ${line.id} is another article's`] : []),
    ...(slug === line.slug ? [] : [`has the slug ${slug} here: ${line.slug} is another article's`]),
    ...(line.translationOf !== null && ground.originalId === null
      ? ["the article that it translates is not here"]
      : []),
  ];
}
