// The command that replaces the standing pages. A changed text purges its own page; a changed address, title, place or order,
// which every page shows, purges everything.

import { excerpt } from "../content/excerpt";
import type { PassOptions } from "../content/passes";
import type { Database } from "../db/client";
import { imageSizes } from "../db/ground";
import type { FramePage, Texts } from "../db/settings";
import { type StandingPageText, saveStandingPages } from "../db/standing-page-writes";
import { type StandingPageSource, slugsOfSections, standingPageDates, standingPageSources } from "../db/standing-pages";
import { pageTag, SITE } from "../pages/tags";
import type { Desk, IfVersions } from "./desk";
import { type FieldError, failed, invalid, type Outcome } from "./failure";
import { imagesIn, mediaHashesIn } from "./images";
import { MAX_PAGES } from "./limits";
import { renderSource } from "./rendered";
import { takenSlugs } from "./site";
import { changeSite, type SiteOutcome, type SitePlan, type SiteState } from "./site-change";

export interface StandingPageInput {
  /** Names a page that exists, so that its slug can change; left out: the one of this slug, or a new one. */
  id?: number | undefined;
  slug: string;
  place: "menu" | "foot" | null;
  format: "markdown" | "html";
  /** In the same languages as `body`. */
  title: Texts;
  body: Record<string, string>;
}

type Named = Omit<StandingPageInput, "id"> & { id: number | null };

/** Replaces the list of standing pages. */
export const changeStandingPages = (desk: Desk, ifVersions: IfVersions, list: StandingPageInput[]): SiteOutcome =>
  changeSite(desk, { ifVersions, target: "pages" }, (db, state) => planPages(db, state, { desk, list }));

/** One text of a page. */
export interface StandingPageChange {
  /** The page that it belongs to, which keeps its place and address; null: a new page, which is linked nowhere. */
  id: number | null;
  slug: string;
  lang: string;
  title: string;
  format: StandingPageInput["format"];
  body: string;
  /** Only while the text is the one that was saved then, in ms since the epoch; null: whichever stands. */
  ifUpdatedAt: number | null;
}

/** Adds a standing page, or changes a text of one; the others stay as they are. */
export const changeStandingPage = (desk: Desk, change: StandingPageChange): SiteOutcome =>
  changeSite(desk, { ifVersions: null, target: "pages" }, async (db, state) => {
    const { id, slug, lang, format, ifUpdatedAt } = change;
    const [sources, dates] = await db.batch([standingPageSources(db), standingPageDates(db)]);
    const saved = pagesAsSaved(state.frame.pages, sources);
    if (id === null && saved.length >= MAX_PAGES)
      return invalid("items", `a site has at most ${MAX_PAGES} standing pages`);
    if (id === null && saved.some((page) => page.slug === slug)) return invalid("slug", "is that of another page");
    if (id !== null && !saved.some((page) => page.id === id)) return failed({ reason: "not_found" });
    const updatedAt = dates.find((text) => text.pageId === id && text.lang === lang)?.updatedAt;
    if (ifUpdatedAt !== null && updatedAt !== ifUpdatedAt) {
      return failed({ reason: "edited_meanwhile", version: state.version });
    }
    const withText = (page: StandingPageInput): StandingPageInput => ({
      ...{ ...page, format },
      title: { ...page.title, [lang]: change.title },
      body: { ...page.body, [lang]: change.body },
    });
    const list =
      id === null
        ? [...saved, withText({ slug, place: null, format, title: {}, body: {} })]
        : saved.map((page) => (page.id === id ? withText(page) : page));
    return planPages(db, state, { desk, list });
  });

const pagesAsSaved = (pages: readonly FramePage[], sources: readonly StandingPageSource[]): StandingPageInput[] =>
  pages.map(({ id, slug, place, title }) => {
    const texts = sources.filter(({ pageId }) => pageId === id);
    const body = Object.fromEntries(texts.map(({ lang, source }) => [lang, source]));
    return { id, slug, place, format: texts[0]?.format ?? "markdown", title, body };
  });

