// /api/purges: purge now or at a time, and what was purged, when, by whom and why.

import { toRfc3339 } from "../content/local-time";
import { readAddress } from "../content/read-address";
import type { Cursor } from "../db/articles";
import { type Database, openDatabase } from "../db/client";
import { waitingPurges } from "../db/deferred-purges";
import { ledgerPage } from "../db/ledger";
import { originOf } from "../env";
import { deskOf } from "../http/context";
import { json } from "../http/json";
import { orderPurge, type PurgeDone } from "../publishing/purge";
import type { Handler } from "./context";
import { newestBefore, pageOf } from "./cursor";
import { pointerTo, problem } from "./problem";
import { readJson } from "./read-body";
import { readQuery } from "./read-query";
import { purgeListSchema, purgeSchema } from "./schemas/purges";

export const postPurge: Handler = async (c) => {
  const sent = await readJson(c.req.raw, purgeSchema);
  if (!sent.ok) return sent.response;
  const { urls = [], tags = [], everything = false, at = null, reason = "asked for" } = sent.value;
  const origin = originOf(c.env, c.req.raw);
  const read = urls.map((url) => pathHere(url, origin));
  const paths = read.filter((path) => path !== null);
  if (paths.length < urls.length) {
    const pointer = pointerTo(["urls", read.indexOf(null)]);
    return problem("invalid-fields", { errors: [{ pointer, detail: `must be an address of this site, ${origin}` }] });
  }
  return answerOrdered(await orderPurge(deskOf(c), { paths, tags, everything, at, reason }));
};

/** What came of an order. */
export function answerOrdered(done: PurgeDone): Response {
  if ("version" in done) return json({ status: "done", tags: done.tags, version: done.version }, 201);
  return json({ status: "waiting", id: done.waitingId, tags: done.tags, at: toRfc3339(done.dueAt) }, 202);
}

/** The path under which a page of this site is kept, in whichever spelling it is named; null for another site's address. */
function pathHere(text: string, origin: string): string | null {
  const url = URL.parse(text, origin);
  return url?.origin === origin ? (readAddress(url.pathname)?.path ?? null) : null;
}

export const listPurges: Handler = async (c) => {
  const query = readQuery(c, purgeListSchema);
  if (!query.ok) return query.response;
  const { status, cursor, limit } = query.value;
  const db = openDatabase(c.env.DB);
  return json(await (status === "done" ? donePurges(db, cursor, limit) : purgesAhead(db, cursor, limit)));
};

async function donePurges(db: Database, cursor: Cursor | undefined, limit: number) {
  const rows = await ledgerPage(db, { before: newestBefore(cursor), limit: limit + 1 });
  const page = pageOf(rows, limit, ({ at, id }) => ({ time: at, id }));
  return { ...page, items: page.items.map(({ id, at, ...row }) => ({ version: id, ...row, at: toRfc3339(at) })) };
}

async function purgesAhead(db: Database, after: Cursor = { time: 0, id: 0 }, limit: number) {
  const rows = await waitingPurges(db, { after, limit: limit + 1 });
  const page = pageOf(rows, limit, ({ dueAt, id }) => ({ time: dueAt, id }));
  const items = page.items.map(({ dueAt, everySeconds, ...row }) => ({
    ...row,
    at: toRfc3339(dueAt),
    every: everySeconds,
  }));
  return { ...page, items };
}
