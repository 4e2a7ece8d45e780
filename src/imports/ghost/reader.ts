// Ghost's export, versions 1 to 6, read in two passes: a file of any size in bounded memory.

import type { Dump } from "../format";
import { OwnAddresses } from "../html/own-links";
import type { Incoming, IncomingProblem, IncomingSection } from "../incoming";
import { itemsAfter, type Later, type ReadOptions } from "../reading";
import { listRelated } from "./related";
import { rowsIn } from "./rows";
import { postRow, type TagRow } from "./tables";
import { addressOf, type GhostPlace, isPublic, toArticle, toPage } from "./to-text";

export interface GhostOptions extends ReadOptions {
  /** Ghost has no sections. Its primary tags can be taken as such; otherwise tags stay tags. */
  primaryTagIsSection?: boolean;
}

/**
 * Posts and pages in the file's order. An export doesn't say where its site stood: without `site`, addresses of its own are paths.
 * Throws `BrokenDump` where the file ends too early, or is no Ghost export.
 */
export const readGhost = (dump: Dump, { after = 0, ...options }: GhostOptions = {}): AsyncIterable<Incoming> =>
  itemsAfter(itemsIn(dump, options), after);

async function* itemsIn(dump: Dump, { site, primaryTagIsSection = false }: GhostOptions): AsyncGenerator<Later> {
  const related = await listRelated(dump);
  const addresses = new OwnAddresses();
  const place: GhostPlace = { related, addresses, site: site?.replace(/\/+$/, "") ?? "", primaryTagIsSection };
  for (const slug of related.slugs) addresses.add([addressOf(slug, place)]);
  for (const tag of primaryTagIsSection ? related.primaryTags() : []) {
    const section = toSection(tag, place);
    addresses.add(section.oldUrls);
    yield () => section;
  }
  let number = 0;
  for await (const { table, row } of rowsIn(dump)) {
    if (table !== "posts") continue;
    number += 1;
    yield toIncoming(row, place, number);
  }
}

function toIncoming(row: unknown, place: GhostPlace, number: number): Later {
  const { data, error } = postRow.safeParse(row);
  if (error) {
    const faults = error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    return () => problem(`ghost:post:${number}`, `A post can't be read: ${faults.join("; ")}`);
  }
  const isPage = data.type ? data.type === "page" : data.page;
  if (!isPage) return () => toArticle(data, place);
  if (isPublic(data)) return () => toPage(data, place);
  const state = data.status === "published" ? `it was for ${data.visibility} only` : `its status is ${data.status}`;
  return () =>
    problem(`ghost:${data.id}`, `The page “${data.title}” was not taken: ${state}, and pages here are public`);
}

const toSection = (tag: TagRow, { site }: GhostPlace): IncomingSection => ({
  kind: "section",
  key: `ghost:tag:${tag.slug}`,
  slug: tag.slug,
  name: tag.name,
  description: tag.description || null,
  oldUrls: [`${site}/tag/${encodeURIComponent(tag.slug)}/`],
});

const problem = (key: string, detail: string): IncomingProblem => ({ kind: "problem", key, detail });
