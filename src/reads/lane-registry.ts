// An isolate's lanes by counter, bounded: the articles least recently read go first, and only when nothing of theirs waits.

import { randomBase64url } from "../encoding/base64url";
import { type ArticleLanes, isIdle, makeLanes } from "./lanes";
import { LAPSED_AFTER_MS } from "./limits";

export class LaneRegistry {
  /** Least recently used first. */
  readonly #articles = new Map<string, ArticleLanes>();
  readonly #capacity: number;

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** The lanes to the counter called `name`; null when every place is taken by reads that wait. */
  lanesOf(name: string, now: number): ArticleLanes | null {
    const known = this.#articles.get(name);
    if (!known && this.#articles.size >= this.#capacity && !this.#makeRoom(now)) return null;
    const article = known ?? makeLanes(randomSender());
    this.#articles.delete(name);
    this.#articles.set(name, article);
    return article;
  }

  /** Forgets lanes that are idle. */
  dropIdle(name: string): void {
    const article = this.#articles.get(name);
    if (article && isIdle(article)) this.#articles.delete(name);
  }

  #makeRoom(now: number): boolean {
    for (const [name, article] of this.#articles) {
      const hasLapsed = article.touchedAt < now - LAPSED_AFTER_MS;
      if (isIdle(article) || hasLapsed) return this.#articles.delete(name);
    }
    return false;
  }
}

/** 96 random bits. Drawn per article, not per isolate: workerd allows no randomness in global scope. */
const randomSender = (): string => randomBase64url(12);
