// When something last happened to a key, for the newest so many keys.

export class NotedTimes {
  readonly #times = new Map<string, number>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  note(key: string, now: number): void {
    this.#times.delete(key);
    this.#times.set(key, now);
    if (this.#times.size <= this.#limit) return;
    const [oldest] = this.#times.keys();
    if (oldest !== undefined) this.#times.delete(oldest);
  }

  /** Whether the key was noted less than `ms` ago. A clock that stepped back makes it long ago. */
  wasWithin(ms: number, key: string, now: number): boolean {
    const last = this.#times.get(key);
    return last !== undefined && now - last >= 0 && now - last < ms;
  }
}
