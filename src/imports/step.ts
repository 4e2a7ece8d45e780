// A step of an import: takes items from where the last one ended until its budget is spent, and saves how far it came.
//
// It may die anywhere. What it has saved stands; an item that it took and didn't save is taken again by the next step, under the
// same name, and found by its key. Its lease keeps others away for as long as it lives; one that outlives its lease can no longer
// save, and does no harm, since keys are bound in the batches of the commands.

import { type Database, openDatabase } from "../db/client";
import { isGuardFailure } from "../db/guard";
import { type ImportRow, type ItemLine, importById, type Lease, leaseImport, saveProgress } from "../db/imports";
import type { Desk } from "../publishing/desk";
import type { FlushedCounters } from "../reads/delivery";
import { Budget, StepIsOver } from "./budget";
import { type Fetch, fetchMedia, type MediaAnswer, whyNotFetch } from "./fetch-media";
import { BrokenDump, type Dump, type Taken } from "./format";
import { FORMAT_NAMES, type Formats, type Turn } from "./formats";
import {
  FILE_CALLS,
  ITEM_CALLS,
  LEASE_MS,
  MAX_ATTEMPTS,
  MAX_KEY_LENGTH,
  MAX_NOTE_LENGTH,
  MAX_NOTES,
  MAX_STEPS_IN_VAIN,
  SAVED_AT_ONCE,
  SAVED_EACH_MS,
  STEP_CALLS,
} from "./limits";
import { type ImportOptions, parseOptions } from "./options";

/** What a step works with. */
export interface Works {
  desk: Desk;
  bucket: R2Bucket;
  counters: FlushedCounters;
  formats: Formats;
  /** Hosts whose files may be fetched. */
  hosts: readonly string[];
  fetch: Fetch;
  /** Calls of D1, R2 and other sites that it may make, about. */
  calls: number;
  /** It begins no item after so long. */
  ms: number;
  clock: () => number;
}

export type Stepped = { ok: true; row: ImportRow } | { ok: false; reason: "not_found" | "busy" };

/** Goes on with an import. Of one that has ended nothing is done; `busy`: another step is working on it. */
export async function stepImport(works: Works, id: number): Promise<Stepped> {
  const { desk, clock } = works;
  const db = openDatabase(desk.d1.withSession("first-primary"));
  const lease = { id, lease: crypto.randomUUID(), until: clock() + LEASE_MS };
  const [row] = await leaseImport(db, lease, clock());
  if (row !== undefined) await unlessLeaseIsLost(new Step(works, { db, row, lease }).run());
  const [after] = await importById(db, id);
  if (after === undefined) return { ok: false, reason: "not_found" };
  return row === undefined && after.state === "running" ? { ok: false, reason: "busy" } : { ok: true, row: after };
}

/** Who took the lease over, or forgot the import, saves for all. */
async function unlessLeaseIsLost(work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!isGuardFailure(error)) throw error;
  }
}

class Step {
  readonly #works: Works;
  readonly #db: Database;
  readonly #row: ImportRow;
  readonly #lease: Lease;
  readonly #options: ImportOptions;
  readonly #budget: Budget;
  #cursor: number;
  #lines: ItemLine[] = [];
  #savedAt: number;

  constructor(works: Works, { db, row, lease }: { db: Database; row: ImportRow; lease: Lease }) {
    const { calls, ms, clock } = works;
    this.#works = works;
    this.#db = db;
    this.#row = row;
    this.#lease = lease;
    this.#options = parseOptions(row.options);
    this.#budget = new Budget({ calls: calls - STEP_CALLS, ms, clock });
    this.#cursor = row.cursor;
    this.#savedAt = clock();
  }

