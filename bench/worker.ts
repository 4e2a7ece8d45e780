// The bench's Worker: the deployed bundle, with counting bindings given to each request and its cost told in `x-bench`.
// It also takes SQL, to put in articles and to explain queries. It only ever runs on the loopback address.

import app, { ReadCounter as Counter } from "edgewise:app";
import type { AppEnv, RequestContext } from "./bindings.ts";
import { countedCalls, countedCounters, kvPart } from "./counted-calls.ts";
import { countedD1 } from "./counted-d1.ts";
import { Recorder } from "./recorder.ts";

/** Objects share the isolate, but not the request: what they read is counted apart. */
const inObjects = new Recorder();

export class ReadCounter extends Counter {
  constructor(ctx: unknown, env: AppEnv) {
    super(ctx, { ...env, DB: countedD1(env.DB, inObjects) });
  }
}

export default {
  async fetch(request: Request, env: AppEnv, ctx: RequestContext): Promise<Response> {
    if (new URL(request.url).pathname === "/.bench/sql") return answerSql(request, env);
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
