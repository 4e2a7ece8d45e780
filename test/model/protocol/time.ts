// Virtual time for histories: timers run when the history says that time passes, and in no other moment.

import { vi } from "vitest";

interface Timer {
  at: number;
  run: () => void;
}

/** Microtasks that any chain of promises in the code under test may need to come to rest. */
const TURNS = 200;

export class Time {
  /** Ms since the world began; only ever grows. */
  now = 1_000_000_000;
  /** By how much the machines' clock is ahead of `now`: it may be set, forth and back. */
  #offset = 0;
  #latestWall = 0;
  readonly #offsets = [{ from: 0, offset: 0 }];
  readonly #timers = new Map<number, Timer>();
  #lastTimer = 0;
  /** Work that needs the machine rather than virtual time, such as compressing a page. */
  readonly #working = new Set<Promise<unknown>>();

  /** What the machines' clock shows. */
  get wall(): number {
    return this.now + this.#offset;
  }

  /** The latest time that the machines' clock has shown. */
  get latestWall(): number {
    return Math.max(this.#latestWall, this.wall);
  }

  /** Sets the machines' clock forth or back. */
  step(ms: number): void {
    this.#latestWall = this.latestWall;
    this.#offset += ms;
    this.#offsets.push({ from: this.now, offset: this.#offset });
  }

  steppedSince(moment: number): boolean {
    return this.#offsets.some(({ from }, place) => place > 0 && from >= moment);
  }

  /** By how much the clock was set back since a moment. */
  setBackSince(moment: number): number {
    let back = 0;
    for (const [place, { from, offset }] of this.#offsets.entries()) {
      const before = this.#offsets[place - 1]?.offset ?? 0;
      if (from >= moment && offset < before) back += before - offset;
    }
    return back;
  }

  /** What the machines' clock showed from one moment to another, in pieces. */
  wallBetween(from: number, to: number): [number, number][] {
    return this.#offsets.flatMap((piece, place): [number, number][] => {
      const begins = Math.max(from, piece.from);
      const ends = Math.min(to, this.#offsets[place + 1]?.from ?? to);
      return begins > ends ? [] : [[begins + piece.offset, ends + piece.offset]];
    });
  }

  sleep(ms: number): Promise<void> {
    return ms === 0 ? Promise.resolve() : new Promise((resolve) => this.#add(resolve, ms));
  }

  /** Has time stand still while the machine works. */
  working(work: Promise<unknown>): void {
    this.#working.add(work);
    work.then(
      () => this.#working.delete(work),
      () => this.#working.delete(work),
    );
  }

  /** Lets time pass: each timer runs at its moment, and what follows from it comes to rest before the next. */
  async pass(ms: number): Promise<void> {
    const end = this.now + ms;
    await this.rest();
    for (;;) {
      const [next] = [...this.#timers].sort(([a, x], [b, y]) => x.at - y.at || a - b);
      if (next === undefined || next[1].at > end) break;
      const [id, { at, run }] = next;
      this.#timers.delete(id);
      this.now = Math.max(this.now, at);
      run();
      await this.rest();
    }
    this.now = end;
  }

  /** Waits until nothing can go on without time. */
  async rest(): Promise<void> {
    do {
      await Promise.allSettled(this.#working);
      for (let turn = 0; turn < TURNS; turn++) await null;
    } while (this.#working.size > 0);
  }

  /** Puts the code's own timers under virtual time. */
  takeOver(): void {
    vi.stubGlobal("setTimeout", (run: () => void, ms = 0) => this.#add(run, ms));
    vi.stubGlobal("clearTimeout", (id: number) => this.#timers.delete(id));
  }

  #add(run: () => void, ms: number): number {
    this.#timers.set(++this.#lastTimer, { at: this.now + Math.max(ms, 1), run });
    return this.#lastTimer;
  }
}
