// Who comes when, and for which page: Poisson arrivals over days with nights, and articles by Zipf's law.

import { articlePage, homePage, type PageAddress, SECTIONS, sectionPage } from "./newsroom.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** By so much of the mean the busiest hour is above it, and the quietest below. */
const SWING = 0.8;
const QUIETEST_MS = 4 * HOUR_MS;
/** Of all visits. The rest are articles'. */
const HOME_SHARE = 0.1;
const SECTION_SHARE = 0.1;
/** A new article displaces one of the so many most read. */
const FRONT = 100;

export class Visitors {
  readonly #random: () => number;
  readonly #perMs: number;
  /** The n-th most read article, and the weights of all up to it. */
  readonly #ranked: number[];
  readonly #weights: Float64Array;

  constructor({ perDay, articles, random }: { perDay: number; articles: number; random: () => number }) {
    this.#random = random;
    this.#perMs = perDay / DAY_MS;
    this.#ranked = shuffled(articles, random);
    let sum = 0;
    this.#weights = Float64Array.from({ length: articles }, (_, n) => {
      sum += 1 / (n + 1);
      return sum;
    });
  }

  get hottest(): readonly number[] {
    return this.#ranked;
  }

  /** When the next one comes after `now`. */
  after(now: number): number {
    let at = now;
    do at += -Math.log(1 - this.#random()) / (this.#perMs * (1 + SWING));
    while (this.#random() * (1 + SWING) > 1 - SWING * Math.cos((2 * Math.PI * (at - QUIETEST_MS)) / DAY_MS));
    return at;
  }

  page(): PageAddress {
    const chance = this.#random();
    if (chance < HOME_SHARE) return homePage;
    if (chance < HOME_SHARE + SECTION_SHARE) return sectionPage(Math.floor(this.#random() * SECTIONS.length));
    return articlePage(this.#article());
  }

  /** Lets readers find a new article. */
  show(article: number): void {
    const rank = Math.floor(this.#random() * FRONT);
    const displaced = this.#ranked[rank] ?? article;
    this.#ranked[rank] = article;
    // What was read in its place is read now and then.
    this.#ranked[FRONT + Math.floor(this.#random() * (this.#ranked.length - FRONT))] = displaced;
  }

  #article(): number {
    const sought = this.#random() * (this.#weights.at(-1) ?? 0);
    let [low, high] = [0, this.#weights.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#weights[middle] ?? 0) < sought) low = middle + 1;
      else high = middle;
    }
    return this.#ranked[low] ?? 1;
  }
}

function shuffled(articles: number, random: () => number): number[] {
  const ids = Array.from({ length: articles }, (_, n) => n + 1);
  for (let n = ids.length - 1; n > 0; n -= 1) {
    const other = Math.floor(random() * (n + 1));
    [ids[n], ids[other]] = [ids[other] ?? 0, ids[n] ?? 0];
  }
  return ids;
}
