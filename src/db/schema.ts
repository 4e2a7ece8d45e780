// D1's tables. Migrations are generated from this file (`npm run migrate:new`); times are milliseconds since the epoch.
// What drizzle cannot say (full-text tables, triggers, the first rows) stands in migrations/0001_*.sql. search-schema.ts has the tables of
// search, media-schema.ts those of files, people-schema.ts those of people and tokens.

import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** The one row that says which database this is, and holds all that every page shows around its content. */
export const site = sqliteTable(
  "site",
  {
    id: integer().primaryKey(),
    /** Names this site's counters: `{guid}:{articleId}` (R5). */
    guid: text().notNull(),
    /** Changes with every restore; a page of another incarnation is never served (P11). */
    incarnation: text().notNull(),
    settings: text({ mode: "json" }).$type<unknown>().notNull(),
    /** Sections, standing pages, friend links, pinned and typed hot searches, rebuilt in the batch that changes one of them. */
    frame: text({ mode: "json" }).$type<unknown>().notNull(),
    version: integer().notNull().default(1),
  },
  (t) => [check("site_is_one_row", sql`${t.id} = 1`)],
);

export const sections = sqliteTable("sections", {
  id: integer().primaryKey({ autoIncrement: true }),
  slug: text().notNull().unique(),
  /** `{lang: name}` */
  name: text({ mode: "json" }).$type<Record<string, string>>().notNull(),
  description: text({ mode: "json" }).$type<Record<string, string>>().notNull(),
  position: integer().notNull(),
});

/** Every slug that a section has or had: an old one answers 301 for ever. */
export const sectionSlugs = sqliteTable("section_slugs", {
  slug: text().primaryKey(),
  sectionId: integer().notNull(),
});

export const articles = sqliteTable(
  "articles",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    guid: text().notNull(),
    sectionId: integer().notNull(),
    lang: text().notNull(),
    slug: text().notNull(),
    title: text().notNull(),
    kind: text(),
    summary: text(),
    /** The body's beginning as plain text, for lists and descriptions. */
    excerpt: text().notNull(),
    author: text(),
    sourceName: text(),
    sourceUrl: text(),
    cover: text({ mode: "json" }).$type<{ url: string; alt: string; width: number | null; height: number | null }>(),
    tags: text({ mode: "json" }).$type<string[]>().notNull(),
    /** Ids chosen when the article was saved. */
    related: text({ mode: "json" }).$type<number[]>().notNull(),
    /** What was saved; the status that readers see follows from it and the clock (src/publishing/status.ts). */
    state: text({ enum: ["draft", "live", "withdrawn"] }).notNull(),
    publishedAt: integer(),
    /** The local day of `publishedAt` in the site's zone, `yyyy-mm-dd`; files the article in the archive. */
    day: text(),
    expireAt: integer(),
    /** The id of the article that this one translates; the original carries its own id or null. */
    translationOf: integer(),
    createdAt: integer().notNull(),
    updatedAt: integer().notNull(),
    version: integer().notNull().default(1),
  },
  (t) => [
    uniqueIndex("articles_guid").on(t.guid),
    index("articles_in_section").on(t.sectionId, t.lang, t.publishedAt, t.id).where(sql`state = 'live'`),
    index("articles_in_site").on(t.lang, t.publishedAt, t.id).where(sql`state = 'live'`),
    index("articles_expiring_in_section")
      .on(t.sectionId, t.lang, t.expireAt)
      .where(sql`state = 'live' and expire_at is not null`),
    index("articles_expiring").on(t.lang, t.expireAt).where(sql`state = 'live' and expire_at is not null`),
    index("articles_translating").on(t.translationOf).where(sql`translation_of is not null`),
    index("articles_created").on(t.createdAt, t.id),
    index("articles_state_created").on(t.state, t.createdAt, t.id),
    index("articles_section_created").on(t.sectionId, t.createdAt, t.id),
  ],
);

/** Every slug that an article has or had in its section and language: taken for good, and redirected. */
export const articleSlugs = sqliteTable(
  "article_slugs",
  {
    sectionId: integer().notNull(),
    lang: text().notNull(),
    slug: text().notNull(),
    articleId: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.sectionId, t.lang, t.slug] }), index("article_slugs_article").on(t.articleId)],
);

/** The source as it was sent. Apart from `articles`, so that lists do not read it. */
export const articleSources = sqliteTable("article_sources", {
  articleId: integer().primaryKey(),
  format: text({ enum: ["markdown", "html"] }).notNull(),
  source: text().notNull(),
});

/** What pages show, and its plain text for search. At most 1 MiB each: D1 takes 2 MB a row. */
export const articleHtml = sqliteTable("article_html", {
  articleId: integer().primaryKey(),
  html: text().notNull(),
});

export const articleTexts = sqliteTable("article_texts", {
  articleId: integer().primaryKey(),
  text: text().notNull(),
});

/** The tags of live articles, in the order of a tag's page. */
export const articleTags = sqliteTable(
  "article_tags",
  {
    articleId: integer().notNull(),
    tag: text().notNull(),
    lang: text().notNull(),
    publishedAt: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.articleId, t.tag] }),
    index("article_tags_page").on(t.tag, t.lang, t.publishedAt, t.articleId),
  ],
);

