// GET /api/health: which parts answer, what is overdue, and the version that runs.

import { openDatabase } from "../db/client";
import { ledgerEnds } from "../db/ledger";
import { PART_TIMEOUT_MS, within } from "../db/within";
import type { Env } from "../env";
import { json } from "../http/json";
import { buildOf } from "../pages/build";
import { counterName } from "../reads/delivery";
import { reportJobs } from "../schedule/run";
import type { Handler } from "./context";

/** Of no site, so that this counter finds no article and stores nothing. */
const NO_SITE = "health";

/** 200 when all parts answer, else 503. Needs no token, so it says nothing that a visitor may not know. */
export const getHealth: Handler = async (c) => {
  const env = c.env;
  const [db, pages, media, reads, overdue] = await Promise.all([
    answers("db", async () => (await ledgerEnds(openDatabase(env.DB)))[0]?.guid),
    answers("pages", () => env.PAGES.get("health")),
    answers("media", () => env.MEDIA.head("health")),
    answers("reads", () => env.READS.getByName(counterName(NO_SITE, 1)).total(1)),
    overdueJobs(env),
  ]);
  const parts = { db, pages, media, reads };
  const ok = Object.values(parts).every((part) => part === "ok");
  return json({ ok, build: buildOf(env), parts, overdue }, ok ? 200 : 503);
};

async function answers(part: string, ask: () => Promise<unknown>): Promise<"ok" | "failing"> {
  try {
    await within(PART_TIMEOUT_MS, ask());
    return "ok";
  } catch (error) {
    console.error({ message: "a part doesn't answer", part, error: String(error) });
    return "failing";
  }
}

/** Null where D1 can't say. */
async function overdueJobs(env: Env): Promise<string[] | null> {
  try {
    const reports = await within(PART_TIMEOUT_MS, reportJobs(env.DB, Date.now()));
    return reports.filter(({ overdue }) => overdue).map(({ name }) => name);
  } catch (error) {
    console.error({ message: "the jobs can't be read", error: String(error) });
    return null;
  }
}
