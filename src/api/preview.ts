// POST /api/preview: Markdown or HTML as a page would show it; nothing is stored.

import * as z from "zod";
import { MAX_BODY_BYTES } from "../content/limits";
import { renderBody } from "../content/render";
import { openDatabase } from "../db/client";
import { imageSizes } from "../db/ground";
import { imagesIn, mediaHashesIn } from "../publishing/images";
import { type Handler, json, siteOriginOf } from "./context";
import { failureResponse } from "./failures";
import { readJson } from "./read-body";
import { longText } from "./schemas/text";

const previewSchema = z
  .strictObject({ markdown: longText.optional(), html: longText.optional() })
  .refine(
    ({ markdown, html }) => (markdown === undefined) !== (html === undefined),
    'must hold either "markdown" or "html"',
  );

export const postPreview: Handler = async (c) => {
  const read = await readJson(c.req.raw, previewSchema);
  if (!read.ok) return read.response;
  const { markdown, html } = read.value;
  const text = markdown ?? html ?? "";
  if (new TextEncoder().encode(text).length > MAX_BODY_BYTES) {
    return failureResponse({ reason: "too_large", what: "body", limitBytes: MAX_BODY_BYTES });
  }
  const hashes = mediaHashesIn([text]);
  const sizes = hashes.length === 0 ? [] : await imageSizes(openDatabase(c.env.DB), hashes);
  const format = markdown === undefined ? "html" : "markdown";
  const rendered = renderBody({ format, text }, { images: imagesIn([text], sizes), siteOrigin: siteOriginOf(c) });
  if (rendered.ok) return json({ html: rendered.html });
  return failureResponse(
    rendered.reason === "too_deep"
      ? { reason: "invalid", errors: [{ field: format, detail: "is nested too deep; at most 100 levels" }] }
      : { reason: "too_large", what: "body as HTML", limitBytes: 1024 * 1024 },
  );
};
