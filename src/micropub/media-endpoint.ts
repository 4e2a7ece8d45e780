// The media endpoint: one file, for a post to name (Micropub §3.6).

import { originOf } from "../env";
import { json } from "../http/json";
import { MAX_MEDIA_BYTES } from "../media/library";
import type { MicropubContext } from "./context";
import { invalidRequest } from "./errors";
import type { Body } from "./read-body";
import { storeFile } from "./uploads";

/** Answers 201 with the file's address, also for one that was there: what it is called is the hash of what it holds. */
export async function postFile(c: MicropubContext, body: Body): Promise<Response> {
  const files = body.kind === "form" ? body.fields.filter(([name]) => name === "file").map(([, value]) => value) : [];
  const [file, ...others] = files;
  if (!(file instanceof File) || others.length > 0) {
    return invalidRequest('Send multipart/form-data with one file, in a part named "file".');
  }
  if (file.size > MAX_MEDIA_BYTES)
    return invalidRequest(`The limit for a file is ${MAX_MEDIA_BYTES} bytes.`, { status: 413 });
  const stored = await storeFile(c, file);
  if (!stored.ok) return stored.response;
  const url = originOf(c.env, c.req.raw) + stored.value;
  return json({ url }, 201, { location: url });
}
