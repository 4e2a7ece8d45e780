// Takes an article in: as a new one, as a change of the one that came before, or not at all where an editor has changed that.

import { addressesIn } from "../../content/addresses";
import { slugify } from "../../content/slug";
import { bindChangedArticle, bindNewArticle, type ItemKnown, isKeyBound } from "../../db/import-keys";
import { defaultLangOf } from "../../db/settings";
import { changeArticle, publishArticle } from "../../publishing/articles";
import type { Done } from "../../publishing/desk";
import type { Outcome } from "../../publishing/failure";
import type { ArticleInput } from "../../publishing/input";
import type { Taken } from "../format";
import type { IncomingArticle } from "../incoming";
import { MAX_FILES } from "../limits";
import { articleInput } from "./article-input";
import { EDITED, reasonOf } from "./failures";
import { fileKey, filesOf } from "./files";
import { fingerprintOf } from "./fingerprint";
import { type Known, lookUp, outcomeOf } from "./known";
import type { ForeignPlace } from "./place";
import { redirectOldUrls } from "./redirects";
import { sectionFor } from "./section";

/** Of two steps that take the same item in at once one is stopped by its key, and finds what the other one did. */
const ATTEMPTS = 3;

export async function takeArticle(item: IncomingArticle, place: ForeignPlace): Promise<Taken> {
  for (let turn = 1; ; turn++) {
    const taken = await unlessBound(() => take(item, place));
    if (taken !== null) return taken;
    if (turn === ATTEMPTS) throw new Error("an item's key comes and goes");
  }
}

/** Null: another step bound the item's key meanwhile. */
export async function unlessBound<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (isKeyBound(error)) return null;
    throw error;
  }
}

async function take(item: IncomingArticle, place: ForeignPlace): Promise<Taken> {
  const notes = [...item.notes];
  const taken = { kind: "article", key: item.key, notes };
  if (item.body.trim() === "") return { ...taken, outcome: "failed", notes: ["it has no text", ...notes] };
  const urls = [...new Set([...item.media, ...(item.cover === null ? [] : [item.cover.url])])];
  const keys = [item.key, ...(item.translationOf === null ? [] : [item.translationOf])];
  const known = await lookUp(place, {
    keys: [...keys, ...urls.slice(0, MAX_FILES).map((url) => fileKey(url, place.importId))],
    oldUrls: item.oldUrls,
  });
  const paths = await filesOf(place, { urls, items: known.items, notes });
  const section = await sectionFor(item, place, notes);
  const original = originalOf(item, known);
  const { options } = place;
  const { now } = place.desk;
  const input = articleInput(item, { site: known.site, options, now, section, paths, original, notes });
  const saved = await save(input, { item, place, known: known.items.get(item.key) });
  if ("refusal" in saved) return { ...taken, outcome: saved.outcome, notes: [saved.refusal, ...notes] };
  const { outcome, at } = saved;
  const wished = input.slug ?? slugify(input.title);
  if (outcome === "created" && wished !== at.slug) notes.push(`its address ends in ${at.slug}: ${wished} was taken`);
  const url = addressesIn(at.lang, defaultLangOf(known.site.settings)).article(at.section, at.slug);
  await redirectOldUrls(place, { oldUrls: item.oldUrls, to: url, known, notes });
  return { ...taken, outcome, url };
}

function originalOf({ translationOf }: IncomingArticle, { items }: Known): { id: number; lang: string } | null {
  const found = translationOf === null ? undefined : items.get(translationOf);
  return found?.articleId == null || found.articleLang === null
    ? null
    : { id: found.articleId, lang: found.articleLang };
}

interface Place {
  section: string;
  lang: string;
  slug: string;
}

type SavedItem =
  | { outcome: "created" | "changed" | "unchanged" | "skipped" | "failed"; at: Place }
  | { outcome: "skipped" | "failed"; refusal: string };

async function save(
  input: ArticleInput,
  { item, place, known }: { item: IncomingArticle; place: ForeignPlace; known: ItemKnown | undefined },
): Promise<SavedItem> {
  const { desk, turn } = place;
  const { frame } = await place.site.read(place);
  // What is scheduled becomes published by the clock alone, and a section may get another name: neither changes the article.
  const section = frame.sections.find(({ slug }) => slug === input.section)?.id;
  const fingerprint = await fingerprintOf({ ...input, section, status: input.status === "draft" });
  const mark = { key: item.key, fingerprint, turn };
  if (known === undefined) {
    place.spend(2);
    const alongside = (db: Parameters<typeof bindNewArticle>[0], guid: string | null) =>
      guid === null ? [] : [bindNewArticle(db, guid, mark)];
    return savedAs("created", await publishArticle({ ...desk, alongside }, input));
  }
  const { articleId, articleVersion, articleSection, articleLang, articleSlug } = known;
  if (articleId === null || articleVersion === null || !articleSection || !articleLang || !articleSlug) {
    return { outcome: "failed", refusal: "its key is that of something else than an article" };
  }
  const at = { section: articleSection, lang: articleLang, slug: articleSlug };
  if (known.fingerprint === fingerprint) return { outcome: outcomeOf(known, place), at };
  if (articleVersion !== known.version) return { outcome: "skipped", refusal: EDITED };
  place.spend(2);
  const alongside = (db: Parameters<typeof bindChangedArticle>[0]) => [bindChangedArticle(db, mark)];
  const chosen = { id: articleId, ifVersions: [known.version] };
  return savedAs("changed", await changeArticle({ ...desk, alongside }, chosen, input));
}

function savedAs(outcome: "created" | "changed", done: Outcome<Done>): SavedItem {
  if (!done.ok) {
    const isEdited = done.failure.reason === "edited_meanwhile";
    return { outcome: isEdited ? "skipped" : "failed", refusal: reasonOf(done.failure) };
  }
  const { section, lang, slug } = done.article;
  return { outcome, at: { section, lang, slug } };
}
