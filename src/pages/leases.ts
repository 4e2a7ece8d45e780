// One request of an isolate renders a page at a time; the others look again by their own timers (P14).

import { LOOK_AGAIN_MS, RENDER_LEASE_MS } from "./limits";

export class RenderLeases {
  /** Until when the holder may be rendering a key. */
  readonly #until = new Map<string, number>();

  /**
   * Waits while another request renders the key, but no longer than its lease. What `look` finds meanwhile comes back; null
   * when it is the caller's turn to render. A promise of another request is never awaited: workerd forbids it.
   */
  async wait<T>(key: string, { clock, look }: { clock: () => number; look: () => T | null }): Promise<T | null> {
    const lease = this.#until.get(key);
    while (lease !== undefined && this.#until.get(key) === lease && clock() < lease) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
      const found = look();
      if (found !== null) return found;
    }
    return null;
  }

  /** Holds the key's lease while `work` runs. */
  async hold<T>(key: string, clock: () => number, work: () => Promise<T>): Promise<T> {
    const mine = clock() + RENDER_LEASE_MS;
    this.#until.set(key, mine);
    try {
      return await work();
    } finally {
      if (this.#until.get(key) === mine) this.#until.delete(key);
    }
  }
}
