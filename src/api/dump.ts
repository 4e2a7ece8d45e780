// POST /api/import takes a dump of this or another site: it becomes an import.

import { openDatabase } from "../db/client";
import { mediaType } from "../http/body";
import { deskOf } from "../http/context";
import { json } from "../http/json";
import { FORMATS } from "../imports/all-formats";
import { FORMAT_NAMES, type FormatName } from "../imports/formats";
import { forget, receiveDump } from "../imports/imports";
import { MAX_DUMP_BYTES, PART_BYTES, RECEIVE_CALLS } from "../imports/limits";
import { stepImport } from "../imports/step";
import { uploadDump } from "../imports/upload";
import { worksOf } from "../imports/works";
import { readSite } from "../publishing/site-change";
import type { ApiContext, Handler } from "./context";
import { contended, importJson, readImport } from "./imports";
import { type InputError, problem } from "./problem";
import { readQuery } from "./read-query";
import { importSchema, type SentOptions } from "./schemas/imports";

/** What each media type is a dump of, unless `?format=` says otherwise. */
const FORMAT_OF_TYPE: Readonly<Record<string, FormatName>> = {
  "application/x-ndjson": "ndjson",
  "application/xml": "wxr",
  "text/xml": "wxr",
  "application/json": "ghost",
  "application/zip": "markdown",
};

/** The dump is the body. It is kept, becomes an import, and a first step is made. */
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
