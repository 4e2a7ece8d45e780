// Rows of lists as the cards that pages show.

import { srcsetOf } from "../content/image-widths";
import type { CardRow } from "../db/cards";
import { articleTag } from "../pages/tags";
import { type SiteView, sectionById, sectionLink } from "./site-view";
import type { Card, Picture } from "./views";

/** Images whose size is not known are shown in this shape. */
const UNKNOWN_SIZE = { width: 1600, height: 900 };

export function toPicture(cover: CardRow["cover"]): Picture | null {
  if (cover === null) return null;
  const { url, alt, width, height } = cover;
  if (!width || !height) return { src: url, srcset: null, alt, ...UNKNOWN_SIZE };
  return { src: url, srcset: srcsetOf(url, width), alt, width, height };
}

export function toCard(row: CardRow, site: SiteView): Card {
  const section = sectionById(site, row.sectionId);
  return {
    id: row.id,
    href: site.addresses.article(section?.slug ?? "", row.slug),
    title: row.title,
    kind: row.kind,
    summary: row.summary ?? (row.excerpt || null),
    publishedAt: row.publishedAt ?? 0,
    reads: row.reads,
    cover: toPicture(row.cover),
    section: section === undefined ? null : sectionLink(site, section),
  };
}

export const toCards = (rows: readonly CardRow[], site: SiteView): Card[] => rows.map((row) => toCard(row, site));

/** The tags of the articles whose titles a page shows. */
export const cardTags = (...lists: readonly { id: number }[][]): string[] =>
  lists.flatMap((rows) => rows.map(({ id }) => articleTag(id)));
