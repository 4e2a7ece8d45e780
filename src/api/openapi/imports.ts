// What the calls of /api/import, /api/imports and /api/export say of themselves.

import * as z from "zod";
import { forgottenImportAnswer, importAnswer, importListAnswer, importReportAnswer } from "../schemas/answers/imports";
import { exportSchema, importListSchema, importSchema, reportSchema } from "../schemas/imports";
import { type Description, json } from "./description";
import { A_HASH } from "./examples";

const IMPORT = {
  ...{ id: 2, format: "ndjson", hash: A_HASH, bytes: 48_211, state: "running", detail: null, taken: 20 },
  options: { section: null, sections: "create", status: "keep", lang: null, media: "list", site: null },
  ...{ created: 19, changed: 0, unchanged: 0, skipped: 1, failed: 0 },
  ...{ startedAt: "2021-04-08T00:08:38Z", finishedAt: null, by: "ADMIN_TOKEN", next: "/api/imports/2/step" },
};

const DONE = { ...IMPORT, state: "done", taken: 42, created: 41, finishedAt: "2021-04-08T00:09:02Z", next: null };

export const exportSite: Description = {
  operationId: "exportSite",
  tag: "Import and export",
  summary: "Export everything",
  description:
    "NDJSON: a line a section, page, article, version, person and so on, reads included, which `POST /api/import` takes. Where the answer ends before its last line, the last cursor in it goes on.",
  query: exportSchema,
  answers: {
    200: {
      description: "The lines.",
      content: { "application/x-ndjson": { schema: z.string(), example: '{"type":"section","slug":"news"}\n' } },
    },
  },
};

const dump = { schema: z.string() };

export const post: Description = {
  operationId: "importDump",
  tag: "Import and export",
  summary: "Import a site",
  description:
    "The body is the dump, at most 95 MB: NDJSON of an export, WordPress WXR, Ghost JSON, or a ZIP of Markdown files. It is kept, becomes an import, and a first step is made of it; call `next` until it is null, or leave that to the cron job. The same dump again goes on with the same import.",
  query: importSchema,
  body: {
    required: true,
    isRaw: true,
    content: {
      "application/x-ndjson": dump,
      "application/xml": dump,
      "text/xml": dump,
      "application/json": { schema: z.unknown() },
      "application/zip": {},
    },
  },
  answers: {
    200: {
      description: "The import, which was there already.",
      headers: ["Location"],
      content: json(importAnswer, DONE),
    },
    201: { description: "The new import.", headers: ["Location"], content: json(importAnswer, IMPORT) },
  },
  problems: ["too-large", "unsupported-media-type", "broken-dump", "contended"],
};

export const list: Description = {
  operationId: "listImports",
  tag: "Import and export",
  summary: "List imports",
  description: "Newest first.",
  query: importListSchema,
  answers: {
    200: { description: "A page of imports.", content: json(importListAnswer, { items: [DONE], nextCursor: null }) },
  },
};

export const get: Description = {
  operationId: "getImport",
  tag: "Import and export",
  summary: "Read about an import",
  description: "How far it is, and what became of its items.",
  answers: { 200: { description: "The import.", content: json(importAnswer, IMPORT) } },
};

export const forget: Description = {
  operationId: "forgetImport",
  tag: "Import and export",
  summary: "Forget an import",
  description: "The dump and the report go; what it brought stays.",
  answers: { 200: { description: "It is forgotten.", content: json(forgottenImportAnswer, { id: 2 }) } },
};

export const step: Description = {
  operationId: "stepImport",
  tag: "Import and export",
  summary: "Go on with an import",
  description: "Takes further items, from where the last step ended. Where it has ended, nothing happens.",
  answers: { 200: { description: "The import, as far as it is.", content: json(importAnswer, DONE) } },
  problems: ["contended"],
};

export const report: Description = {
  operationId: "getImportReport",
  tag: "Import and export",
  summary: "Read what became of each item",
  description: "In the dump's order; as JSON, or as CSV with `format=csv` or `Accept: text/csv`.",
  query: reportSchema,
  answers: {
    200: {
      description: "A page of the report.",
      headers: ["Content-Disposition"],
      content: {
        ...json(importReportAnswer, {
          items: [{ n: 1, outcome: "created", kind: "article", key: "wp:7", url: "/news/a", notes: [] }],
          nextCursor: null,
        }),
        "text/csv": {
          schema: z.string(),
          example: "n,outcome,kind,key,url,notes\r\n1,created,article,wp:7,/news/a,\r\n",
        },
      },
    },
  },
};
