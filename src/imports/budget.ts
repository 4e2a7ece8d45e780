// What a step may do before it leaves the rest to the next one: a number of calls, and a time.

/** The step has done what it may; the item that was begun is taken by the next one, which finds the files that came with it. */
export class StepIsOver extends Error {
  override name = "StepIsOver";
}

export class Budget {
  readonly #ms: number;
  readonly #clock: () => number;
  #calls: number;
  #until = Number.POSITIVE_INFINITY;
  /** Files that were asked for. */
  files = 0;

  /** `calls` of D1, R2 and other sites; `ms` from the first item on, since finding it in a large dump takes its time. */
  constructor({ calls, ms, clock }: { calls: number; ms: number; clock: () => number }) {
    this.#calls = calls;
    this.#ms = ms;
    this.#clock = clock;
  }

  /** The first item is there. */
  begin(): void {
    this.#until = this.#clock() + this.#ms;
  }

  /** Whether there is room for so many calls, and time. */
  has(calls: number): boolean {
    return this.#calls >= calls && this.#clock() < this.#until;
  }

  spend(calls: number): void {
    this.#calls -= calls;
  }

  /** Another file of the item that is being taken. Each step has room for one, so that an item of many is taken in the end. */
  beginFile(calls: number): void {
    if (this.files > 0 && !this.has(calls)) throw new StepIsOver();
    this.files += 1;
  }
}
