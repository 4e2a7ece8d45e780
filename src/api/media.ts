// POST /api/media: a file as the request's body, named by `?name=`.

import { originOf } from "../env";
import { MAX_MEDIA_BYTES, mediaPath, storeMedia } from "../media/library";
import { deskOf, type Handler, json } from "./context";
import { problem } from "./problem";
import { readBytes } from "./read-body";

export const postMedia: Handler = async (c) => {
  const read = await readBytes(c.req.raw, MAX_MEDIA_BYTES);
  if (!read.ok) return read.response;
  const desk = deskOf(c);
  const stored = await storeMedia(
    { ...desk, bucket: c.env.MEDIA },
    { bytes: read.value, name: c.req.query("name") ?? "file" },
  );
  if (!stored.ok) {
    return problem("unsupported-media-type", {
      detail: `The file's content must be one of: ${stored.taken.join(", ")}.`,
    });
  }
  const path = mediaPath(stored.file);
  const url = `${originOf(c.env, c.req.raw)}${path}`;
  return json({ ...stored.file, path, url }, stored.isNew ? 201 : 200, { location: url });
};