/** Standing pages, such as 关于我们. What they say is in `standing_page_texts`, by language. */
export const standingPages = sqliteTable("standing_pages", {
  id: integer().primaryKey({ autoIncrement: true }),
  slug: text().notNull().unique(),
  /** Where every page links to it; null: nowhere. */
  place: text({ enum: ["menu", "foot"] }),
  position: integer().notNull(),
  format: text({ enum: ["markdown", "html"] }).notNull(),
});

/** Every slug that a standing page has or had, as long as there is the page: an old one answers 301. */
export const standingPageSlugs = sqliteTable("standing_page_slugs", {
  slug: text().primaryKey(),
  pageId: integer().notNull(),
});

/** The source as it was sent, at most 512 KiB, and what pages show of it, at most 1 MiB: together within D1's 2 MB a row. */
export const standingPageTexts = sqliteTable(
  "standing_page_texts",
  {
    pageId: integer().notNull(),
    lang: text().notNull(),
    title: text().notNull(),
    source: text().notNull(),
    html: text().notNull(),
    excerpt: text().notNull(),
    updatedAt: integer().notNull(),
  },
  (t) => [primaryKey({ columns: [t.pageId, t.lang] })],
);

/** Every version of every article, whole: number n is what version n said. */
export const revisions = sqliteTable(
  "revisions",
  {
    articleId: integer().notNull(),
    version: integer().notNull(),
    at: integer().notNull(),
    by: text().notNull(),
    action: text().notNull(),
    /** The article's own fields, without body. */
    fields: text({ mode: "json" }).$type<unknown>().notNull(),
    format: text().notNull(),
    source: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.articleId, t.version] })],
);

export const audit = sqliteTable(
  "audit",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    at: integer().notNull(),
    by: text().notNull(),
    action: text().notNull(),
    target: text().notNull(),
  },
  (t) => [index("audit_by").on(t.by), index("audit_target").on(t.target)],
);

/** Articles filed by month, kept by triggers: `{"2026-11": 12}`. Scheduled and expired ones are among them. */
export const archives = sqliteTable(
  "archives",
  {
    sectionId: integer().notNull(),
    lang: text().notNull(),
    months: text({ mode: "json" }).$type<Record<string, number>>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.sectionId, t.lang] })],
);

/** The days of a month, likewise: `{"03": 4}`. */
export const archiveDays = sqliteTable(
  "archive_days",
  {
    sectionId: integer().notNull(),
    lang: text().notNull(),
    month: text().notNull(),
    days: text({ mode: "json" }).$type<Record<string, number>>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.sectionId, t.lang, t.month] })],
);

export const links = sqliteTable("links", {
  id: integer().primaryKey({ autoIncrement: true }),
  position: integer().notNull(),
  name: text().notNull(),
  url: text().notNull(),
});

export const searchTerms = sqliteTable("search_terms", {
  term: text().primaryKey(),
  list: text({ enum: ["pinned", "blocked"] }).notNull(),
  position: integer().notNull(),
});

/** Addresses of an older site, and where each leads. Both in one spelling (src/content/old-addresses.ts). */
export const redirects = sqliteTable(
  "redirects",
  {
    from: text().primaryKey(),
    /** A path of this site, or an absolute URL. */
    to: text().notNull(),
    /** The path of this site that `to` leads to, in its one spelling; null: another site's. */
    toPath: text(),
  },
  (t) => [index("redirects_to_path").on(t.toPath).where(sql`to_path is not null`)],
);

/** The purge ledger: one row a purged tag, its id the version that pages are compared with. */
export const ledger = sqliteTable(
  "ledger",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    tag: text().notNull(),
    at: integer().notNull(),
    by: text().notNull(),
    reason: text().notNull(),
  },
  (t) => [index("ledger_tag").on(t.tag, t.id)],
);

/** Purges that wait for their time (P15). */
export const deferredPurges = sqliteTable(
  "deferred_purges",
  {
    id: integer().primaryKey({ autoIncrement: true }),
    /** What it belongs to, such as `article:42:publish` or `recurring:0`; its owner replaces it. */
    owner: text().unique(),
    tags: text({ mode: "json" }).$type<string[]>().notNull(),
    dueAt: integer().notNull(),
    /** Recurs after so many seconds; null: once. */
    everySeconds: integer(),
    askedAt: integer().notNull(),
    by: text().notNull(),
    reason: text().notNull(),
    doneAt: integer(),
  },
  (t) => [index("deferred_purges_due").on(t.dueAt).where(sql`done_at is null`)],
);

/** The last run of each cron job. */
export const jobs = sqliteTable("jobs", {
  name: text().primaryKey(),
  startedAt: integer().notNull(),
  finishedAt: integer(),
  outcome: text({ enum: ["running", "done", "failed"] }).notNull(),
  detail: text(),
});

/** A batch that must stop inserts a 0 here: the check fails, and with it the whole batch. It stays empty. */
export const guards = sqliteTable("guards", { ok: integer().notNull() }, (t) => [check("guard", sql`${t.ok} = 1`)]);
