// One KV for all isolates: what one puts, it sees at once, and the others up to a minute later.

import type { PageStore } from "edgewise:pages";

/** Others may be answered from a cache of their location for so long. */
const DELAY_MS = 60_000;

interface Version {
  by: number;
  at: number;
  until: number;
  bytes: ArrayBuffer;
}

export class SharedKv {
  readonly #versions = new Map<string, Version[]>();
  readonly #clock: () => number;
  gets = 0;
  found = 0;
  puts = 0;

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** KV as one isolate has it. `by` names it. */
  seenBy(by: number): PageStore {
    return {
      get: async (key) => {
        this.gets += 1;
        const bytes = this.#newest(key, by);
        if (bytes !== null) this.found += 1;
        return bytes;
      },
      put: async (key, { buffer }, { expirationTtl }) => {
        this.puts += 1;
        const at = this.#clock();
        // What has a successor that everybody sees can go.
        const seen = (this.#versions.get(key) ?? []).filter((_, n, all) => at - (all[n + 1]?.at ?? at) < DELAY_MS);
        this.#versions.set(key, [...seen, { by, at, until: at + expirationTtl * 1000, bytes: buffer }]);
      },
    };
  }

  #newest(key: string, by: number): ArrayBuffer | null {
    const now = this.#clock();
    const seen = this.#versions.get(key)?.findLast((one) => one.by === by || now - one.at >= delayOf(one, by));
    return seen === undefined || seen.until <= now ? null : seen.bytes;
  }
}

/** How long an isolate waits to see another's put: any time up to the longest, the same each time it is asked. */
const delayOf = ({ at, by: writer }: Version, reader: number): number =>
  DELAY_MS * ((Math.imul(at ^ (reader * 31) ^ writer, 0x9e3779b1) >>> 0) / 4_294_967_296);
