// A version of an article as the change that leads back to it.

import { formatSchema, revisionFieldsSchema, type WholeRevision } from "../db/revisions";
import type { Frame } from "../db/settings";
import { invalid, type Outcome } from "./failure";
import type { ArticleChange } from "./input";

/**
 * All that a version said: words, place and origin. Not whether and when readers see it: that is the article's own life, so
 * nothing goes live, comes back or is taken away because an older text does.
 */
export function saidBy(articleId: number, revision: WholeRevision) {
  const fields = revisionFieldsSchema.parse(revision.fields);
  const { title, slug, kind, summary, author, lang, tags, sourceName, sourceUrl, cover, translationOf } = fields;
  const change = {
    ...{ title, slug, kind, summary, author, lang, tags, cover },
    body: revision.source,
    format: formatSchema.parse(revision.format),
    source: sourceName === null ? null : { name: sourceName, url: sourceUrl },
    // An original may carry its own id, which is no other article's.
    translationOf: translationOf === articleId ? null : translationOf,
  } satisfies ArticleChange;
  return { change, sectionId: fields.sectionId };
}

/** The section of a version, by the name that it has today. */
export function sectionOf(
  { sections }: Frame,
  { sectionId, revision }: { sectionId: number; revision: WholeRevision },
): Outcome<{ section: string }> {
  const found = sections.find(({ id }) => id === sectionId);
  if (found !== undefined) return { ok: true, section: found.slug };
  const name = revision.section === null ? `number ${sectionId}` : `"${revision.section}"`;
  return invalid(
    "section",
    `version ${revision.version} stood in the section ${name}, which is gone: read that version, and send what you want of it as a change`,
  );
}
