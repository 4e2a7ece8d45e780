// An export of a site as an import's format: everything comes in as it was. In a site without articles it takes the place of what is
// there; in another it adds what is missing, and takes newer versions of articles.

import type { ImportFormat, ImportPlace, Taken } from "../format";
import { type NdjsonItem, readLines, understand } from "./read";
import { takeArticle } from "./take-article";
import { takeHead, takeLinks, takeSearches, takeSettings } from "./take-frame";
import { takeMedia } from "./take-media";
import { takePages, takePageText } from "./take-pages";
import { takePerson } from "./take-person";
import { takeReads } from "./take-reads";
import { takeRedirects } from "./take-redirects";
import { takeRevision } from "./take-revision";
import { takeSections } from "./take-sections";

export const ndjsonFormat: ImportFormat<NdjsonItem> = { read: readLines, take };

async function take(item: NdjsonItem, place: ImportPlace): Promise<Taken> {
  const read = understand(item);
  if (!read.ok) return { outcome: "failed", kind: "line", key: `line ${item.number}`, notes: [read.problem] };
  const { value } = read;
  switch (value.type) {
    case "edgewise":
      return takeHead(value, place);
    case "settings":
      return takeSettings(value, place);
    case "sections":
      return takeSections(value, place);
    case "pages":
      return takePages(value, place);
    case "links":
      return takeLinks(value, place);
    case "searches":
      return takeSearches(value, place);
    case "person":
      return takePerson(value, place);
    case "media":
      return takeMedia(value, place);
    case "pageText":
      return takePageText(value, place);
    case "redirects":
      return takeRedirects(value, place);
    case "article":
      return takeArticle(value, place);
    case "revision":
      return takeRevision(value, place);
    case "reads":
      return takeReads(value, place);
  }
}
