// What an export tells of the site itself. Whatever may be long is told page by page: each query goes on after a key, and reads as many
// rows as it gives, a few more each.

import { asc, eq, gt, sql } from "drizzle-orm";
import type { Database } from "./client";
import { media } from "./media-schema";
import { people } from "./people-schema";
import { links, sectionSlugs, sections, standingPageSlugs, standingPages, standingPageTexts } from "./schema";

/** The last ids that were given out. A row a table. */
export const lastIds = (db: Database) =>
  db.all<{ name: string; id: number }>(
    sql`select name, seq as id from sqlite_sequence where name in ('articles', 'sections', 'standing_pages')`,
  );

export const sectionsInOrder = (db: Database) =>
  db
    .select({ id: sections.id, slug: sections.slug, name: sections.name, description: sections.description })
    .from(sections)
    .orderBy(asc(sections.position), asc(sections.id));

/** Every slug that leads, or led, to a section: of one that is gone too. */
export const slugsOfAllSections = (db: Database) =>
  db
    .select({ slug: sectionSlugs.slug, owner: sectionSlugs.sectionId })
    .from(sectionSlugs)
    .orderBy(asc(sectionSlugs.slug));

export const standingPagesInOrder = (db: Database) =>
  db
    .select({
      id: standingPages.id,
      slug: standingPages.slug,
      place: standingPages.place,
      format: standingPages.format,
    })
    .from(standingPages)
    .orderBy(asc(standingPages.position), asc(standingPages.id));

export const slugsOfAllStandingPages = (db: Database) =>
  db
    .select({ slug: standingPageSlugs.slug, owner: standingPageSlugs.pageId })
    .from(standingPageSlugs)
    .orderBy(asc(standingPageSlugs.slug));

export const linksInOrder = (db: Database) =>
  db.select({ name: links.name, url: links.url }).from(links).orderBy(asc(links.position), asc(links.id));

/** Texts of standing pages after one, two rows each, by primary key. */
export const standingPageTextsAfter = (db: Database, { page, lang }: { page: number; lang: string }, limit: number) =>
  db
    .select({
      pageId: standingPageTexts.pageId,
      page: standingPages.slug,
      lang: standingPageTexts.lang,
      title: standingPageTexts.title,
      format: standingPages.format,
      source: standingPageTexts.source,
      updatedAt: standingPageTexts.updatedAt,
    })
    .from(standingPageTexts)
    .innerJoin(standingPages, eq(standingPages.id, standingPageTexts.pageId))
    .where(sql`(${standingPageTexts.pageId}, ${standingPageTexts.lang}) > (${page}, ${lang})`)
    .orderBy(asc(standingPageTexts.pageId), asc(standingPageTexts.lang))
    .limit(limit);

/** People after one, by primary key. */
export const peopleAfter = (db: Database, id: number, limit: number) =>
  db.select().from(people).where(gt(people.id, id)).orderBy(asc(people.id)).limit(limit);

/** Files after one, the oldest first, by `media_created`. */
export const mediaAfter = (db: Database, { time, hash }: { time: number; hash: string }, limit: number) =>
  db
    .select()
    .from(media)
    .where(sql`(${media.createdAt}, ${media.hash}) > (${time}, ${hash})`)
    .orderBy(asc(media.createdAt), asc(media.hash))
    .limit(limit);
