// Folders of Markdown name their files by path alone: of two such sites, each needs keys of its own.

import type { Incoming } from "../incoming";
import type { Reader } from "./take";

/** A reader whose keys hold the old site's address, where it was told. */
export const keyedBySite = (read: Reader): Reader =>
  async function* (dump, options) {
    const site = options.site ?? null;
    for await (const item of read(dump, options)) yield site === null ? item : keyed(item, site);
  };

function keyed(item: Incoming, site: string): Incoming {
  const keyOf = (key: string) => `${key} of ${site}`;
  if (item.kind !== "article") return { ...item, key: keyOf(item.key) };
  const { translationOf } = item;
  return { ...item, key: keyOf(item.key), translationOf: translationOf === null ? null : keyOf(translationOf) };
}
