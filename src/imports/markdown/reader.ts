// A folder of Markdown as a ZIP, made for Hugo, Hexo, Jekyll or nothing: read twice, since what articles name goes before them.

import type { Dump } from "../format";
import type { Incoming, IncomingProblem, IncomingSection } from "../incoming";
import { itemsAfter, type Later, listed, type ReadOptions } from "../reading";
import { layoutOf } from "./layout";
import { type Place, placeOf } from "./places";
import { isMedia, nameOf } from "./references";
import { sectionOfArticles } from "./sections";
import { readText, type Site } from "./to-text";
import { isText, openZip, type ZipFile } from "./zip";

/** A text's file, and what it says of the others. */
interface Surveyed {
  file: ZipFile;
  place: Place;
  files: ReadonlySet<string>;
}

/**
 * Sections, then the files that texts name, with their bytes, then the texts, originals before translations, then what could not be
 * taken. Throws `BrokenDump` if the file is no whole ZIP.
 */
export const readMarkdown = (dump: Dump, { after = 0, site }: ReadOptions = {}): AsyncIterable<Incoming> =>
  itemsAfter(itemsIn(dump, site ?? null), after);

async function* itemsIn(dump: Dump, base: string | null): AsyncGenerator<Later> {
  const { files, problems } = await openZip(dump);
  const layout = await layoutOf(files);
  if (base !== null) layout.base = base.replace(/\/+$/, "");
  const placed = [...files.values()].filter(({ path }) => isText(path) && path.startsWith(layout.root));
  const texts: { file: ZipFile; place: Place }[] = [];
  const placeless: string[] = [];
  for (const file of placed) {
    const place = placeOf(file.path.slice(layout.root.length), layout);
    if (place) texts.push({ file, place });
    else placeless.push(file.path.slice(layout.root.length));
  }
  const site: Site = { layout, files, originals: originalsOf(texts, layout.defaultLanguage) };
  const { surveyed, sections } = await survey(texts, site);

  for (const section of sections.values()) yield () => section;
  const named = new Set(surveyed.flatMap((text) => [...text.files]));
  for (const path of named) {
    const file = files.get(path);
    if (file) yield () => toMedia(file, layout.root);
  }
  const isOriginal = ({ file }: Surveyed) => !site.originals.has(file.path);
  for (const text of [...surveyed.filter(isOriginal), ...surveyed.filter((text) => !isOriginal(text))]) {
    yield async () => filed(readText(text.file, await text.file.bytes(), text.place, site).item, sections);
  }
  for (const problem of problems) yield () => problem;
  const unnamed = [...files.keys()].filter((path) => isMedia(path) && !isText(path) && !named.has(path));
  for (const problem of [
    ...leftOut("unnamed", "Files that no text names", unnamed),
    ...leftOut("placeless", "Texts that have no place here", placeless),
  ]) {
    yield () => problem;
  }
}

/** Reads every text once: which sections there are, and which files are named. Texts themselves are not kept. */
async function survey(texts: readonly { file: ZipFile; place: Place }[], site: Site) {
  const surveyed: Surveyed[] = [];
  const sections = new Map<string, IncomingSection>();
  for (const { file, place } of texts) {
    const { item, files, category } = readText(file, await file.bytes(), place, site);
    if (item.kind === "section") sections.set(item.slug, item);
    else surveyed.push({ file, place, files });
    if (item.kind === "article" && item.section !== null && !sections.has(item.section)) {
      sections.set(item.section, sectionOfArticles(item.section, category, site.layout));
    }
  }
  return { surveyed, sections };
}

/** An article with the name of its section: a folder's stands in another file. */
const filed = (item: Incoming, sections: ReadonlyMap<string, IncomingSection>): Incoming =>
  item.kind === "article" && item.section !== null
    ? { ...item, sectionName: sections.get(item.section)?.name ?? null }
    : item;

/** Of texts that differ in language only, the one in the site's own is what the others translate, or the first. */
function originalsOf(texts: readonly { file: ZipFile; place: Place }[], own: string | null): Map<string, string> {
  const groups = Map.groupBy(
    texts.filter(({ place }) => place.role === "article"),
    ({ place }) => place.group,
  );
  const originals = new Map<string, string>();
  for (const group of groups.values()) {
    const isOwn = ({ place }: { place: Place }) => place.lang === null || place.lang.toLowerCase() === own;
    const original = group.find(isOwn) ?? group[0];
    for (const { file } of group) if (original && file !== original.file) originals.set(file.path, original.file.path);
  }
  return originals;
}

async function toMedia(file: ZipFile, root: string): Promise<Incoming> {
  const url = nameOf(file.path, root);
  const key = `markdown:${file.path.slice(root.length)}`;
  const bytes = await file.bytes();
  if (bytes === null) return { kind: "problem", key, detail: "The file is damaged" };
  return { kind: "media", key, url, name: file.path.split("/").at(-1) ?? "", alt: null, bytes };
}

/** One problem for all of a kind. */
function leftOut(kind: string, what: string, paths: readonly string[]): IncomingProblem[] {
  if (paths.length === 0) return [];
  const detail = `${what}: ${paths.length} left out: ${listed(paths)}`;
  return [{ kind: "problem", key: `markdown:${kind}`, detail }];
}
