// Sections of an export as this site knows them: by a slug that leads there, else by an id that nobody has here.

import type { SectionReference } from "../../exports/lines";

export interface SectionsHere {
  bySlug: ReadonlyMap<string, number>;
  ids: ReadonlySet<number>;
}

/** Stands for a section that is gone: no section has this id. */
export const NO_SECTION = 0;

/** The id that a section has here. */
export const sectionHere = ({ bySlug, ids }: SectionsHere, { id, slug }: SectionReference): number =>
  bySlug.get(slug ?? "") ?? (ids.has(id) ? NO_SECTION : id);

export const sectionsHere = (
  known: readonly { id: number }[],
  slugs: readonly { slug: string; owner: number }[],
): SectionsHere => ({
  bySlug: new Map(slugs.map(({ slug, owner }) => [slug, owner])),
  ids: new Set(known.map(({ id }) => id)),
});
