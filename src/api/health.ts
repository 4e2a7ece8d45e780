// GET /api/health: which parts answer, what is overdue, and the version that runs.

import { openDatabase } from "../db/client";
import { ledgerEnds } from "../db/ledger";
import { within } from "../db/within";
import type { Env } from "../env";
import { buildOf } from "../pages/build";
import { reportJobs } from "../schedule/run";
import { type Handler, json } from "./context";

const PART_TIMEOUT_MS = 2_000;

/** 200 when all parts answer, else 503. Needs no token, so it says nothing that a visitor may not know. */
export const getHealth: Handler = async (c) => {
  const env = c.env;
  const [db, pages, media, jobs] = await Promise.all([
    answers(ledgerEnds(openDatabase(env.DB)).then(([row]) => row?.guid)),
    answers(env.PAGES.get("health")),
    answers(env.MEDIA.head("health")),
    overdueJobs(env),
  ]);
  const parts = { db, pages, media };
  const ok = Object.values(parts).every((part) => part === "ok");
  return json({ ok, build: buildOf(env), parts, overdue: jobs }, ok ? 200 : 503);
};

async function answers(part: Promise<unknown>): Promise<"ok" | "failing"> {
  try {
    await within(PART_TIMEOUT_MS, part);
    return "ok";
  } catch (error) {
    console.error({ message: "a part doesn't answer", error: String(error) });
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
