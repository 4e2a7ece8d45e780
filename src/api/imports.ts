// /api/import takes a dump of this or another site; /api/imports shows what became of each, and goes on with it.

import { toRfc3339 } from "../content/local-time";
import { openDatabase } from "../db/client";
import { type ImportRow, importById, importsBefore, linesAfter } from "../db/imports";
import { mediaType } from "../http/body";
import { deskOf } from "../http/context";
import { json } from "../http/json";
import { FORMATS } from "../imports/all-formats";
import { FORMAT_NAMES, type FormatName } from "../imports/formats";
import { forget, receiveDump } from "../imports/imports";
import { MAX_DUMP_BYTES, PART_BYTES, RECEIVE_CALLS } from "../imports/limits";
import { parseOptions } from "../imports/options";
import { stepImport } from "../imports/step";
import { uploadDump } from "../imports/upload";
import { worksOf } from "../imports/works";
import { readSite } from "../publishing/site-change";
import type { ApiContext, Handler } from "./context";
import { csvResponse, wantsCsv } from "./csv";
import { newestBefore, pageOf } from "./cursor";
import { type InputError, problem } from "./problem";
import { readId } from "./read-id";
import { readQuery } from "./read-query";
import { importListSchema, importSchema, reportSchema, type SentOptions } from "./schemas/imports";

/** What each media type is a dump of, unless `?format=` says otherwise. */
const FORMAT_OF_TYPE: Readonly<Record<string, FormatName>> = {
  "application/x-ndjson": "ndjson",
  "application/xml": "wxr",
  "text/xml": "wxr",
  "application/json": "ghost",
  "application/zip": "markdown",
};

/** POST /api/import: the dump is the body. It is kept, becomes an import, and a first step is made. */
export const postDump: Handler = async (c) => {
  const query = readQuery(c, importSchema);
  if (!query.ok) return query.response;
  const { format: named, ...options } = query.value;
  const format = named ?? FORMAT_OF_TYPE[mediaType(c.req.raw)];
  if (format === undefined || FORMATS[format] === undefined) return wrongType();
  const errors = await optionErrors(c, options);
  if (errors.length > 0) return problem("invalid-fields", { errors });
  if (Number(c.req.header("content-length") ?? 0) > MAX_DUMP_BYTES) return tooLarge();
  const uploaded = await uploadDump(c.env.MEDIA, c.req.raw.body);
  if (!uploaded.ok)
    return uploaded.reason === "too_large" ? tooLarge() : brokenDump("The body is empty: send the dump.");

  const desk = deskOf(c);
  const { id, isNew } = await receiveDump({ desk, bucket: c.env.MEDIA }, uploaded, { format, options });
  const spent = RECEIVE_CALLS + Math.ceil(uploaded.bytes / PART_BYTES);
  const stepped = await stepImport(worksOf(c.env, desk, { spent }), id);
  const row = stepped.ok ? stepped.row : await readImport(c, id);
  if (row === undefined) return contended("This import was forgotten meanwhile. Send the dump again.");
  if (isNew && row.state === "failed" && row.cursor === 0) {
    // Nothing of it could be read: there is nothing to be kept either.
    await forget({ desk, bucket: c.env.MEDIA }, id);
    return brokenDump(row.detail ?? "");
  }
  return json(importJson(row), isNew ? 201 : 200, { location: `/api/imports/${id}` });
};

function wrongType(): Response {
  const taken = Object.entries(FORMAT_OF_TYPE).filter(([, format]) => FORMATS[format] !== undefined);
  const types = taken.map(([type]) => type).join(", ");
  const detail = `Send one of: ${types}; or say which it is, ?format=${FORMAT_NAMES.filter((name) => FORMATS[name]).join("|")}.`;
  return problem("unsupported-media-type", { detail, headers: { accept: types } });
}

const tooLarge = () => problem("too-large", { detail: `The limit for a dump is ${MAX_DUMP_BYTES} bytes.` });

const brokenDump = (detail: string) => problem("broken-dump", { detail });

/** What the site does not have. */
async function optionErrors(c: ApiContext, { section, lang }: SentOptions): Promise<InputError[]> {
  if (section === null && lang === null) return [];
  const { frame, settings } = await readSite(openDatabase(c.env.DB));
  const slugs = frame.sections.map(({ slug }) => slug);
  const errors: InputError[] = [];
  if (section !== null && !slugs.includes(section)) {
    errors.push({ parameter: "section", detail: `no such section; this site has: ${slugs.join(", ")}` });
  }
  if (lang !== null && !settings.languages.includes(lang)) {
    const detail = `not a language of this site; it has: ${settings.languages.join(", ")}`;
    errors.push({ parameter: "lang", detail });
  }
  return errors;
}

/** POST /api/imports/{id}/step: goes on from where the last step ended. */
export const postStep: Handler = async (c) => {
  const id = readId(c);
  if (id === null) return problem("not-found");
  const stepped = await stepImport(worksOf(c.env, deskOf(c), { spent: RECEIVE_CALLS }), id);
  if (stepped.ok) return json(importJson(stepped.row));
  if (stepped.reason === "not_found") return problem("not-found");
  return contended("Another step of this import is at work.");
};

const contended = (detail: string) => problem("contended", { detail, headers: { "retry-after": "5" } });

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

async function readImport(c: ApiContext, id: number): Promise<ImportRow | undefined> {
  const [row] = await importById(openDatabase(c.env.DB), id);
  return row;
}

/** An import as the API shows it. `taken`: how many of its items; `next`: the call that goes on with it, where it runs. */
function importJson(row: ImportRow) {
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
