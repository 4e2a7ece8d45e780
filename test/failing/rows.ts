// One row of a table of failures: every request is asked of an isolate with a part at fault, and every answer is checked.

import { expect } from "vitest";
import type { Env } from "../../src/env";
import { LEDGER_HARD_AGE_MS } from "../../src/pages/limits";
import { type Intercept, type Part, withFaults } from "./bindings";
import { asEver, type Check, counted, healthWithout, standsIn, unavailablePage, unavailableProblem } from "./expected";
import { type Answer, Isolate } from "./isolate";
import { type Asked, type Kind, readingsOf, requestOf, someChanges, someContent } from "./requests";

export interface Row {
  /** What fails. */
  title: string;
  faults: Partial<Record<Part, Intercept>>;
  /** Pages are kept, and the view of the ledger is too old to use; else nothing is known yet. */
  isWarm?: boolean;
  /** What is not answered as ever. */
  answers: Partial<Record<Kind, Check>>;
  /** What is not asked, since it may wait for as long as the part hangs. */
  waiting?: readonly Kind[];
}

/** Without D1, pages that are kept stand in; the isolate knows the name of the site's counters. */
export const withoutD1: Row["answers"] = {
  page: standsIn,
  unkept: unavailablePage,
  health: healthWithout("db"),
  apiRead: unavailableProblem,
  apiWrite: unavailableProblem,
  upload: unavailableProblem,
};

/** Nothing is kept, and the counters' names are in D1 (R5). */
export const withoutD1Cold: Row["answers"] = {
  ...withoutD1,
  page: unavailablePage,
  total: unavailableProblem,
  count: unavailableProblem,
};

export const withoutKv: Row["answers"] = { health: healthWithout("pages") };

export const withoutCounters: Row["answers"] = {
  total: unavailableProblem,
  count: unavailableProblem,
  health: healthWithout("reads"),
};

export const withoutR2: Row["answers"] = {
  file: unavailableProblem,
  upload: unavailableProblem,
  health: healthWithout("media"),
};

const AS_EVER: Row["answers"] = { count: counted, health: healthWithout() };

/** The longest wait for a part that hangs (P12), and within how much a test's own work stays, on a busy machine, too. */
const LONGEST_WAIT_MS = 2000;
const SLACK_MS = 1500;

const aJob: Asked = { kind: "apiWrite", method: "POST", path: "/api/jobs/purge", status: 200 };

/** A row's isolate, and all that will be asked of it. */
export interface Prepared extends Row {
  isolate: Isolate;
  origin: string;
  readings: readonly Asked[];
  changes: readonly Asked[];
}

/** Makes the content, the isolate and, if the row says so, what it keeps. */
export async function prepare(row: Row): Promise<Prepared> {
  const isAsked = ({ kind }: Asked) => row.waiting?.includes(kind) !== true;
  const readings = readingsOf(await someContent()).filter(isAsked);
  const changes = [...(await someChanges()), aJob].filter(isAsked);
  const prepared = { ...row, readings, changes, isolate: new Isolate(), origin: `http://${crypto.randomUUID()}.test` };
  if (row.isWarm === true) {
    await answersTo(prepared, { asked: readings.filter(({ kind }) => kind === "page"), env: withFaults({}) });
    await prepared.isolate.settled();
    prepared.isolate.putClockForward(LEDGER_HARD_AGE_MS);
  }
  return prepared;
}

/** Asks all readings at once, then all changes, and expects the row's answers, and no longer wait. */
export async function expectAnswers(row: Prepared): Promise<void> {
  const env = withFaults(row.faults);

  const read = await answersTo(row, { asked: row.readings, env });
  const changed = await answersTo(row, { asked: row.changes, env });

  for (const [asked, answer] of [...read, ...changed]) {
    const check = row.answers[asked.kind] ?? AS_EVER[asked.kind] ?? asEver;
    check(answer, asked);
  }
  const waits = read.map(([{ method, path }, { ms }]) => ({ asked: `${method} ${path}`, ms }));
  expect(waits.filter(({ ms }) => ms > LONGEST_WAIT_MS + SLACK_MS)).toEqual([]);
}

const answersTo = ({ isolate, origin }: Prepared, { asked, env }: { asked: readonly Asked[]; env: Env }) =>
  Promise.all(
    asked.map(async (one): Promise<[Asked, Answer]> => [one, await isolate.ask(requestOf(one, origin), env)]),
  );
