// POST /api/preview: Markdown or HTML as a page would show it; nothing is stored.

import { type AllowedHosts, DEFAULT_HOSTS } from "../content/hosts";
import { MAX_BODY_BYTES } from "../content/limits";
import { renderBody } from "../content/render";
import { openDatabase } from "../db/client";
import { imageSizes } from "../db/ground";
import { siteAndVersion } from "../db/site";
import { siteOriginOf } from "../http/context";
import { json } from "../http/json";
import { type Images, imagesIn, mediaHashesIn } from "../publishing/images";
import { toState } from "../publishing/site-change";
import type { Handler } from "./context";
import { failureResponse } from "./failures";
import { readJson } from "./read-body";
import { previewSchema } from "./schemas/previews";

export const postPreview: Handler = async (c) => {
  const read = await readJson(c.req.raw, previewSchema);
  if (!read.ok) return read.response;
  const { markdown, html } = read.value;
  const text = markdown ?? html ?? "";
  if (new TextEncoder().encode(text).length > MAX_BODY_BYTES) {
    return failureResponse({ reason: "too_large", what: "body", limitBytes: MAX_BODY_BYTES });
  }
  const format = markdown === undefined ? "html" : "markdown";
  const shown = await readShown(c.env.DB, text);
  const rendered = renderBody({ format, text }, { ...shown, siteOrigin: siteOriginOf(c) });
  if (rendered.ok) return json({ html: rendered.html });
  return failureResponse(
    rendered.reason === "too_deep"
      ? { reason: "invalid", errors: [{ field: format, detail: "is nested too deep; at most 100 levels" }] }
      : { reason: "too_large", what: "body as HTML", limitBytes: 1024 * 1024 },
  );
};

/** The files that a text names, and the hosts whose parts it may show. A text that names neither is shown without D1. */
async function readShown(d1: D1Database, text: string): Promise<AllowedHosts & { images: Images }> {
  const hashes = mediaHashesIn([text]);
  if (hashes.length === 0 && !text.includes("//")) return { ...DEFAULT_HOSTS, images: new Map() };
  const db = openDatabase(d1);
  const [site, sizes] = await db.batch([siteAndVersion(db), imageSizes(db, hashes)]);
  const { embeds, media } = toState(site).settings;
  return { embeds, media, images: imagesIn([text], sizes) };
}
