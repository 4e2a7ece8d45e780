// When something last happened to a key, for the newest so many keys.

export class NotedTimes {
  readonly #times = new Map<string, number>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Notes `now`, and says whether the key was noted less than `withinMs` before. */
  wasNotedWithin(withinMs: number, key: string, now: number): boolean {
    const last = this.#times.get(key);
    this.#times.delete(key);
    this.#times.set(key, now);
    if (this.#times.size > this.#limit) {
      const [oldest] = this.#times.keys();
      if (oldest !== undefined) this.#times.delete(oldest);
    }
    return last !== undefined && now - last >= 0 && now - last < withinMs;
  }
}
