// /api/imports: what became of each dump, and how it goes on.

import { toRfc3339 } from "../content/local-time";
import { openDatabase } from "../db/client";
import { type ImportRow, importById, importsBefore, linesAfter } from "../db/imports";
import { deskOf } from "../http/context";
import { json } from "../http/json";
import { forget } from "../imports/imports";
import { RECEIVE_CALLS } from "../imports/limits";
import { parseOptions } from "../imports/options";
import { stepImport } from "../imports/step";
import { worksOf } from "../imports/works";
import type { ApiContext, Handler } from "./context";
import { csvResponse, wantsCsv } from "./csv";
import { newestBefore, pageOf } from "./cursor";
import { problem } from "./problem";
import { readId } from "./read-id";
import { readQuery } from "./read-query";
import { importListSchema, reportSchema } from "./schemas/imports";

/** POST /api/imports/{id}/step: goes on from where the last step ended. */
export const postStep: Handler = async (c) => {
  const id = readId(c);
  if (id === null) return problem("not-found");
  const stepped = await stepImport(worksOf(c.env, deskOf(c), { spent: RECEIVE_CALLS }), id);
  if (stepped.ok) return json(importJson(stepped.row));
  if (stepped.reason === "not_found") return problem("not-found");
  return contended("Another step of this import is at work.");
};

export const contended = (detail: string) => problem("contended", { detail, headers: { "retry-after": "5" } });

export const listImports: Handler = async (c) => {
  const query = readQuery(c, importListSchema);
  if (!query.ok) return query.response;
  const { cursor, limit } = query.value;
  const before = newestBefore(cursor);
  const rows = await importsBefore(openDatabase(c.env.DB), before, limit + 1);
  const page = pageOf(rows, limit, ({ startedAt, id }) => ({ time: startedAt, id }));
  return json({ ...page, items: page.items.map(importJson) });
};

export const getImport: Handler = async (c) => {
  const id = readId(c);
  const row = id === null ? undefined : await readImport(c, id);
  return row === undefined ? problem("not-found") : json(importJson(row));
};

/** DELETE /api/imports/{id}: the dump and the report go; what it brought stays. */
export const deleteImport: Handler = async (c) => {
  const id = readId(c);
  const forgotten = id === null ? null : await forget({ desk: deskOf(c), bucket: c.env.MEDIA }, id);
  return forgotten === null ? problem("not-found") : json({ id });
};

/** The lines of a CSV, which has no pages. */
const MAX_CSV_LINES = 10_000;
const COLUMNS = ["n", "outcome", "kind", "key", "url", "notes"] as const;

export const getReport: Handler = async (c) => {
  const query = readQuery(c, reportSchema);
  if (!query.ok) return query.response;
  const { format, outcome, cursor: after, limit } = query.value;
  const id = readId(c);
  if (id === null || (await readImport(c, id)) === undefined) return problem("not-found");
  const isCsv = wantsCsv(c, format);
  const ask = { id, after, outcome, limit: isCsv ? MAX_CSV_LINES : limit + 1 };
  const lines = await linesAfter(openDatabase(c.env.DB), ask);
  if (isCsv) {
    const items = lines.map((line) => ({ ...line, notes: line.notes.join("; ") }));
    return csvResponse(`import-${id}.csv`, COLUMNS, items);
  }
  const items = lines.slice(0, limit);
  const nextCursor = lines.length > limit ? String(items.at(-1)?.n) : null;
  return json({ items, nextCursor });
};

export async function readImport(c: ApiContext, id: number): Promise<ImportRow | undefined> {
  const [row] = await importById(openDatabase(c.env.DB), id);
  return row;
}

/** An import as the API shows it. `taken`: how many of its items; `next`: the call that goes on with it, where it runs. */
export function importJson(row: ImportRow) {
  const { id, format, hash, bytes, state, detail, cursor, created, changed, unchanged, skipped, failed, by } = row;
  return {
    ...{ id, format, hash, bytes, options: parseOptions(row.options), state, detail },
    ...{ taken: cursor, created, changed, unchanged, skipped, failed },
    startedAt: toRfc3339(row.startedAt),
    finishedAt: row.finishedAt === null ? null : toRfc3339(row.finishedAt),
    by,
    next: state === "running" ? `/api/imports/${id}/step` : null,
  };
}
