// Readers who compare what they are given with what a fresh render says, and note what was rendered in vain.

import { env } from "cloudflare:workers";
import { readAddress } from "../../../src/content/read-address";
import type { Page } from "../../../src/pages/page";
import { type Newsroom, RECURRING } from "./newsroom";

/** The promise's bound (P8). */
const HARD_AGE_MS = 15_000;

interface Expected {
  /** A path, or a tag whose pages are known by their paths. */
  what: string;
  /** When it is to be done; null: at once. */
  at: number | null;
  by: number | null;
  doneAt: number | null;
}

export interface Look {
  isolate: number;
  path: string;
}

export class Reader {
  hits = 0;
  readonly #newsroom: Newsroom;
  readonly #purges: Expected[] = [];
  #recursAt: number;

  constructor(newsroom: Newsroom) {
    this.#newsroom = newsroom;
    this.#recursAt = newsroom.now + RECURRING.every * 1000;
  }

  expectPurge({ what, at, by }: Omit<Expected, "doneAt">): void {
    this.#purges.push({ what, at, by, doneAt: at === null ? this.#newsroom.now : null });
  }

  /** The job has run: whatever was due is done now. */
  expectDue(): void {
    const { now } = this.#newsroom;
    for (const purge of this.#purges) {
      if (purge.doneAt !== null || purge.at === null || purge.at > now) continue;
      // The job ran in an isolate of its own.
      Object.assign(purge, { doneAt: now, by: null });
    }
    if (this.#recursAt > now) return;
    this.#purges.push({ what: "/", at: null, by: null, doneAt: now });
    while (this.#recursAt <= now) this.#recursAt += RECURRING.every * 1000;
  }

  /** A visit; what is wrong with it, or null. `before`: what the isolate had of the page, if it must still be true. */
  async look({ isolate, path }: Look, before: Page | null): Promise<string | null> {
    const { outcome, page } = await this.#newsroom.visit(isolate, path);
    const { unreadable } = this.#newsroom;
    if (unreadable !== null) return `${unreadable} was stored in a form that can't be read`;
    if (page === null) return `${path} of isolate ${isolate} could not be served`;
    if (outcome === "rendered" && before !== null && textOf(before) === textOf(page))
      return `${path} of isolate ${isolate} was rendered again, and says the same`;
    if (outcome !== "hit") return null;
    this.hits++;
    return (await this.#wrongContent(isolate, path, page)) ?? this.#unpurged(isolate, path, page);
  }

  /** Whether an article has come and gone since a moment: pages that showed it say the same again, and were rendered rightly. */
  async cameAndWent(since: number): Promise<boolean> {
    const { now } = this.#newsroom;
    const sql = "select 1 from articles where state = 'live' and published_at > ? and expire_at <= ? limit 1";
    return (await env.DB.prepare(sql).bind(since, now).first()) !== null;
  }

  /** What an isolate has of a page in memory, if it knows of every purge so far. */
  known({ isolate, path }: Look): Page | null {
    const { isolates, purgedAt, origin } = this.#newsroom;
    const server = isolates[isolate];
    const began = server?.ledger.view?.began ?? 0;
    const isAbreast = purgedAt.every((at, other) => other === isolate || at < began);
    return isAbreast ? (server?.memory.get(origin + path) ?? null) : null;
  }

  async #wrongContent(isolate: number, path: string, { header, plain }: Page): Promise<string | null> {
    const { now, changedAt } = this.#newsroom;
    const fresh = await this.#newsroom.render(path);
    const [given, right] = [split(new TextDecoder().decode(plain)), split(fresh.body)];
    const isEmptyArchive = /\/2026\/\d\d/.test(path) && given.rest.includes('<p class="empty">');
    if (header.status >= 400 || isEmptyArchive) return `${path} of isolate ${isolate} was kept, which must not be (P7)`;
    const isRight =
      header.status === fresh.status &&
      header.headers.location === fresh.headers.location &&
      given.rest === right.rest &&
      (await areVisible(given.related, now));
    // The other isolate's changes of the last seconds need not have come around.
    const mayDiffer = changedAt.some((at, other) => other !== isolate && now - at <= HARD_AGE_MS);
    if (isRight || mayDiffer) return null;
    const [was, is] = [`${header.status} ${header.headers.location}`, `${fresh.status} ${fresh.headers.location}`];
    const what = was === is ? difference(given, right) : `${was}, not ${is}`;
    return `${path} of isolate ${isolate} is wrong: ${what}`;
  }

  #unpurged(isolate: number, path: string, { header }: Page): string | null {
    const { now } = this.#newsroom;
    const missed = this.#purges.find(
      ({ what, doneAt, by }) =>
        doneAt !== null &&
        header.renderedAt < doneAt &&
        (by === isolate || now - doneAt > HARD_AGE_MS) &&
        (what === path || (what === "section:news" && header.status === 200 && /^\/(?:en\/)?news(?:\/|$)/.test(path))),
    );
    return missed === undefined
      ? null
      : `${path} of isolate ${isolate} was purged (${missed.what}), and is still served`;
  }
}

const textOf = ({ plain }: Page): string => new TextDecoder().decode(plain);

interface Parts {
  rest: string;
  /** `href>title` of each related article: which they are stands outside the promise, what is said of them does not (P3). */
  related: string[];
}

function split(html: string): Parts {
  const aside = /<aside class="block related".*?<\/aside>/s.exec(html)?.[0] ?? "";
  const related = [...aside.matchAll(/href="([^"]+)">(?:<[^>]+>)*([^<]+)/g)].map(
    ([, href, title]) => `${href}>${title}`,
  );
  return { rest: html.replace(aside, ""), related };
}

/** Whether every one of the articles can be seen now, at that address and under that title. */
async function areVisible(related: readonly string[], now: number): Promise<boolean> {
  if (related.length === 0) return true;
  const { results } = await env.DB.prepare(
    `select (case lang when 'en' then '/en/' else '/' end) || s.slug || '/' || a.slug || '>' || a.title as shown
      from articles a join sections s on s.id = a.section_id
      where state = 'live' and published_at <= ?1 and (expire_at is null or expire_at > ?1)`,
  )
    .bind(now)
    .all();
  const visible = new Set(results.map(({ shown }) => shown));
  return related.every((one) => visible.has(one));
}

function difference(served: Parts, right: Parts): string {
  if (served.rest === right.rest) return `related are ${served.related}, of which not all are to be seen`;
  let from = 0;
  while (served.rest[from] === right.rest[from]) from++;
  const around = (text: string) => JSON.stringify(text.slice(Math.max(from - 60, 0), from + 60));
  return `${around(served.rest)}, not ${around(right.rest)}`;
}

/** Whether a publication may purge a page at all: its lists, and whatever shows an article that it purged (P4). */
export function mayTouch(path: string, page: Page, { article, purged }: Published): boolean {
  const read = readAddress(path);
  if (read === null) return true;
  const { address } = read;
  const isOwnLang = (read.lang ?? "zh-CN") === article.lang;
  if (purged.some((tag) => tag.startsWith("article:") && page.header.tags.includes(tag))) return true;
  // Sitemaps hold all languages.
  if (address.kind.startsWith("sitemap")) return true;
  if (!isOwnLang) return false;
  if (address.kind === "tag" || address.kind === "tag-month") return article.tags.includes(address.tag);
  if (address.kind === "section" || address.kind === "archive") return address.section === article.section;
  return address.kind !== "article" && address.kind !== "markdown";
}

export interface Published {
  article: { section: string; lang: string; tags: string[] };
  purged: string[];
}
