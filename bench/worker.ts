// The bench's Worker: the deployed bundle, with counting bindings given to each request and its cost told in `x-bench`.
// It also takes SQL, to put in articles and to explain queries, and drives counters. It only ever runs on the loopback address.

import app, { ReadCounter as Counter } from "edgewise:app";
import type { AppEnv, RequestContext } from "./bindings.ts";
import { countedCalls, countedCounters, kvPart } from "./counted-calls.ts";
import { countedD1 } from "./counted-d1.ts";
import { type ObjectState, type StorageCost, StorageMeter } from "./metered-storage.ts";
import { Recorder } from "./recorder.ts";

/** Objects share the isolate, but not the request: what they read is counted apart. */
const inObjects = new Recorder();
const storage = new StorageMeter();
let objectRequests = 0;

export class ReadCounter extends Counter {
  readonly #storage: ObjectState["storage"];

  constructor(ctx: ObjectState, env: AppEnv) {
    super(storage.watch(ctx), { ...env, DB: countedD1(env.DB, inObjects) });
    this.#storage = ctx.storage;
  }

  override add(...sent: Parameters<Counter["add"]>): Promise<unknown> {
    objectRequests += 1;
    return super.add(...sent);
  }

  /** As the platform does when an alarm is due: it is pending no longer. Nobody may call `alarm` from outside. */
  async ring(): Promise<void> {
    objectRequests += 1;
    await this.#storage.deleteAlarm();
    return this.alarm();
  }
}

export default {
  async fetch(request: Request, env: AppEnv, ctx: RequestContext): Promise<Response> {
    switch (new URL(request.url).pathname) {
      case "/.bench/sql":
        return answerSql(request, env);
      case "/.bench/counter":
        return driveCounter(request, env);
      case "/.bench/objects":
        return Response.json(takeObjectCost());
      case "/.bench/nothing":
        return new Response("nothing");
    }
    const recorder = new Recorder();
    const before = inObjects.rowsRead;
    const response = await app.fetch(request, countedEnv(env, recorder), ctx);
    response.headers.set("x-bench", encodeURIComponent(JSON.stringify(recorder.cost(inObjects.rowsRead - before))));
    return response;
  },
};

const countedEnv = (env: AppEnv, recorder: Recorder): AppEnv => ({
  ...env,
  DB: countedD1(env.DB, recorder),
  PAGES: countedCalls(env.PAGES, recorder, kvPart),
  MEDIA: countedCalls(env.MEDIA, recorder, () => "fileCalls"),
  READS: countedCounters(env.READS, recorder),
});

/** Runs `[[sql, ...parameters], …]` as one batch. */
async function answerSql(request: Request, { DB }: AppEnv): Promise<Response> {
  const statements = (await request.json()) as [string, ...unknown[]][];
  const answers = await DB.batch(statements.map(([sql, ...values]) => DB.prepare(sql).bind(...values)));
  return Response.json(answers.map(({ results, meta }) => ({ results, rowsRead: meta.rows_read ?? 0 })));
}

/** Reads of an article from senders of so many numbers, from the first on; or, without any, the alarm. */
export interface CounterOrder {
  name: string;
  articleId: number;
  senders: number[];
}

export interface CounterCost extends StorageCost {
  /** Deliveries and alarms. */
  requests: number;
  d1: { rowsRead: number; rowsWritten: number };
}

async function driveCounter(request: Request, { READS }: AppEnv): Promise<Response> {
  const { name, articleId, senders } = (await request.json()) as CounterOrder;
  const counter = READS.getByName(name);
  takeObjectCost();
  for (const n of senders) {
    const delivery = { sender: `bench-${n}`, lane: 0, sequence: 1, reads: 1, firstSentAt: Date.now() };
    await counter.add({ articleId, ...delivery });
  }
  if (senders.length === 0) await counter.ring();
  return Response.json(takeObjectCost());
}

let takenBefore = { rowsRead: 0, rowsWritten: 0 };

/** What all objects used since it was asked last. */
function takeObjectCost(): CounterCost {
  const { rowsRead, rowsWritten } = inObjects.cost(0);
  const d1 = { rowsRead: rowsRead - takenBefore.rowsRead, rowsWritten: rowsWritten - takenBefore.rowsWritten };
  const cost = { ...storage.take(), requests: objectRequests, d1 };
  takenBefore = { rowsRead, rowsWritten };
  objectRequests = 0;
  return cost;
}
