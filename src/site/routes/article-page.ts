// What an article's page shows, whoever is let see it: the article itself, and what stands around it.

import { addressesIn } from "../../content/addresses";
import { trustStoredHtml } from "../../content/safe-html";
import {
  type ArticlePageRow,
  articleAt,
  type NeighbourRow,
  newerThan,
  olderThan,
  relatedTo,
  translationsOf,
} from "../../db/article-page";
import { nextChange } from "../../db/next-change";
import type { FrameSection } from "../../db/settings";
import { siteAndVersion } from "../../db/site";
import { cardTags, toCards, toPicture } from "../cards";
import { articleLd, breadcrumbLd } from "../json-ld";
import { articleCard } from "../share-card";
import { articlePicture, shareImage } from "../share-image";
import { feedLink, hreflangs, shellOf } from "../shell";
import { type SiteView, sectionById, sectionLink } from "../site-view";
import type { ArticleView, Card, PageLink } from "../views";
import { earliest, type Visit } from "../visit";

const RELATED = 6;
/** A correction within this time of the publication is not worth a line. */
const WORTH_A_LINE_MS = 24 * 60 * 60 * 1000;

/** What a page shows of an article, and around it; one wait. */
export async function readForPage({ db, lang, now }: Visit, at: { section: string; slug: string }) {
  const address = { ...at, lang, now };
  const [[row], [article], before, [newer], chosen, family, [change]] = await db.batch([
    siteAndVersion(db),
    articleAt(db, address),
    olderThan(db, address, RELATED),
    newerThan(db, address),
    relatedTo(db, address, RELATED),
    translationsOf(db, address),
    nextChange(db, address, at.section),
  ]);
  return { row, article, around: { before, newer, chosen, family, change } };
}

type Around = Awaited<ReturnType<typeof readForPage>>["around"];

/** The article's page, made of what was read: its frame, its head, what it shows, and on what its truth depends. */
export async function pageOfArticle(
  visit: Visit,
  site: SiteView,
  { article, section, around }: { article: ArticlePageRow; section: FrameSection; around: Around },
) {
  const { before, newer, chosen, family, change } = around;
  const path = site.addresses.article(section.slug, article.slug);
  const [older] = before;
  const related = fillUp(chosen, before);
  const [translations, planned] = [
    family.filter((one) => one.publishedAt <= visit.now),
    family.filter((one) => one.publishedAt > visit.now),
  ];
  const view = viewOf(article, {
    site,
    section: sectionLink(site, section),
    turn: (row) => turnTo(row, section.slug, site),
    related: toCards(related, site),
    older,
    newer,
  });
  const elsewhere = Object.fromEntries(
    [{ ...article, sectionId: section.id }, ...translations].map(({ lang, sectionId, slug }) => {
      const place = sectionById(site, sectionId)?.slug ?? section.slug;
      return [lang, addressesIn(lang, site.defaultLang).article(place, slug)];
    }),
  );
  const shell = shellOf(site, visit, { section: section.slug, translations: elsewhere });
  const canonical = visit.origin + path;
  const description = article.summary ?? article.excerpt;
  const { id, title } = view;
  const image = await shareImage(visit, {
    picture: articlePicture(view),
    drawn: articleCard(site, visit.origin, { id, title, section, publishedAt: view.publishedAt }),
  });
  const head = {
    title: `${article.title} · ${shell.brand}`,
    description,
    canonical,
    alternates: translations.length === 0 ? [] : hreflangs(elsewhere, visit),
    feed: feedLink(site, { slug: section.slug, name: view.section.name }),
    markdownHref: site.addresses.markdown(section.slug, article.slug),
    ogType: "article" as const,
    image,
    jsonLd: [
      articleLd(shell, view, { canonical, description, imageUrl: image.url }),
      breadcrumbLd(shell, [view.section, { name: view.title, href: path }]),
    ],
  };
  const neighbours = [older, newer].filter((row) => row !== undefined);
  return {
    ...{ shell, head, view },
    tags: cardTags(neighbours, related, translations),
    until: earliest(
      article.expireAt,
      ...[...neighbours, ...related, ...translations].map(({ expireAt }) => expireAt),
      ...planned.map(({ publishedAt }) => publishedAt),
      // Only the newest article's page changes when the next one is published: it gets a neighbour (P6).
      newer === undefined ? change?.publishAt : null,
    ),
  };
}

/** Articles that share too few tags have too few related ones: those before them stand in. */
function fillUp<Row extends { id: number }>(chosen: Row[], before: Row[]): Row[] {
  const ids = new Set(chosen.map(({ id }) => id));
  return [...chosen, ...before.filter(({ id }) => !ids.has(id))].slice(0, RELATED);
}

const turnTo = (row: NeighbourRow | undefined, section: string, site: SiteView): PageLink | null =>
  row === undefined ? null : { name: row.title, href: site.addresses.article(section, row.slug) };

interface Surroundings {
  site: SiteView;
  section: PageLink;
  turn: (row: NeighbourRow | undefined) => PageLink | null;
  related: Card[];
  older: NeighbourRow | undefined;
  newer: NeighbourRow | undefined;
}

function viewOf(article: ArticlePageRow, { site, section, turn, related, older, newer }: Surroundings): ArticleView {
  const { id, title, kind, summary, author, reads, sourceName, sourceUrl, updatedAt } = article;
  const publishedAt = article.publishedAt ?? article.createdAt;
  return {
    ...{ id, section, title, kind, summary, author, reads, related, publishedAt },
    source: sourceName === null ? null : { name: sourceName, url: sourceUrl },
    updatedAt: article.version > 1 && updatedAt - publishedAt > WORTH_A_LINE_MS ? updatedAt : null,
    cover: toPicture(article.cover),
    body: trustStoredHtml(article.html),
    tags: article.tags.map((name) => ({ name, href: site.addresses.tag(name) })),
    newer: turn(newer),
    older: turn(older),
    readsHref: `/reads/${id}`,
    counts: true,
  };
}
