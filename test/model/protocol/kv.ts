// The KV of a history: late, lossy, up to 60 s behind, slow, down, or full of an older form.

import type { PageStore } from "../../../src/pages/kv-store";
import type { Time } from "./time";

export interface Behaviour {
  status: "up" | "down" | "hangs" | "older form";
  latencyMs: number;
  lagMs: number;
  losesPuts: boolean;
}

interface Value {
  at: number;
  ends: number;
  bytes: Uint8Array<ArrayBuffer>;
}

export class Kv {
  behaviour: Behaviour = { status: "up", latencyMs: 0, lagMs: 0, losesPuts: false };
  readonly #time: Time;
  readonly #values = new Map<string, Value[]>();

  constructor(time: Time) {
    this.#time = time;
  }

  /** What a read finds: the newest value that has come around, unless its time is over. */
  find(key: string): Uint8Array<ArrayBuffer> | null {
    const { now } = this.#time;
    const found = this.#values.get(key)?.findLast(({ at }) => at <= now - this.behaviour.lagMs);
    return found === undefined || found.ends <= now ? null : found.bytes;
  }

  readonly store: PageStore = {
    get: async (key) => {
      const { status, latencyMs } = this.behaviour;
      if (status === "hangs") return new Promise(() => {});
      const bytes = this.find(key)?.slice();
      await this.#time.sleep(latencyMs);
      if (status === "down") throw new Error("KV GET failed: 503");
      if (bytes === undefined) return null;
      if (status === "older form") asOlderForm(bytes);
      return bytes.buffer;
    },
    put: async (key, value, { expirationTtl }) => {
      const { status, latencyMs, losesPuts } = this.behaviour;
      const bytes = value.slice();
      await this.#time.sleep(latencyMs);
      if (status !== "up") throw new Error("KV PUT failed: 429 Too Many Requests");
      if (losesPuts) return;
      const at = this.#time.now;
      const values = [...(this.#values.get(key) ?? []), { at, ends: at + 1000 * expirationTtl, bytes }];
      this.#values.set(key, values.slice(-4));
    },
  };
}

/** The same frame under another number, whose body means something else. */
function asOlderForm(bytes: Uint8Array): void {
  bytes[3] = "0".charCodeAt(0);
  const header = new DataView(bytes.buffer).getUint32(4);
  bytes.fill("?".charCodeAt(0), 8 + header);
}
