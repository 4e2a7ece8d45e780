// A version of an article as the API shows it, and what tells it from the one before.

import { toRfc3339 } from "../content/local-time";
import { type RevisionFields, type RevisionRow, revisionFieldsSchema, type WholeRevision } from "../db/revisions";
import { statusOf } from "../publishing/status";

/** A version as in lists: who made it, when, by what, and which fields differ from the version before. */
export function revisionSummary({ version, at, by, action, ...row }: RevisionRow) {
  return { version, at: toRfc3339(at), by, action, changed: changedIn(row) };
}

/** A version whole, with its source. `status`: what the article was when the version was saved. */
export function revisionJson(id: number, row: WholeRevision) {
  const { sectionId, sourceName, sourceUrl, cover, state, publishedAt, expireAt, ...fields } =
    revisionFieldsSchema.parse(row.fields);
  return {
    id,
    ...revisionSummary(row),
    ...fields,
    section: row.section,
    status: statusOf({ state, publishedAt, expireAt }, row.at),
    source: sourceName === null ? null : { name: sourceName, url: sourceUrl },
    cover,
    publishedAt: publishedAt === null ? null : toRfc3339(publishedAt),
    expireAt: expireAt === null ? null : toRfc3339(expireAt),
    format: row.format,
    body: row.source,
  };
}

/** The name that an article has for each field of a version. */
const NAMES = {
  title: "title",
  sectionId: "section",
  slug: "slug",
  lang: "lang",
  state: "status",
  kind: "kind",
  summary: "summary",
  tags: "tags",
  author: "author",
  sourceName: "source",
  sourceUrl: "source",
  cover: "cover",
  translationOf: "translationOf",
  publishedAt: "publishedAt",
  expireAt: "expireAt",
} as const satisfies Record<keyof RevisionFields, string>;

/** The names of the fields that differ from the version before; none for the first one, which all of is new. */
function changedIn(row: Pick<RevisionRow, "fields" | "fieldsBefore" | "isSameFormat" | "isSameSource">): string[] {
  if (row.fieldsBefore === null) return [];
  const [fields, before] = [
    revisionFieldsSchema.parse(row.fields),
    revisionFieldsSchema.parse(JSON.parse(row.fieldsBefore)),
  ];
  const names: string[] = revisionFieldsSchema
    .keyof()
    .options.filter((field) => JSON.stringify(fields[field]) !== JSON.stringify(before[field]))
    .map((field) => NAMES[field]);
  if (row.isSameFormat === 0) names.push("format");
  if (row.isSameSource === 0) names.push("body");
  return [...new Set(names)];
}
