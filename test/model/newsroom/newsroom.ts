// A newsroom for histories: the real commands on the real D1, the real renderers, and two isolates that serve pages.

import { env } from "cloudflare:workers";
import { readAddress } from "../../../src/content/read-address";
import { openDatabase } from "../../../src/db/client";
import type { PageStore } from "../../../src/pages/kv-store";
import { decodePage, type Page } from "../../../src/pages/page";
import { PageServer } from "../../../src/pages/serve";
import type { Desk } from "../../../src/publishing/desk";
import type { Outcome } from "../../../src/publishing/failure";
import { renderAddress } from "../../../src/site/render-address";
import { NO_SEARCH } from "../../site/no-search";

/** 2026-11-29 12:00 in Shanghai: histories cross the end of a month. */
const BEGINS = Date.UTC(2026, 10, 29, 4);
const TABLES = [
  "articles",
  "article_slugs",
  "article_sources",
  "article_html",
  "article_texts",
  "article_tags",
  "revisions",
  "archives",
  "archive_days",
  "deferred_purges",
  "sections",
  "section_slugs",
  "standing_pages",
  "standing_page_slugs",
  "standing_page_texts",
  "redirects",
];
export const SECTIONS = [
  { id: 1, slug: "news", name: { "zh-CN": "新闻", en: "News" }, description: {} },
  { id: 2, slug: "tech", name: { "zh-CN": "技术", en: "Tech" }, description: {} },
];
/** A purge that recurs. */
export const RECURRING = { tags: ["home"], every: 3600 };

/** Addresses of lists, and of articles that may come. */
export const PATHS = [
  ...[
    "/",
    "/news",
    "/tech",
    "/news/2026/11",
    "/tech/2026/12",
    "/tag/x",
    "/tag/x/2026/11",
    "/news/slug-a",
    "/tech/slug-a",
  ],
  ...["/en", "/en/news", "/news/2026/10", "/tech/2026/11/29", "/tech-1", "/tag/y", "/en/tech/slug-b"],
  ...["/feed.xml", "/news/feed.json", "/sitemaps/1.xml", "/sitemap-news.xml", "/news/slug-a.md", "/llms.txt"],
  "/sitemaps/pages.xml",
] as const;

/** Addresses that articles, standing pages and redirects may all come to, and what tells of standing pages. */
export const CONTESTED = [
  ...["/about", "/en/about", "/team", "/news/slug-b", "/tech/slug-a", "/old.html", "/sitemaps/pages.xml", "/en"],
] as const;

/** What a visitor was given, and from where. */
export interface Answer {
  outcome: "hit" | "rendered" | "other";
  page: Page | null;
}

let newsrooms = 0;

export class Newsroom {
  now = BEGINS;
  readonly isolates = [new PageServer(), new PageServer()];
  /** When each isolate last changed something. */
  readonly changedAt = [0, 0];
  /** When each isolate, and the cron job in one of its own, last purged something. */
  readonly purgedAt = [0, 0, 0];
  /** A key under which KV was given a page that nobody can read. */
  unreadable: string | null = null;
  /** The articles' ids, as they came. */
  readonly ids: number[] = [];
  /** The second section's slug, which may change. */
  tech = "tech";
  /** The standing page's id, while there is one. */
  pageId: number | undefined;
  /** Every address that an article has or had, as they came. */
  readonly articlePaths: string[] = [];
  readonly origin = `http://newsroom-${++newsrooms}.test`;
  readonly #kv = new Map<string, Uint8Array<ArrayBuffer>>();

  /** An empty site with two sections, two languages and a purge that recurs. */
  static async open(): Promise<Newsroom> {
    const settings = {
      ...{
        name: { "zh-CN": "站", en: "Site" },
        languages: ["zh-CN", "en"],
        timeZone: "Asia/Shanghai",
        purges: [RECURRING],
      },
      ...{ tagline: {}, description: {}, hotline: null, filings: [] },
    };
    const frame = { sections: SECTIONS, links: [], searches: [] };
    const { DB } = env;
    await DB.batch([
      ...TABLES.map((table) => DB.prepare(`delete from ${table}`)),
      DB.prepare("insert into article_search (article_search) values ('delete-all')"),
      ...SECTIONS.flatMap(({ id, slug, name }) => [
        DB.prepare("insert into sections values (?, ?, ?, '{}', ?)").bind(id, slug, JSON.stringify(name), id),
        DB.prepare("insert into section_slugs values (?, ?)").bind(slug, id),
      ]),
      DB.prepare("update site set settings = ?, frame = ?, version = version + 1").bind(
        ...[JSON.stringify(settings), JSON.stringify(frame)],
      ),
      DB.prepare(
        "insert into deferred_purges (owner, tags, due_at, every_seconds, asked_at, by, reason) values ('recurring:x', ?, ?, ?, 0, 'x', 'x')",
      ).bind(JSON.stringify(RECURRING.tags), BEGINS + RECURRING.every * 1000, RECURRING.every),
    ]);
    return new Newsroom();
  }

  deskOf(isolate: number): Desk {
    const server = this.isolates[isolate];
    if (server === undefined) throw new Error("no such isolate");
    const { ledger } = server;
    return { d1: env.DB, ledger, by: `isolate ${isolate}`, scope: "admin", now: this.now, siteOrigin: null };
  }

  /** Carries out a command of an isolate's; what it purged, or null when it was refused. */
  async change<T extends { purged: string[] }>(
    isolate: number,
    command: (desk: Desk) => Promise<Outcome<T>>,
  ): Promise<T | null> {
    // No two changes at the same moment.
    this.now += 1;
    const outcome = await command(this.deskOf(isolate));
    if (!outcome.ok) {
      if (outcome.failure.reason === "contended") throw new Error("two writers never let each other through");
      return null;
    }
    this.changedAt[isolate] = this.now;
    this.purgedAt[isolate] = this.now;
    return outcome;
  }

  /** A visit, with all that goes on after the answer. */
  async visit(isolate: number, path: string): Promise<Answer> {
    const server = this.isolates[isolate];
    if (server === undefined) throw new Error("no such isolate");
    const later: Promise<unknown>[] = [];
    const served = await server.serve({
      ...{ key: this.origin + path, d1: env.DB, kv: this.#store, build: "build", clock: () => this.now },
      waitUntil: (work) => later.push(work),
      render: (session) => this.render(path, openDatabase(session)),
    });
    await Promise.all(later);
    if (served.outcome === "hit" && served.from !== "stale-if-error") return { outcome: "hit", page: served.page };
    if (served.outcome === "rendered") return { outcome: "rendered", page: served.page };
    return { outcome: "other", page: null };
  }

  /** What a page says now. */
  render(path: string, db = openDatabase(env.DB)) {
    const read = readAddress(path);
    if (read === null) throw new Error("a path's percent-encoding is broken");
    return renderAddress(
      { db, origin: this.origin, path, search: "", lang: read.lang, now: this.now },
      read,
      NO_SEARCH,
    );
  }

  readonly #store: PageStore = {
    get: async (key) => this.#kv.get(key)?.slice().buffer ?? null,
    put: async (key, value) => {
      const stored = value.slice();
      if (decodePage(stored.buffer) === null) this.unreadable = key;
      this.#kv.set(key, stored);
    },
  };
}
