// Every request while a part is down, over quota, slow, or never answers: the site answers as DESIGN §3 says, and says so, and
// nobody who reads waits for longer than two seconds (P12).

import { beforeAll, describe, it, vi } from "vitest";
import { fails, hangs, only, slow } from "./bindings";
import {
  expectAnswers,
  type Prepared,
  prepare,
  type Row,
  withoutCounters,
  withoutD1,
  withoutD1Cold,
  withoutKv,
  withoutR2,
} from "./rows";

/** In the words of the platform. */
const D1_DOWN = fails("D1_ERROR: Network connection lost.");
const KV_DOWN = fails("KV GET failed: 500 Internal Server Error");
const KV_OVER_QUOTA = only("put", fails("KV PUT failed: 429 Too Many Requests"));
const R2_DOWN = fails("get: We encountered an internal error. Please try again. (10001)");
const DOWN = fails("Network connection lost.");
const SLOW = slow(300);

const ROWS: Row[] = [
  { title: "D1 is down and nothing is kept", faults: { DB: D1_DOWN }, answers: withoutD1Cold },
  { title: "D1 is down and pages are kept", faults: { DB: D1_DOWN }, isWarm: true, answers: withoutD1 },
  { title: "KV is down", faults: { PAGES: KV_DOWN }, answers: withoutKv },
  { title: "KV is over quota", faults: { PAGES: KV_OVER_QUOTA }, answers: {} },
  { title: "R2 is down", faults: { MEDIA: R2_DOWN }, answers: withoutR2 },
  { title: "R2's connection is lost", faults: { MEDIA: DOWN }, answers: withoutR2 },
  { title: "the rate limiters are down", faults: { READ_LIMIT: DOWN, WRITE_LIMIT: DOWN }, answers: {} },
];

const ALL_SLOW = { DB: SLOW, PAGES: SLOW, READS: SLOW, MEDIA: SLOW, READ_LIMIT: SLOW, WRITE_LIMIT: SLOW };
/** A write goes on until D1 answers, an upload until R2 does: to give up would not undo it. */
const WRITES = ["apiWrite", "upload"] as const;

const LONG_ROWS: Row[] = [
  { title: "every part is slow", faults: ALL_SLOW, isWarm: true, answers: {} },
  { title: "D1 hangs and nothing is kept", faults: { DB: hangs }, answers: withoutD1Cold, waiting: WRITES },
  { title: "D1 hangs and pages are kept", faults: { DB: hangs }, isWarm: true, answers: withoutD1, waiting: WRITES },
  { title: "KV hangs", faults: { PAGES: hangs }, answers: withoutKv },
  // A read that is not answered is sent again and again.
  { title: "the counters are down", faults: { READS: DOWN }, answers: withoutCounters },
  { title: "the counters hang", faults: { READS: hangs }, answers: withoutCounters },
  { title: "R2 hangs", faults: { MEDIA: hangs }, answers: withoutR2, waiting: ["upload"] },
  { title: "the rate limiters hang", faults: { READ_LIMIT: hangs, WRITE_LIMIT: hangs }, answers: {} },
];

/** Long rows run side by side, but begin one after the other, so that each one's own work keeps no other waiting. */
const PAUSE_MS = 400;

describe("every request is answered, and says what it can't be answered from, while", () => {
  const prepared = new Map<Row, Prepared>();

  beforeAll(async () => {
    // To the file's end: reads that found no counter are sent again after the answers, too.
    vi.spyOn(console, "warn").mockImplementation(() => {});
    vi.spyOn(console, "error").mockImplementation(() => {});
    for (const row of [...ROWS, ...LONG_ROWS]) prepared.set(row, await prepare(row));
  }, 30_000);

  const answersAreAsExpected = async (row: Row) => {
    const ready = prepared.get(row);
    if (ready === undefined) throw new Error("every row was prepared");
    await expectAnswers(ready);
  };

  it.each(ROWS)("$title", { timeout: 15_000 }, answersAreAsExpected);

  it.concurrent.each(LONG_ROWS)("$title", { timeout: 15_000 }, async (row) => {
    await scheduler.wait(LONG_ROWS.indexOf(row) * PAUSE_MS);
    await answersAreAsExpected(row);
  });
});
