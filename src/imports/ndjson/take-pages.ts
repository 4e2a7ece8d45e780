// Takes in standing pages: which there are, and, text by text, what they say.

import { excerpt } from "../../content/excerpt";
import { openDatabase } from "../../db/client";
import { imageSizes } from "../../db/ground";
import { unlessStop } from "../../db/guard";
import { addStandingPages, clearStandingPages, isWithoutArticles, standingPageTextOf } from "../../db/import-site";
import { saveStandingPageText } from "../../db/standing-page-writes";
import { slugsOfSections } from "../../db/standing-pages";
import type { LineOf } from "../../exports/lines";
import { timeOf } from "../../exports/write-lines";
import { failed, invalid } from "../../publishing/failure";
import { imagesIn, mediaHashesIn } from "../../publishing/images";
import { MAX_PAGES } from "../../publishing/limits";
import { renderSource } from "../../publishing/rendered";
import { takenSlugs } from "../../publishing/site";
import { changeSite, purgingAll } from "../../publishing/site-change";
import type { ImportPlace, Taken } from "../format";
import { lineOf, OWN_STAYS, readFrame, takenBy } from "./frame-here";
import { isSame } from "./same";

const PAGES = { kind: "pages", key: "pages" };

/** In a site without articles they take the place of those that are here; in another those are added that are missing. */
export async function takePages(line: LineOf<"pages">, place: ImportPlace): Promise<Taken> {
  const here = await readFrame(place);
  const own = lineOf(here, "pages").items;
  if (isSame(own, line.items)) return { outcome: "unchanged", ...PAGES, notes: [] };
  const [slugs, ids] = [new Set(own.flatMap((page) => page.slugs)), new Set(own.map(({ id }) => id))];
  const added = here.isEmpty
    ? line.items
    : line.items
        .filter(({ slug }) => !slugs.has(slug))
        .map((page) => ({ ...page, id: ids.has(page.id) ? null : page.id }));
  if (!here.isEmpty && added.length === 0) return { outcome: "unchanged", ...PAGES, notes: [] };
  const outcome = await changeSite(place.desk, { ifVersions: null, target: "pages" }, async (db) => {
    const taken = await slugsOfSections(
      db,
      added.map(({ slug }) => slug),
    );
    if (taken.length > 0) return failed({ reason: "invalid", errors: takenSlugs(added, taken, "the section") });
    const adding = addStandingPages(db, added);
    if (here.isEmpty) return purgingAll([unlessStop(db, isWithoutArticles), ...clearStandingPages(db), ...adding]);
    return own.length + added.length > MAX_PAGES
      ? invalid("items", `a site has at most ${MAX_PAGES} standing pages`)
      : purgingAll(adding);
  });
  return takenBy(outcome, PAGES);
}

export async function takePageText(line: LineOf<"pageText">, place: ImportPlace): Promise<Taken> {
  const { page, lang, title, format, body } = line;
  const named = { kind: "page", key: `page:${page}@${lang}` };
  const { desk } = place;
  const db = openDatabase(desk.d1.withSession("first-primary"));
  const [[here], sizes] = await db.batch([standingPageTextOf(db, page, lang), imageSizes(db, mediaHashesIn([body]))]);
  if (here === undefined) return { outcome: "skipped", ...named, notes: ["this site has no such page"] };
  const saved = {
    ...{ title: here.title, format: here.format, body: here.source },
    updatedAt: here.updatedAt === null ? null : timeOf(here.updatedAt),
  };
  if (isSame(saved, { title, format, body, updatedAt: line.updatedAt })) {
    return { outcome: "unchanged", ...named, notes: [] };
  }
  const isKept = here.title !== null && !(await readFrame(place)).isEmpty;
  if (isKept || here.format !== format) return { outcome: "skipped", ...named, notes: [OWN_STAYS] };
  const images = imagesIn([body], sizes);
  const outcome = await changeSite(desk, { ifVersions: null, target: "pages" }, (_, { settings }) => {
    if (!settings.languages.includes(lang)) return invalid("lang", "is not a language of this site");
    const { embeds, media } = settings;
    const facts = { images, siteOrigin: desk.siteOrigin, embeds, media, field: "body" };
    const rendered = renderSource({ format, text: body }, facts);
    if (!rendered.ok) return rendered;
    const text = { slug: page, lang, title, source: body, html: rendered.html, excerpt: excerpt(rendered.text) };
    return purgingAll([saveStandingPageText(db, text, Date.parse(line.updatedAt))]);
  });
  return takenBy(outcome, named);
}
