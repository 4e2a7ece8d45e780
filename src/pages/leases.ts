// One request of an isolate renders a page at a time; the others look again by their own timers (P14).

import { TimedOut } from "../db/within";
import { D1_TIMEOUT_MS, LOOK_AGAIN_MS, RENDER_LEASE_MS } from "./limits";

interface Turn<T> {
  clock: () => number;
  /** What another request's work has brought meanwhile; null: nothing yet. */
  look: () => T | null;
  work: () => Promise<T>;
}

export class RenderLeases {
  /** Who works on a key, and until when nobody else does. */
  readonly #leases = new Map<string, { ends: number }>();

  /**
   * Does the work, or waits while another request of the isolate does it, but no longer than its lease: then the next one
   * takes over. A promise of another request is never awaited: workerd forbids it. Throws `TimedOut` after 2 s of waiting.
   */
  async inTurn<T>(key: string, { clock, look, work }: Turn<T>): Promise<T> {
    for (let looks = 0; this.#isTaken(key, clock()); looks++) {
      if (looks * LOOK_AGAIN_MS >= D1_TIMEOUT_MS) throw new TimedOut("others have rendered for too long");
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
      const found = look();
      if (found !== null) return found;
    }
    // Taken in the same turn in which it was found free: no await stands between.
    const mine = { ends: clock() + RENDER_LEASE_MS };
    this.#leases.set(key, mine);
    try {
      return await work();
    } finally {
      if (this.#leases.get(key) === mine) this.#leases.delete(key);
    }
  }

  /** A lease that seems to end later than one can has met a clock that stepped back: it is over. */
  #isTaken(key: string, now: number): boolean {
    const left = (this.#leases.get(key)?.ends ?? now) - now;
    return left > 0 && left <= RENDER_LEASE_MS;
  }
}
