// KV, R2 and the counters with every call counted.

import type { Counters } from "./bindings.ts";
import type { Part, Recorder } from "./recorder.ts";

/** A binding or stub whose calls are counted under the part that `partOf` names; null: not a call to wait for. */
export function countedCalls<T extends object>(
  target: T,
  recorder: Recorder,
  partOf: (method: string) => Part | null,
): T {
  return new Proxy(target, {
    get(_, name) {
      const method: unknown = Reflect.get(target, name);
      const part = typeof name === "string" ? partOf(name) : null;
      if (typeof method !== "function") return method;
      const call = (...values: unknown[]): unknown => Reflect.apply(method, target, values);
      return part === null
        ? call
        : (...values: unknown[]) => recorder.time(part, () => Promise.resolve(call(...values)));
    },
  });
}

export const kvPart = (method: string): Part => (method.startsWith("put") ? "kvPuts" : "kvGets");

export const countedCounters = (counters: Counters, recorder: Recorder): Counters => ({
  getByName: (name) => countedCalls(counters.getByName(name), recorder, () => "objectCalls"),
});
