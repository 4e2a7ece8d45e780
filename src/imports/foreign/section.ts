// Takes a section in, and finds the one that an article belongs to.

import { addressesIn } from "../../content/addresses";
import { toLine } from "../../content/whole-text";
import { openDatabase } from "../../db/client";
import { bindNewSection, isKeyBound, type Mark } from "../../db/import-keys";
import { sectionOfSlug } from "../../db/sections";
import { defaultLangOf, type FrameSection } from "../../db/settings";
import { addSection } from "../../publishing/site";
import type { Taken } from "../format";
import type { IncomingArticle, IncomingSection } from "../incoming";
import { reasonOf } from "./failures";
import { fitLine, topSlugOf } from "./fit";
import { lookUp, outcomeOf } from "./known";
import type { ForeignPlace } from "./place";
import { redirectOldUrls } from "./redirects";

const MAX_TEXT = 500;

/** Makes the section, unless the site has it, or the operator wants no new ones. */
export async function takeSection(item: IncomingSection, place: ForeignPlace): Promise<Taken> {
  const notes: string[] = [];
  const taken = { kind: "section", key: item.key, notes };
  const slug = sectionSlugOf(item.slug);
  const known = await lookUp(place, { keys: [item.key], oldUrls: item.oldUrls });
  const before = known.items.get(item.key);
  let outcome: Taken["outcome"] = before === undefined ? "unchanged" : outcomeOf(before, place);
  let section = (await sectionAt(place, slug)) ?? (await sectionNamed(place, item.name));
  const isByName = section !== null && section.slug !== slug && isNamed(section, item.name);
  if (section === null) {
    if (place.options.sections === "map") {
      return { ...taken, outcome: "skipped", notes: ["the site has no such section: its texts go to another one"] };
    }
    const mark = { key: item.key, fingerprint: "", turn: place.turn };
    const made = await makeSection(
      place,
      { slug, name: item.name, description: item.description },
      before ? null : mark,
    );
    if (made !== null) return { ...taken, outcome: "failed", notes: [made] };
    outcome = "created";
    section = await sectionAt(place, slug);
    if (section === null) throw new Error("a section that was made is not there");
  }
  if (isByName) notes.push(`the site has a section of that name: its texts go to /${section.slug}`);
  else if (toLine(item.slug) !== section.slug) notes.push(`its address is /${section.slug}`);
  const url = addressesIn("", "").section(section.slug);
  await redirectOldUrls(place, { oldUrls: item.oldUrls, to: url, known, notes });
  return { ...taken, outcome, url };
}

/** The section of an article, by its slug or else its name; made where it is missing and may be; else the one for texts without. */
export async function sectionFor(
  { section: slug, sectionName: name }: Pick<IncomingArticle, "section" | "sectionName">,
  place: ForeignPlace,
  notes: string[],
): Promise<string> {
  const { frame } = await place.site.read(place);
  const fallback = place.options.section ?? frame.sections[0]?.slug ?? "";
  if (slug === null) return fallback;
  const wished = sectionSlugOf(slug);
  const found = (await sectionAt(place, wished)) ?? (await sectionNamed(place, name ?? ""));
  if (found !== null) return found.slug;
  if (place.options.sections === "map") {
    notes.push(`the site has no section ${wished}: it stands in ${fallback}`);
    return fallback;
  }
  const refusal = await makeSection(place, { slug: wished, name: name ?? slug, description: null }, null);
  if (refusal === null) return wished;
  notes.push(`the section ${wished} can't be made, ${refusal}: it stands in ${fallback}`);
  return fallback;
}

const sectionSlugOf = (slug: string): string => topSlugOf(slug, "section");

/** The section that a slug leads to, be it by a slug that it had. */
async function sectionAt(place: ForeignPlace, slug: string): Promise<FrameSection | null> {
  const { d1 } = place.desk;
  const { frame } = await place.site.read(place);
  const found = frame.sections.find((section) => section.slug === slug);
  if (found !== undefined) return found;
  place.spend(1);
  const [moved] = await sectionOfSlug(openDatabase(d1.withSession("first-primary")), slug);
  return frame.sections.find(({ id }) => id === moved?.id) ?? null;
}

/** The section that has that name in any language: other systems give the same channel another slug. */
async function sectionNamed(place: ForeignPlace, name: string): Promise<FrameSection | null> {
  const { frame } = await place.site.read(place);
  return frame.sections.find((section) => isNamed(section, name)) ?? null;
}

function isNamed(section: FrameSection, name: string): boolean {
  const line = toLine(name);
  return line !== "" && Object.values(section.name).some((own) => toLine(own) === line);
}

/** Null: it is made. Else why not. */
async function makeSection(
  place: ForeignPlace,
  { slug, name, description }: { slug: string; name: string; description: string | null },
  mark: Mark | null,
): Promise<string | null> {
  const { settings } = await place.site.read(place);
  const lang = place.options.lang ?? defaultLangOf(settings);
  const texts = (text: string | null) => {
    const line = fitLine(text, { max: MAX_TEXT, field: "name", notes: [] });
    return line === null ? {} : { [lang]: line };
  };
  const desk = { ...place.desk, ...(mark !== null && { alongside: alongsideOf(mark) }) };
  place.spend(3);
  try {
    const names = { name: { [lang]: slug, ...texts(name) }, description: texts(description) };
    const added = await addSection(desk, { slug, ...names });
    return added.ok ? null : reasonOf(added.failure);
  } catch (error) {
    // Another step has just made it.
    if (isKeyBound(error)) return null;
    throw error;
  } finally {
    place.site.forget();
  }
}

const alongsideOf = (mark: Mark) => (db: Parameters<typeof bindNewSection>[0]) => [bindNewSection(db, mark)];
