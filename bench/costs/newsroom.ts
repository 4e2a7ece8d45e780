// A site without texts: which articles there are, what each page shows of them, and what editors and the clock purge.

import { articleTag, FEED, HOME, listTags, RANKING, SITE, sectionTag, type TailRow, urlTag } from "edgewise:pages";

export type PageKind = "home" | "section" | "article";

export interface PageAddress {
  kind: PageKind;
  path: string;
  /** Of a section, by its number, or of an article, by its id; 0 for the home page. */
  id: number;
}

export const SECTIONS = ["news", "industry", "guides", "cases"];
/** As many as the pages of src/site show. */
const SHOWN = { home: 6, section: 24, homeHot: 6, sectionHot: 8, related: 6 };
const MONTH = "2026-11";
/** What eight days of such a site leave in the ledger: a cold isolate reads its 1,000 newest rows. */
const OLD_ROWS = 3_000;

const { latest, list, tag } = listTags("zh-CN", "zh-CN");
const sectionOf = (id: number): string => SECTIONS[id % SECTIONS.length] ?? "";

export class Newsroom {
  /** Newest last; the version of a row is its place, counted from 1. */
  readonly ledger: TailRow[] = Array.from({ length: OLD_ROWS }, (_, n) => ({ id: n + 1, tag: `article:${-n}` }));
  readonly lastPurge = new Map<string, number>();
  articles: number;

  constructor(articles: number) {
    this.articles = articles;
  }

  get version(): number {
    return this.ledger.length;
  }

  /** A new article; its id. It is purged as publishing/write.ts does it: itself, its lists, and its older neighbour. */
  publish(): number {
    this.articles += 1;
    const id = this.articles;
    const section = sectionOf(id);
    const tags = [tag(`topic ${id % 17}`), tag(`place ${id % 40}`), tag("water")];
    const neighbour = articleTag(id - SECTIONS.length);
    this.purge(articleTag(id), latest(section), list(section, MONTH), HOME, FEED, ...tags, neighbour);
    return id;
  }

  /** A text that changes where it stands. */
  edit(id: number): void {
    this.purge(articleTag(id));
  }

  purge(...tags: string[]): void {
    for (const purged of tags) {
      this.ledger.push({ id: this.version + 1, tag: purged });
      this.lastPurge.set(purged, this.version);
    }
  }

  /** The tags of a page. `hot`: what is read most, best first. */
  tagsOf({ kind, path, id }: PageAddress, hot: readonly number[]): string[] {
    const frame = [SITE, urlTag(path)];
    if (kind === "home") {
      const newest = Array.from({ length: SHOWN.home * SECTIONS.length }, (_, n) => articleTag(this.articles - n));
      return [...frame, HOME, RANKING, ...newest, ...hot.slice(0, SHOWN.homeHot).map(articleTag)];
    }
    if (kind === "section") {
      const section = sectionOf(id);
      const newestOfIt = this.articles - ((this.articles - id) % SECTIONS.length);
      const cards = Array.from({ length: SHOWN.section }, (_, n) => articleTag(newestOfIt - n * SECTIONS.length));
      const read = hot.slice(0, SHOWN.sectionHot).map(articleTag);
      return [...frame, sectionTag(section), latest(section), RANKING, ...cards, ...read];
    }
    const neighbours = [id - SECTIONS.length, id + SECTIONS.length].filter((n) => n > 0 && n <= this.articles);
    const related = Array.from({ length: SHOWN.related }, (_, n) => 1 + ((Math.imul(id + n, 0x9e3779b1) >>> 0) % id));
    return [...frame, sectionTag(sectionOf(id)), ...[id, ...neighbours, ...related].map(articleTag)];
  }
}

export const homePage: PageAddress = { kind: "home", path: "/", id: 0 };
export const sectionPage = (id: number): PageAddress => ({ kind: "section", path: `/${sectionOf(id)}`, id });
export const articlePage = (id: number): PageAddress => ({
  kind: "article",
  path: `/${sectionOf(id)}/article-${id}`,
  id,
});