  async run(): Promise<void> {
    const { attempts, cursor, detail } = this.#row;
    if (attempts > MAX_STEPS_IN_VAIN) {
      return this.#end({ state: "failed", detail: `It can't go on after item ${cursor}: ${detail ?? STOPPED}` });
    }
    try {
      const isWhole = await this.#takeItems();
      if (isWhole) return this.#end({ state: "done", detail: null });
      await this.#save({ isLast: true });
    } catch (error) {
      if (isGuardFailure(error)) throw error;
      if (error instanceof BrokenDump) return this.#end({ state: "failed", detail: error.message });
      if (!(error instanceof StepIsOver)) {
        // Tried again by the next step; where D1 itself is down, this save fails as well, and the lease runs out.
        console.error({ message: "an import's step failed", import: this.#row.id, error: String(error) });
        return this.#save({ isLast: true, detail: String(error) });
      }
      await this.#save({ isLast: true });
    }
  }

  /** Whether all items of the dump are taken. */
  async #takeItems(): Promise<boolean> {
    // A step before this one may have been stopped at any of its items: then each is saved at once.
    const atOnce = this.#row.attempts > 1 ? 1 : SAVED_AT_ONCE;
    let n = this.#row.cursor;
    for await (const take of this.#takings()) {
      n += 1;
      const isFirst = n === this.#row.cursor + 1;
      if (isFirst) this.#budget.begin();
      else if (!this.#budget.has(ITEM_CALLS)) return false;
      const taken = isFirst && this.#row.attempts > MAX_ATTEMPTS ? this.#givenUp(n) : await this.#take(take, n);
      this.#lines.push(lineOf(n, taken));
      this.#cursor = n;
      const isLate = this.#works.clock() - this.#savedAt > SAVED_EACH_MS;
      if (this.#lines.length >= atOnce || isLate) await this.#save({ isLast: false });
    }
    return true;
  }

  #takings() {
    const { format } = this.#row;
    const name = FORMAT_NAMES.find((known) => known === format);
    const takings = name === undefined ? undefined : this.#works.formats[name];
    if (takings === undefined) throw new BrokenDump(`Dumps of the form ${format} are not taken.`);
    return takings(this.#options)(this.#dump(), this.#row.cursor);
  }

  #dump(): Dump {
    const { dump, bytes } = this.#row;
    return {
      size: bytes,
      open: async (range) => {
        this.#budget.spend(1);
        const object = await this.#works.bucket.get(dump, range === undefined ? {} : { range });
        if (object === null) throw new BrokenDump("The dump is no longer kept: send it again.");
        return object.body;
      },
    };
  }

  #take(take: (turn: Turn) => Promise<Taken>, n: number): Promise<Taken> {
    const { id, run } = this.#row;
    const { desk, bucket, counters } = this.#works;
    return take({
      ...{ bucket, counters, importId: id, turn: `${id}.${run}.${n}` },
      // A key of the request is the import's, not that of each command.
      desk: { ...desk, claim: undefined },
      fetchMedia: (url) => this.#fetchMedia(url),
      spend: (calls) => this.#budget.spend(calls),
    });
  }

  async #fetchMedia(url: string): Promise<MediaAnswer> {
    // What may not be fetched costs nothing, and so never ends a step.
    if (this.#options.media !== "fetch") return { notFetched: "media=fetch does that" };
    const place = URL.parse(url);
    if (place === null) return { notFetched: "its address can't be read" };
    const notFetched = whyNotFetch(place, this.#works.hosts);
    if (notFetched !== null) return { notFetched };
    this.#budget.beginFile(FILE_CALLS);
    this.#budget.spend(1);
    return fetchMedia(place, this.#works);
  }

  #givenUp(n: number): Taken {
    const { detail } = this.#row;
    return { outcome: "failed", kind: "item", key: `#${n}`, notes: [`each attempt failed: ${detail ?? STOPPED}`] };
  }

  #end({ state, detail }: { state: "done" | "failed"; detail: string | null }): Promise<void> {
    return this.#save({ isLast: true, end: { state, at: this.#works.clock() }, detail });
  }

  /** Saves what came since the last time. `isLast` gives the lease back. */
  async #save({
    isLast,
    end = null,
    detail = null,
  }: {
    isLast: boolean;
    end?: { state: "done" | "failed"; at: number } | null;
    detail?: string | null;
  }): Promise<void> {
    const until = isLast ? 0 : this.#works.clock() + LEASE_MS;
    const hasMoved = this.#lines.length > 0 || this.#budget.files > 0;
    const progress = { cursor: this.#cursor, lines: this.#lines, hasMoved, end, detail: detail?.slice(0, 500) ?? null };
    this.#budget.spend(1);
    await this.#db.batch(saveProgress(this.#db, { ...this.#lease, until }, progress));
    this.#lines = [];
    this.#savedAt = this.#works.clock();
  }
}

const STOPPED = "each step was stopped";

function lineOf(n: number, { outcome, kind, key, url, notes }: Taken): ItemLine {
  const left = notes.length - MAX_NOTES;
  const kept = [...notes.slice(0, MAX_NOTES), ...(left > 0 ? [`and ${left} more`] : [])];
  return {
    ...{ n, outcome, kind, url: url ?? null },
    key: key.slice(0, MAX_KEY_LENGTH),
    notes: kept.map((note) => note.slice(0, MAX_NOTE_LENGTH)),
  };
}
