// From rows to lines: every field in its fixed order, so that equal content gives equal bytes.

import { type ExportedArticle, listsOfArticle } from "../db/export-articles";
import { hostsOfReads, type readsAfter } from "../db/export-reads";
import { type ExportedRevision, fieldsOfRevision } from "../db/export-revisions";
import type { standingPageTextsAfter } from "../db/export-site";
import type { MediaRow } from "../db/media";
import type { PersonRow } from "../db/people";
import { formatSchema } from "../db/revisions";
import { mediaPath } from "../media/library";
import type { LineOf, Reference, SectionReference } from "./lines";

/** RFC 3339 in UTC, to the millisecond. */
export const timeOf = (ms: number): string => new Date(ms).toISOString();

const timeOrNull = (ms: number | null): string | null => (ms === null ? null : timeOf(ms));

/** Names sections by a slug that leads to them. */
export type SectionNames = (id: number) => SectionReference;

/** A section that is gone is named by the first slug that it had, if nobody took it. */
export function namesOfSections(
  known: readonly { id: number; slug: string }[],
  slugs: readonly { slug: string; owner: number }[],
): SectionNames {
  const names = new Map(known.map(({ id, slug }) => [id, slug]));
  for (const { slug, owner } of slugs) if (!names.has(owner)) names.set(owner, slug);
  return (id) => ({ id, slug: names.get(id) ?? null });
}

const referenceTo = (id: number | null, guid: string | null): Reference | null => (id === null ? null : { id, guid });

const sourceOf = (name: string | null, url: string | null) => (name === null ? null : { name, url });

type Cover = { url: string; alt: string; width: number | null; height: number | null } | null;

const coverOf = (cover: Cover): Cover =>
  cover === null ? null : { url: cover.url, alt: cover.alt, width: cover.width, height: cover.height };

export function articleLine(row: ExportedArticle, sectionOf: SectionNames): LineOf<"article"> {
  const { slugs, related } = listsOfArticle(row);
  const { id, guid, version, lang, slug, title, kind, summary, author, tags, state, format, day } = row;
  return {
    type: "article",
    id,
    guid,
    version,
    createdAt: timeOf(row.createdAt),
    updatedAt: timeOf(row.updatedAt),
    by: row.by ?? "",
    action: row.action ?? "",
    section: sectionOf(row.sectionId).slug ?? "",
    ...{ lang, slug, title, kind, summary, author },
    source: sourceOf(row.sourceName, row.sourceUrl),
    cover: coverOf(row.cover),
    ...{ tags, state },
    publishedAt: timeOrNull(row.publishedAt),
    expireAt: timeOrNull(row.expireAt),
    translationOf: referenceTo(row.translationOf, row.originalGuid),
    format,
    body: row.source,
    ...{ day, related },
    slugs: slugs.map(({ section, lang, slug }) => ({ section: sectionOf(section), lang, slug })),
    reads: (row.base ?? 0) + (row.counted ?? 0),
  };
}

export function revisionLine(row: ExportedRevision, sectionOf: SectionNames): LineOf<"revision"> {
  const fields = fieldsOfRevision(row);
  const { lang, slug, title, kind, summary, author, tags, state } = fields;
  return {
    type: "revision",
    article: row.guid,
    version: row.version,
    at: timeOf(row.at),
    by: row.by,
    action: row.action,
    section: sectionOf(fields.sectionId),
    ...{ lang, slug, title, kind, summary, author },
    source: sourceOf(fields.sourceName, fields.sourceUrl),
    cover: coverOf(fields.cover),
    ...{ tags, state },
    publishedAt: timeOrNull(fields.publishedAt),
    expireAt: timeOrNull(fields.expireAt),
    translationOf: referenceTo(fields.translationOf, row.originalGuid),
    format: formatSchema.parse(row.format),
    body: row.source,
  };
}

type PageTextRow = Awaited<ReturnType<typeof standingPageTextsAfter>>[number];

export const pageTextLine = ({ page, lang, title, format, source, updatedAt }: PageTextRow): LineOf<"pageText"> => ({
  ...{ type: "pageText", page, lang, title, format },
  ...{ body: source, updatedAt: timeOf(updatedAt) },
});

export const personLine = (person: PersonRow): LineOf<"person"> => {
  const { id, handle, name, email, role, createdAt, disabledAt } = person;
  const times = { createdAt: timeOf(createdAt), disabledAt: timeOrNull(disabledAt) };
  return { type: "person", id, handle, name, email, role, ...times };
};

export const mediaLine = (file: MediaRow, origin: string): LineOf<"media"> => {
  const { hash, name, type, bytes, width, height, createdAt, by } = file;
  const url = `${origin}${mediaPath(file)}`;
  return { type: "media", hash, name, mediaType: type, bytes, width, height, createdAt: timeOf(createdAt), by, url };
};

type ReadsRow = Awaited<ReturnType<typeof readsAfter>>[number];

/** A line a day. */
export const readsLines = (rows: readonly ReadsRow[]): LineOf<"reads">[] =>
  [...Map.groupBy(rows, ({ day }) => day)].map(([day, ofDay]) => ({
    type: "reads",
    day,
    items: ofDay.map(({ guid, reads, hosts }) => ({ article: guid, reads, hosts: hostsOfReads(hosts) })),
  }));
