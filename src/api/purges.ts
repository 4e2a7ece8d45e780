// /api/purges: purge now or at a time, and what was purged, when, by whom and why.

import * as z from "zod";
import { toRfc3339 } from "../content/local-time";
import { openDatabase } from "../db/client";
import { waitingPurges } from "../db/deferred-purges";
import { ledgerPage } from "../db/ledger";
import { tagSchema } from "../db/settings";
import { originOf } from "../env";
import { orderPurge } from "../publishing/purge";
import { deskOf, type Handler, json } from "./context";
import { parameterErrors } from "./input-errors";
import { pointerTo, problem } from "./problem";
import { readJson } from "./read-body";
import { address, line, time } from "./schemas/text";

const purgeSchema = z
  .strictObject({
    urls: z.array(address).max(100).optional(),
    tags: z.array(tagSchema).max(100).optional(),
    everything: z.literal(true).optional(),
    at: time.optional(),
    reason: line(200).optional(),
  })
  .refine(({ urls = [], tags = [], everything }) => urls.length + tags.length > 0 || everything === true, {
    error: 'must name what to purge: "urls", "tags" or "everything": true',
  });

export const postPurge: Handler = async (c) => {
  const read = await readJson(c.req.raw, purgeSchema);
  if (!read.ok) return read.response;
  const { urls = [], tags = [], everything = false, at = null, reason = "asked for" } = read.value;
  const origin = originOf(c.env, c.req.raw);
  const foreign = urls.findIndex((url) => new URL(url, origin).origin !== origin);
  if (foreign >= 0) {
    const errors = [{ pointer: pointerTo(["urls", foreign]), detail: `must be an address of this site, ${origin}` }];
    return problem("invalid-fields", { errors });
  }
  const paths = urls.map((url) => new URL(url, origin).pathname);
  const done = await orderPurge(deskOf(c), { paths, tags, everything, at, reason });
  if ("version" in done) return json({ status: "done", tags: done.tags, version: done.version }, 201);
  return json({ status: "waiting", id: done.waitingId, tags: done.tags, at: toRfc3339(done.dueAt) }, 202);
};

const listSchema = z.strictObject({
  status: z.enum(["done", "waiting"]).default("done"),
  cursor: z.coerce.number().int().positive().optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
});

export const listPurges: Handler = async (c) => {
  const query = listSchema.safeParse(c.req.query());
  if (!query.success) return problem("invalid-fields", { errors: parameterErrors(query.error) });
  const { status, cursor, limit } = query.data;
  const db = openDatabase(c.env.DB);
  if (status === "waiting") {
    const rows = await waitingPurges(db, limit);
    const items = rows.map(({ dueAt, everySeconds, ...row }) => ({
      ...row,
      at: toRfc3339(dueAt),
      every: everySeconds,
    }));
    return json({ items, nextCursor: null });
  }
  const rows = await ledgerPage(db, { before: cursor ?? Number.MAX_SAFE_INTEGER, limit: limit + 1 });
  const items = rows
    .slice(0, limit)
    .map(({ id, tag, at, by, reason }) => ({ version: id, tag, at: toRfc3339(at), by, reason }));
  const nextCursor = rows.length > limit ? String(items.at(-1)?.version) : null;
  return json({ items, nextCursor });
};