async function planPages(
  db: Database,
  { frame, settings }: SiteState,
  { desk, list }: { desk: Desk; list: StandingPageInput[] },
): Promise<SitePlan> {
  const named = nameThem(list, frame.pages);
  if (!named.ok) return named;
  const { pages } = named;
  const foreign = foreignLanguages(pages, settings.languages);
  if (foreign.length > 0) return failed({ reason: "invalid", errors: foreign });
  const sources = pages.flatMap(({ body }) => Object.values(body));
  const slugs = pages.map(({ slug }) => slug);
  const [taken, saved, sizes] = await db.batch([
    slugsOfSections(db, slugs),
    standingPageSources(db),
    imageSizes(db, mediaHashesIn(sources)),
  ]);
  if (taken.length > 0) return failed({ reason: "invalid", errors: takenSlugs(pages, taken, "the section") });
  const images = imagesIn(sources, sizes);
  const rendered = renderChanged(pages, saved, {
    images,
    siteOrigin: desk.siteOrigin,
    embeds: settings.embeds,
    media: settings.media,
  });
  if (!rendered.ok) return rendered;
  const { texts } = rendered;
  const values = pages.map(({ body, title, ...page }) => ({ ...page, langs: Object.keys(body) }));
  const tags = isInFrame(pages, frame.pages) ? texts.map(({ slug }) => pageTag(slug)) : [SITE];
  return { ok: true, statements: saveStandingPages(db, { list: values, texts, now: desk.now }), tags };
}

/** Which page each item is: that of its id, else that of its slug, unless another item names it; else a new one. */
function nameThem(list: readonly StandingPageInput[], known: readonly FramePage[]): Outcome<{ pages: Named[] }> {
  const ids = new Set(known.map(({ id }) => id));
  const unknown = list.findIndex(({ id }) => id !== undefined && !ids.has(id));
  if (unknown >= 0) return invalid(`items/${unknown}/id`, "no page has this id; leave it out for a new one");
  const twice = list.findIndex(
    ({ id }, place) => id !== undefined && list.findIndex((other) => other.id === id) < place,
  );
  if (twice >= 0) return invalid(`items/${twice}/id`, "names a page that stands in the list already");
  const taken = new Set(list.map(({ id }) => id));
  const bySlug = new Map(known.filter(({ id }) => !taken.has(id)).map(({ id, slug }) => [slug, id]));
  return { ok: true, pages: list.map((page) => ({ ...page, id: page.id ?? bySlug.get(page.slug) ?? null })) };
}

const foreignLanguages = (pages: readonly Named[], languages: readonly string[]): FieldError[] =>
  pages.flatMap(({ title }, place) =>
    Object.keys(title)
      .filter((lang) => !languages.includes(lang))
      .map((lang) => ({
        field: `items/${place}/title/${lang}`,
        detail: `not a language of this site; it has: ${languages.join(", ")}`,
      })),
  );

/** The texts that are not as they were saved, rendered. */
function renderChanged(
  pages: readonly Named[],
  saved: readonly StandingPageSource[],
  options: PassOptions,
): Outcome<{ texts: StandingPageText[] }> {
  const texts: StandingPageText[] = [];
  for (const [place, { id, slug, format, title, body }] of pages.entries()) {
    for (const [lang, source] of Object.entries(body)) {
      const name = title[lang] ?? "";
      const before = saved.find((text) => text.pageId === id && text.lang === lang);
      if (before?.title === name && before.source === source && before.format === format) continue;
      const rendered = renderSource({ format, text: source }, { ...options, field: `items/${place}/body/${lang}` });
      if (!rendered.ok) return rendered;
      texts.push({ slug, lang, title: name, source, html: rendered.html, excerpt: excerpt(rendered.text) });
    }
  }
  return { ok: true, texts };
}

/** Whether the frame says all of the pages as it is: the same ones, at the same addresses, in the same order. */
const isInFrame = (pages: readonly Named[], known: readonly FramePage[]): boolean =>
  pages.length === known.length &&
  pages.every((page, place) => {
    const before = known[place];
    return (
      before !== undefined &&
      page.id === before.id &&
      page.slug === before.slug &&
      page.place === before.place &&
      Object.keys(page.title).length === Object.keys(before.title).length &&
      Object.entries(page.title).every(([lang, title]) => before.title[lang] === title)
    );
  });
