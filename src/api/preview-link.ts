// POST /api/articles/{id}/preview: a link that shows the article to whoever has it, whatever its state, until it expires.

import { signPreview } from "../access/preview-link";
import { previewPath } from "../content/addresses";
import { toRfc3339 } from "../content/local-time";
import { articleExists } from "../db/articles";
import { openDatabase } from "../db/client";
import { siteAndVersion } from "../db/site";
import { PART_TIMEOUT_MS, within } from "../db/within";
import { originOf } from "../env";
import { json } from "../http/json";
import type { Handler } from "./context";
import { problem } from "./problem";
import { readOptionalJson } from "./read-body";
import { readId } from "./read-id";
import { previewLinkSchema } from "./schemas/previews";

export const postPreviewLink: Handler = async (c) => {
  const id = readId(c);
  if (id === null) return problem("not-found");
  const read = await readOptionalJson(c.req.raw, previewLinkSchema);
  if (!read.ok) return read.response;
  const db = openDatabase(c.env.DB);
  // A POST, but one that only reads: like any who reads, it doesn't wait for a part that hangs.
  const [[article], [site]] = await within(PART_TIMEOUT_MS, db.batch([articleExists(db, id), siteAndVersion(db)]));
  if (article === undefined || site === undefined) return problem("not-found");
  const untilSeconds = Math.floor(Date.now() / 1000) + read.value.expiresIn;
  const token = await signPreview(c.env, site.guid, { articleId: id, untilSeconds });
  if (token === null) return problem("unavailable", { detail: "Links are signed by ADMIN_TOKEN, which is not set." });
  const url = originOf(c.env, c.req.raw) + previewPath(token);
  return json({ url, expiresAt: toRfc3339(untilSeconds * 1000) });
};
