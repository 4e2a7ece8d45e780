// A tag's newest articles.

import { taggedWith } from "../../db/cards";
import { nextTagged } from "../../db/next-change";
import { siteAndVersion } from "../../db/site";
import { cardTags, toCards } from "../cards";
import { htmlRendering } from "../html";
import { TagPage } from "../pages/tag";
import { firstCover, shareImage } from "../share-image";
import { shellOf } from "../shell";
import { siteView } from "../site-view";
import { earliest, type Visit } from "../visit";
import { renderMissing } from "./missing";

/** Three rows each (the tag's, the article's, its reads'): a list has 120 in all. */
const SHOWN = 36;

export async function renderTag(visit: Visit, tag: string) {
  const { db } = visit;
  const [[row], tagged, [next]] = await db.batch([
    siteAndVersion(db),
    taggedWith(db, tag, visit, SHOWN),
    nextTagged(db, tag, visit),
  ]);
  if (tagged.length === 0) return renderMissing(visit);
  const site = siteView(row, visit.lang);
  const shell = shellOf(site, visit);
  const cards = toCards(tagged, site);
  const title = site.words.tagTitle(tag);
  const head = {
    title: `${title} · ${shell.brand}`,
    description: tagged[0]?.title ?? "",
    canonical: visit.origin + site.addresses.tag(tag),
    feed: null,
    ogType: "website" as const,
    image: shareImage(firstCover(cards), visit),
    jsonLd: [],
  };
  return htmlRendering(visit, site, {
    shell,
    head,
    content: <TagPage shell={shell} words={site.words} view={{ tag, cards, older: null }} />,
    tags: [site.tags.tag(tag), ...cardTags(tagged)],
    until: earliest(next?.at, ...tagged.map(({ expireAt }) => expireAt)),
    keep: "page",
  });
}
