// What taking in an article rests on, read in one batch.

import { articleExists } from "../../db/articles";
import type { Database } from "../../db/client";
import { type ExportedArticle, exportedArticle } from "../../db/export-articles";
import { sectionsInOrder, slugsOfAllSections } from "../../db/export-site";
import { imageSizes } from "../../db/ground";
import { idsHere } from "../../db/import-articles";
import { type Settings, settingsSchema } from "../../db/settings";
import { siteAndVersion } from "../../db/site";
import type { LineOf } from "../../exports/lines";
import { namesOfSections, type SectionNames } from "../../exports/write-lines";
import { type Images, imagesIn, mediaHashesIn } from "../../publishing/images";
import { type SectionsHere, sectionsHere } from "./sections-here";

export interface ArticleGround {
  siteGuid: string;
  siteVersion: number;
  settings: Settings;
  /** The article as it stands; null: it is not here. */
  here: ExportedArticle | null;
  isIdFree: boolean;
  sections: SectionsHere;
  names: SectionNames;
  images: Images;
  /** The ids that the original (null without one) and the related articles have here. */
  originalId: number | null;
  relatedIds: number[];
}

export async function readArticleGround(db: Database, line: LineOf<"article">): Promise<ArticleGround> {
  const texts = [line.body, line.cover?.url ?? ""];
  const original = line.translationOf ?? { id: 0, guid: null };
  const [[site], [here], sameId, sections, slugs, sizes, [originalHere, ...related]] = await db.batch([
    siteAndVersion(db),
    exportedArticle(db, line.guid),
    articleExists(db, line.id),
    sectionsInOrder(db),
    slugsOfAllSections(db),
    imageSizes(db, mediaHashesIn(texts)),
    idsHere(db, [original, ...line.related]),
  ]);
  if (site === undefined) throw new Error("the site's row is missing");
  return {
    siteGuid: site.guid,
    siteVersion: site.siteVersion,
    settings: settingsSchema.parse(site.settings),
    here: here ?? null,
    isIdFree: sameId.length === 0,
    sections: sectionsHere(sections, slugs),
    names: namesOfSections(sections, slugs),
    images: imagesIn(texts, sizes),
    originalId: line.translationOf === null ? null : (originalHere?.id ?? null),
    relatedIds: related.flatMap(({ id }) => id ?? []),
  };
}
