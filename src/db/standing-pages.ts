// Standing pages: what visitors are shown of them, and what editors read and replace.

import { asc, eq, type SQL, sql } from "drizzle-orm";
import { langOf, type Where } from "./cards";
import type { Database } from "./client";
import { sectionSlugs, sections, standingPageSlugs, standingPages, standingPageTexts } from "./schema";

/** Whether a text is the page's in a language. */
const isTextIn = (lang: Where["lang"]): SQL =>
  sql`(${standingPageTexts.pageId} = ${standingPages.id} and ${standingPageTexts.lang} = ${langOf(lang)})`;

/** Whether a slug leads to the page, or led to it. */
const isLedToBy = (slug: string): SQL =>
  sql`${standingPages.id} = (select ${standingPageSlugs.pageId} from ${standingPageSlugs}
    where ${standingPageSlugs.slug} = ${slug})`;

/** The page that a slug leads to, or led to, in a language; none where it has no text in it. Four rows, by primary keys. */
export const standingPageAt = (db: Database, slug: string, { lang }: Pick<Where, "lang">) =>
  db
    .select({
      id: standingPages.id,
      slug: standingPages.slug,
      title: standingPageTexts.title,
      html: standingPageTexts.html,
      excerpt: standingPageTexts.excerpt,
    })
    .from(standingPages)
    .innerJoin(standingPageTexts, isTextIn(lang))
    .where(isLedToBy(slug));

export type StandingPageRow = Awaited<ReturnType<typeof standingPageAt>>[number];

/** The same page as it was written. Four rows, by primary keys. */
export const standingPageWithSource = (db: Database, slug: string, { lang }: Pick<Where, "lang">) =>
  db
    .select({
      slug: standingPages.slug,
      title: standingPageTexts.title,
      source: standingPageTexts.source,
      html: standingPageTexts.html,
      format: standingPages.format,
    })
    .from(standingPages)
    .innerJoin(standingPageTexts, isTextIn(lang))
    .where(isLedToBy(slug));

/** When each text of each page last changed. A row a text. */
export const standingPageDates = (db: Database) =>
  db
    .select({
      pageId: standingPageTexts.pageId,
      lang: standingPageTexts.lang,
      updatedAt: standingPageTexts.updatedAt,
    })
    .from(standingPageTexts);

/** Every text with its source, and its page's format. Two rows a text. */
export const standingPageSources = (db: Database) =>
  db
    .select({
      pageId: standingPageTexts.pageId,
      lang: standingPageTexts.lang,
      title: standingPageTexts.title,
      source: standingPageTexts.source,
      format: standingPages.format,
    })
    .from(standingPageTexts)
    .innerJoin(standingPages, eq(standingPages.id, standingPageTexts.pageId))
    .orderBy(asc(standingPageTexts.pageId), asc(standingPageTexts.lang));

export type StandingPageSource = Awaited<ReturnType<typeof standingPageSources>>[number];

/** Which of these slugs a section has or had, with the slug that it has. Two rows each, by primary keys. */
export const slugsOfSections = (db: Database, slugs: readonly string[]) =>
  db.all<{ slug: string; owner: string }>(
    sql`select ${sectionSlugs.slug} as slug, ${sections.slug} as owner
      from json_each(${JSON.stringify(slugs)}) as wanted
      cross join ${sectionSlugs} on ${sectionSlugs.slug} = wanted.value
      cross join ${sections} on ${sections.id} = ${sectionSlugs.sectionId}`,
  );

/** Which of these slugs a standing page has or had, with the slug that it has. Two rows each, by primary keys. */
export const slugsOfStandingPages = (db: Database, slugs: readonly string[]) =>
  db.all<{ slug: string; owner: string }>(
    sql`select ${standingPageSlugs.slug} as slug, ${standingPages.slug} as owner
      from json_each(${JSON.stringify(slugs)}) as wanted
      cross join ${standingPageSlugs} on ${standingPageSlugs.slug} = wanted.value
      cross join ${standingPages} on ${standingPages.id} = ${standingPageSlugs.pageId}`,
  );
