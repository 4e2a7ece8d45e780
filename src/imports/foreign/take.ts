// Takes what another system's dump holds in: each kind of item by its own file, all through the commands of `publishing`.

import type { Dump, Taken } from "../format";
import type { Takings } from "../formats";
import type { Incoming, IncomingMedia } from "../incoming";
import type { ImportOptions } from "../options";
import type { ReadOptions } from "../reading";
import { takeArticle } from "./article";
import { fileAt, fileKey, keepFile } from "./files";
import { lookUp } from "./known";
import { takePage } from "./page";
import { type ForeignPlace, SiteMemory } from "./place";
import { takeSection } from "./section";

/** Reads a dump of some other system. */
export type Reader = (dump: Dump, options: ReadOptions) => AsyncIterable<Incoming>;

/** The takings of a reader. */
export const foreign =
  (read: Reader) =>
  (options: ImportOptions): Takings => {
    const site = new SiteMemory();
    return async function* (dump, after) {
      for await (const item of read(dump, { after, site: options.site })) {
        yield (turn) => takeIncoming(item, { ...turn, options, site });
      }
    };
  };

async function takeIncoming(item: Incoming, place: ForeignPlace): Promise<Taken> {
  switch (item.kind) {
    case "section":
      return takeSection(item, place);
    case "article":
      return takeArticle(item, place);
    case "page":
      return takePage(item, place);
    case "media":
      return takeMedia(item, place);
    case "problem":
      return { outcome: "skipped", kind: "problem", key: item.key, notes: [item.detail] };
  }
}

async function takeMedia({ key, url, name, bytes }: IncomingMedia, place: ForeignPlace): Promise<Taken> {
  const fileName = fileKey(url, place.importId);
  const { items } = await lookUp(place, { keys: [fileName], oldUrls: [] });
  const known = items.get(fileName);
  const { path, detail, outcome } =
    bytes === null ? await fileAt(place, url, known) : await keepFile(place, url, { bytes, name, known });
  return { outcome, kind: "media", key, ...(path !== null && { url: path }), notes: detail === null ? [] : [detail] };
}
