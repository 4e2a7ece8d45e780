// An export's stages, in their order, each told page by page. A page is one batch of D1, so that nothing in it is torn; which rows
// a page holds follows from their keys alone, so that the lines are the same however they were asked for.

import type { Database } from "../db/client";
import { articlesAfter, idsOfArticlesAfter } from "../db/export-articles";
import { readsAfter } from "../db/export-reads";
import { revisionsAfter } from "../db/export-revisions";
import {
  lastIds,
  linksInOrder,
  mediaAfter,
  peopleAfter,
  sectionsInOrder,
  slugsOfAllSections,
  slugsOfAllStandingPages,
  standingPagesInOrder,
  standingPageTextsAfter,
} from "../db/export-site";
import { redirectsAfter } from "../db/redirects";
import { settingsSchema } from "../db/settings";
import { siteAndVersion } from "../db/site";
import { allSearchTerms } from "../db/site-writes";
import type { Key } from "./cursor";
import { FORMAT, type Line } from "./lines";
import {
  articleLine,
  mediaLine,
  namesOfSections,
  pageTextLine,
  personLine,
  readsLines,
  revisionLine,
} from "./write-lines";

export interface Asked {
  /** The key of the last row that was told; null: none was. */
  after: Key | null;
  /** No article beyond this one is told. */
  lastArticle: number;
  /** The site's own, under which its files can be had. */
  origin: string;
  /** Has these articles' counters bring D1 what they counted; null: as much is told as D1 knows. */
  flush: ((articleIds: readonly number[]) => Promise<void>) | null;
}

export interface Page {
  lines: Line[];
  /** Where the stage goes on; null: it is told. */
  next: Key | null;
  /** Calls of D1 and of counters; one unless it says otherwise. */
  calls?: number;
}

export type Stage = (db: Database, asked: Asked) => Promise<Page>;

/** Rows of one page: bodies are up to half a megabyte, the others small. */
const BODIES = 10;
const ROWS = 200;

/** What every page of the site shows: one batch. */
export const frame = async (db: Database, { origin }: Pick<Asked, "origin">) => {
  const [[site], ids, sections, sectionSlugs, pages, pageSlugs, links, terms] = await db.batch([
    siteAndVersion(db),
    lastIds(db),
    sectionsInOrder(db),
    slugsOfAllSections(db),
    standingPagesInOrder(db),
    slugsOfAllStandingPages(db),
    linksInOrder(db),
    allSearchTerms(db),
  ]);
  const lastOf = (table: string) => ids.find(({ name }) => name === table)?.id ?? 0;
  const slugsOf = (slugs: readonly { slug: string; owner: number }[], id: number) =>
    slugs.filter(({ owner }) => owner === id).map(({ slug }) => slug);
  const known = new Set(sections.map(({ id }) => id));
  const former = [...new Set(sectionSlugs.map(({ owner }) => owner))].filter((id) => !known.has(id));
  const termsIn = (list: "pinned" | "blocked") => terms.filter((row) => row.list === list).map(({ term }) => term);
  const lines: Line[] = [
    {
      ...{ type: "edgewise", format: FORMAT, site: origin },
      ids: { articles: lastOf("articles"), sections: lastOf("sections"), pages: lastOf("standing_pages") },
    },
    { type: "settings", ...settingsSchema.parse(site?.settings) },
    {
      type: "sections",
      items: sections.map((section) => ({ ...section, slugs: slugsOf(sectionSlugs, section.id) })),
      former: former.toSorted((a, b) => a - b).map((id) => ({ id, slugs: slugsOf(sectionSlugs, id) })),
    },
    { type: "pages", items: pages.map((page) => ({ ...page, slugs: slugsOf(pageSlugs, page.id) })) },
    { type: "links", items: links },
    { type: "searches", pinned: termsIn("pinned"), blocked: termsIn("blocked") },
  ];
  return { lines, next: null } satisfies Page;
};

const pageTexts: Stage = async (db, { after }) => {
  const [page, lang] = after ?? [0, ""];
  const rows = await standingPageTextsAfter(db, { page: Number(page), lang: String(lang) }, BODIES);
  const next = nextKey(rows, BODIES, (row) => [row.pageId, row.lang]);
  return { lines: rows.map(pageTextLine), next };
};

const redirects: Stage = async (db, { after }) => {
  const rows = await redirectsAfter(db, String(after?.[0] ?? ""), ROWS);
  const lines: Line[] = rows.length === 0 ? [] : [{ type: "redirects", items: rows }];
  return { lines, next: nextKey(rows, ROWS, ({ from }) => [from]) };
};

const people: Stage = async (db, { after }) => {
  const rows = await peopleAfter(db, Number(after?.[0] ?? 0), ROWS);
  return { lines: rows.map(personLine), next: nextKey(rows, ROWS, ({ id }) => [id]) };
};

const media: Stage = async (db, { after, origin }) => {
  const [time, hash] = after ?? [-1, ""];
  const rows = await mediaAfter(db, { time: Number(time), hash: String(hash) }, ROWS);
  const next = nextKey(rows, ROWS, (row) => [row.createdAt, row.hash]);
  return { lines: rows.map((row) => mediaLine(row, origin)), next };
};

const articles: Stage = async (db, { after, lastArticle: last, flush }) => {
  const place = { id: Number(after?.[0] ?? 0), last };
  const ids = flush === null ? [] : (await idsOfArticlesAfter(db, place, BODIES)).map(({ id }) => id);
  await flush?.(ids);
  const [sections, slugs, rows] = await db.batch([
    sectionsInOrder(db),
    slugsOfAllSections(db),
    articlesAfter(db, place, BODIES),
  ]);
  const sectionOf = namesOfSections(sections, slugs);
  const lines = rows.map((row) => articleLine(row, sectionOf));
  const calls = flush === null ? 1 : 2 + ids.length;
  return { lines, next: nextKey(rows, BODIES, ({ id }) => [id]), calls };
};

/** A version never changes, so those of an article may be read after the article itself. */
const revisions: Stage = async (db, { after, lastArticle: last }) => {
  const [article, version] = after ?? [0, 0];
  const [sections, slugs, rows] = await db.batch([
    sectionsInOrder(db),
    slugsOfAllSections(db),
    revisionsAfter(db, { article: Number(article), version: Number(version), last }, BODIES),
  ]);
  const sectionOf = namesOfSections(sections, slugs);
  const next = nextKey(rows, BODIES, (row) => [row.articleId, row.version]);
  return { lines: rows.map((row) => revisionLine(row, sectionOf)), next };
};

const reads: Stage = async (db, { after, lastArticle: last }) => {
  const [day, article] = after ?? ["", 0];
  const rows = await readsAfter(db, { day: String(day), article: Number(article), last }, ROWS);
  return { lines: readsLines(rows), next: nextKey(rows, ROWS, (row) => [row.day, row.articleId]) };
};

/** Files come before the texts that show them: a text is rendered with their sizes. */
export const STAGES: readonly Stage[] = [frame, people, media, pageTexts, redirects, articles, revisions, reads];

/** A full page may have others after it. */
function nextKey<Row>(rows: readonly Row[], limit: number, keyOf: (row: Row) => Key): Key | null {
  const last = rows.at(-1);
  return rows.length < limit || last === undefined ? null : keyOf(last);
}
