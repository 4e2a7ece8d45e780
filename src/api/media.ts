// /api/media: the library. A file is sent as the request's body, named by `?name=`.

import { toRfc3339 } from "../content/local-time";
import { openDatabase } from "../db/client";
import { type MediaRow, mediaByHash, mediaWhere } from "../db/media";
import { originOf } from "../env";
import { MAX_MEDIA_BYTES, mediaPath, type Stored, storeMedia } from "../media/library";
import { type ApiContext, deskOf, type Handler, json } from "./context";
import { parameterErrors } from "./input-errors";
import { problem } from "./problem";
import { readBytes } from "./read-body";
import { cursorOf, mediaListSchema } from "./schemas/media";

export const postMedia: Handler = async (c) => {
  const read = await readBytes(c.req.raw, MAX_MEDIA_BYTES);
  if (!read.ok) return read.response;
  const desk = deskOf(c);
  const stored = await storeMedia(
    { ...desk, bucket: c.env.MEDIA },
    { bytes: read.value, name: c.req.query("name") ?? "file" },
  );
  if (!stored.ok) return refusal(stored);
  const file = fileJson(stored.file, originOf(c.env, c.req.raw));
  return json(file, stored.isNew ? 201 : 200, { location: file.url });
};

function refusal(refused: Exclude<Stored, { ok: true }>): Response {
  switch (refused.reason) {
    case "unknown_type":
      return problem("unsupported-media-type", {
        detail: `The file's content must be one of: ${refused.taken.join(", ")}.`,
      });
    case "damaged":
      return problem("damaged-file", {
        detail: `It is cut off, or no whole ${refused.type}, so that its metadata can't be taken out. Save it again, and send that.`,
      });
  }
}

export const listMedia: Handler = async (c) => {
  const query = mediaListSchema.safeParse(c.req.query());
  if (!query.success) return problem("invalid-fields", { errors: parameterErrors(query.error) });
  const { cursor, limit, ...filter } = query.data;
  const rows = await mediaWhere(openDatabase(c.env.DB), { ...filter, after: cursor, limit: limit + 1 });
  const files = rows.slice(0, limit);
  const last = files.at(-1);
  const origin = originOf(c.env, c.req.raw);
  return json({
    items: files.map((file) => fileJson(file, origin)),
    nextCursor: rows.length > limit && last !== undefined ? cursorOf(last) : null,
  });
};

export const getMedia: Handler = async (c) => {
  const hash = readHash(c);
  if (hash === null) return problem("not-found");
  const [file] = await mediaByHash(openDatabase(c.env.DB), hash);
  return file === undefined ? problem("not-found") : json(fileJson(file, originOf(c.env, c.req.raw)));
};

/** A hash in the address; null for what can't be one. */
function readHash(c: ApiContext): string | null {
  const hash = c.req.param("hash") ?? "";
  return /^[0-9a-f]{64}$/.test(hash) ? hash : null;
}

/** A file as the API shows it. */
function fileJson({ hash, name, type, bytes, width, height, createdAt, by }: MediaRow, origin: string) {
  const path = mediaPath({ hash, name });
  return { path, url: `${origin}${path}`, hash, name, type, bytes, width, height, createdAt: toRfc3339(createdAt), by };
}
