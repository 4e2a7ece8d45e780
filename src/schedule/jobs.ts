// The cron jobs: what each does, and how often. Each can run twice, or die half way, with the same end state.

import { openDatabase } from "../db/client";
import { carryOutDue, forgetDonePurges, pruneLedger } from "../db/deferred-purges";
import { forgetKeys } from "../db/idempotency";
import type { Env } from "../env";
import { goOn, removeLostDumps } from "../imports/imports";
import { JOB_STEP_MS, JOBS_CALLS } from "../imports/limits";
import { worksOf } from "../imports/works";
import { finishRemovals } from "../media/removal";
import { pageServer } from "../pages/isolate";
import { LEDGER_KEPT_MS } from "../pages/limits";
import { reindex } from "../publishing/reindex";
import { rank } from "../reads/ranking";
import { rankSearches } from "../searches/hot";
import { typedSearches } from "../searches/isolate";

export interface Job {
  name: string;
  everyMs: number;
  /** Does the work as of `now`; comes back with a line for the operator, throws when it failed. */
  run: (env: Env, now: number) => Promise<string>;
}

const MINUTE = 60_000;

/** Carries out purges that wait for their time, and those that recur. */
const purge: Job = {
  name: "purge",
  everyMs: MINUTE,
  async run(env, now) {
    const session = env.DB.withSession("first-primary");
    const db = openDatabase(session);
    const [rows] = await db.batch([...carryOutDue(db, now)]);
    pageServer.ledger.noteOwnPurge(rows, session.getBookmark());
    return `purged ${rows.length} tags`;
  },
};

/** Chooses the hot lists from the reads of the last days. */
const hotLists: Job = {
  name: "rank",
  everyMs: 10 * MINUTE,
  async run(env, now) {
    const { changed } = await rank(env.DB, now);
    return changed ? "the hot lists changed" : "the hot lists stay";
  },
};

/** Chooses which of the searches that readers type are shown. */
const hotSearches: Job = {
  name: "searches",
  everyMs: 30 * MINUTE,
  async run(env, now) {
    const db = openDatabase(env.DB);
    await typedSearches.write(db);
    const { changed } = await rankSearches(db, now);
    return changed ? "the hot searches changed" : "the hot searches stay";
  },
};

/** A run makes search rows for so long: the next one goes on. */
const REINDEX_MS = 20_000;

/** Makes the search rows of articles whose row is of an older form. */
const searchRows: Job = {
  name: "reindex",
  everyMs: MINUTE,
  async run(env) {
    const until = Date.now() + REINDEX_MS;
    return `made ${await reindex(openDatabase(env.DB), () => Date.now() < until)} search rows`;
  },
};

/** The ledger's rows that one run forgets, so that no run takes long. */
const PRUNED_AT_ONCE = 5_000;

/** An idempotency key holds for so long, and until the next run after that. */
const KEYS_KEPT_MS = 24 * 60 * MINUTE;

/** Forgets what no stored page can ask for any more, and no client that asks again; finishes removals of files that broke off. */
const prune: Job = {
  name: "prune",
  everyMs: 60 * MINUTE,
  async run(env, now) {
    const db = openDatabase(env.DB);
    const before = now - LEDGER_KEPT_MS;
    const [pruned] = await db.batch([
      pruneLedger(db, { before, limit: PRUNED_AT_ONCE }),
      forgetDonePurges(db, before),
      forgetKeys(db, { before: now - KEYS_KEPT_MS, limit: PRUNED_AT_ONCE }),
    ]);
    const removed = await finishRemovals(db, env.MEDIA, now);
    await removeLostDumps(env.DB, env.MEDIA, now);
    return `pruned ${pruned.meta.changes} ledger rows${removed > 0 ? `, and ${removed} files that were taken away` : ""}`;
  },
};

/** Goes on with imports that nobody drives. */
const imports: Job = {
  name: "imports",
  everyMs: MINUTE,
  async run(env, now) {
    const siteOrigin = env.PUBLIC_URL === "" ? null : env.PUBLIC_URL;
    // Only who may do everything can begin an import.
    const desk = { d1: env.DB, ledger: pageServer.ledger, scope: "admin" as const, now, siteOrigin };
    // By the trigger's clock, as all that a job does.
    const began = Date.now();
    const clock = () => now + Date.now() - began;
    const worksFor = (by: string) => worksOf(env, { ...desk, by }, { spent: JOBS_CALLS, ms: JOB_STEP_MS, clock });
    const row = await goOn(worksFor, env.DB);
    return row === null ? "nothing to go on with" : `import ${row.id} is ${row.state}: ${row.cursor} items taken`;
  },
};

export const JOBS: readonly Job[] = [purge, hotLists, hotSearches, searchRows, imports, prune];
