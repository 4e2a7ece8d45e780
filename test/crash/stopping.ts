// Work that is stopped at one of its calls, as a crash stops it: what it waits for never comes back.

import { vi } from "vitest";
import type { Intercept } from "../failing/bindings";

/** Whether the call at which the work is stopped is carried out. */
type Form = "before" | "after";

/** A place to stop at. */
export class Stop {
  readonly #last: number;
  readonly #form: Form;
  #calls = 0;
  #isReached = false;
  #tell = () => {};

  constructor(last: number, form: Form) {
    this.#last = last;
    this.#form = form;
  }

  get isReached(): boolean {
    return this.#isReached;
  }

  /** Stands before the work's calls. */
  on: Intercept = async (_, carryOut) => {
    this.#calls += 1;
    if (this.#calls < this.#last) return carryOut();
    if (this.#calls === this.#last && this.#form === "after") await carryOut();
    this.#isReached = true;
    this.#tell();
    return new Promise(() => {});
  };

  /** Does the work until its end, or until it is stopped: then its timers end with it. */
  async until(work: () => Promise<unknown>): Promise<void> {
    const { promise: reached, resolve } = Promise.withResolvers<void>();
    this.#tell = resolve;
    const timers: ReturnType<typeof setTimeout>[] = [];
    const { setTimeout: setReal } = globalThis;
    const spy = vi.spyOn(globalThis, "setTimeout").mockImplementation((...sent) => {
      const timer = setReal(...sent);
      timers.push(timer);
      return timer;
    });
    await Promise.race([work(), reached]);
    spy.mockRestore();
    if (this.#isReached) for (const timer of timers) clearTimeout(timer);
  }
}

/** More calls than any work here makes: beyond that it would never end. */
const MOST_CALLS = 200;

/**
 * Stops work at every one of its calls in turn, before and after that is carried out, each time from the same state, until it
 * runs through. How often it was stopped.
 */
export async function stopEverywhere(work: {
  setUp: () => Promise<void>;
  run: (stop: Stop) => Promise<void>;
  /** What must hold after it was stopped; `where` says at which of its calls. */
  afterStop: (where: string) => Promise<void>;
}): Promise<number> {
  let stops = 0;
  for (const form of ["before", "after"] as const) {
    for (let call = 1; ; call++) {
      if (call > MOST_CALLS) throw new Error("the work does not end");
      const stop = new Stop(call, form);
      await work.setUp();
      await work.run(stop);
      if (!stop.isReached) break;
      stops += 1;
      await work.afterStop(`stopped ${form} call ${call}`);
    }
  }
  return stops;
}
