// Takes a standing page in: as a new one, which is linked nowhere until an editor gives it a place, or as a change of its text.

import { addressesIn } from "../../content/addresses";
import type { Database } from "../../db/client";
import { bindChangedPage, bindNewPage, type ItemKnown } from "../../db/import-keys";
import { defaultLangOf } from "../../db/settings";
import { MAX_TITLE, MAX_TOP_SLUG } from "../../publishing/limits";
import type { SiteState } from "../../publishing/site-change";
import { changeStandingPage } from "../../publishing/standing-pages";
import type { Taken } from "../format";
import type { IncomingPage } from "../incoming";
import { MAX_FILES } from "../limits";
import { unlessBound } from "./article";
import { titleless } from "./article-input";
import { EDITED, reasonOf } from "./failures";
import { fileKey, filesOf } from "./files";
import { fingerprintOf } from "./fingerprint";
import { cutTo, fitLine, fitText, topSlugOf } from "./fit";
import { lookUp, outcomeOf } from "./known";
import { type ForeignPlace, langFor } from "./place";
import { redirectOldUrls } from "./redirects";
import { replaceUrls } from "./replace-urls";
import { noteUnseen } from "./unseen";

const ATTEMPTS = 3;

export async function takePage(item: IncomingPage, place: ForeignPlace): Promise<Taken> {
  for (let turn = 1; ; turn++) {
    const taken = await unlessBound(() => take(item, place));
    place.site.forget();
    if (taken !== null) return taken;
    if (turn === ATTEMPTS) throw new Error("an item's key comes and goes");
  }
}

async function take(item: IncomingPage, place: ForeignPlace): Promise<Taken> {
  const notes = [...item.notes];
  const taken = { kind: "page", key: item.key, notes };
  if (item.body.trim() === "") return { ...taken, outcome: "failed", notes: ["it has no text", ...notes] };
  const urls = [...new Set(item.media)];
  const keys = [item.key, ...urls.slice(0, MAX_FILES).map((url) => fileKey(url, place.importId))];
  const known = await lookUp(place, { keys, oldUrls: item.oldUrls });
  const { site } = known;
  const paths = await filesOf(place, { urls, items: known.items, notes });
  const lang = langFor(item.lang, { site, options: place.options, notes });
  const title = fitLine(item.title, { max: MAX_TITLE, field: "title", notes }) ?? titleless(item.slug, notes);
  const body = fitText(replaceUrls(item.body, paths), notes);
  noteUnseen(body, notes);
  const text = { lang, title, format: item.format, body };
  const saved = await save(text, { item, place, site, known: known.items.get(item.key), notes });
  if ("refusal" in saved) return { ...taken, outcome: saved.outcome, notes: [saved.refusal, ...notes] };
  const url = addressesIn(lang, defaultLangOf(site.settings)).page(saved.slug);
  await redirectOldUrls(place, { oldUrls: item.oldUrls, to: url, known, notes });
  return { ...taken, outcome: saved.outcome, url };
}

interface PageText {
  lang: string;
  title: string;
  format: "markdown" | "html";
  body: string;
}

type SavedPage = { outcome: Taken["outcome"]; slug: string } | { outcome: "skipped" | "failed"; refusal: string };

interface Around {
  item: IncomingPage;
  place: ForeignPlace;
  site: SiteState;
  known: ItemKnown | undefined;
  notes: string[];
}

async function save(text: PageText, { item, place, site, known, notes }: Around): Promise<SavedPage> {
  const { lang } = text;
  const mark = { key: item.key, fingerprint: await fingerprintOf(text), turn: place.turn };
  if (known === undefined) {
    const wished = topSlugOf(item.slug ?? text.title, "about");
    const slug = freeSlug(wished, site);
    place.spend(4);
    const alongside = (db: Database) => [bindNewPage(db, { slug, lang }, mark)];
    const page = { id: null, slug, ifUpdatedAt: null, ...text };
    const done = await changeStandingPage({ ...place.desk, alongside }, page);
    if (!done.ok) return { outcome: "failed", refusal: reasonOf(done.failure) };
    if (slug !== wished) notes.push(`its address is /${slug}: /${wished} was taken`);
    return { outcome: "created", slug };
  }
  if (known.pageId === null) return { outcome: "failed", refusal: "its key is that of something else than a page" };
  if (known.pageSlug === null) return { outcome: "skipped", refusal: "it was taken away here" };
  if (known.fingerprint === mark.fingerprint) return { outcome: outcomeOf(known, place), slug: known.pageSlug };
  place.spend(4);
  const alongside = (db: Database) => [bindChangedPage(db, lang, mark)];
  const page = { id: known.pageId, slug: known.pageSlug, ifUpdatedAt: known.version, ...text };
  const done = await changeStandingPage({ ...place.desk, alongside }, page);
  if (done.ok) return { outcome: "changed", slug: known.pageSlug };
  if (done.failure.reason === "edited_meanwhile") return { outcome: "skipped", refusal: EDITED };
  return { outcome: "failed", refusal: reasonOf(done.failure) };
}

/** The slug, or with the first suffix from -2 on that no section and no page has. */
function freeSlug(wished: string, { frame }: SiteState): string {
  const taken = new Set([...frame.sections, ...frame.pages].map(({ slug }) => slug));
  let slug = wished;
  for (let n = 2; taken.has(slug); n++) slug = `${cutTo(wished, MAX_TOP_SLUG - String(n).length - 1)}-${n}`;
  return slug;
}
