// What previews may be asked for with.

import * as z from "zod";
import { DEFAULT_PREVIEW_SECONDS, MAX_PREVIEW_SECONDS } from "../../access/preview-link";
import { MAX_BODY_BYTES } from "../../content/limits";
import { longText } from "../../http/schemas/text";

const source = longText.optional().meta({ maxLength: MAX_BODY_BYTES });

/** The body of `POST /api/preview`. */
export const previewSchema = z
  .strictObject({
    markdown: source.describe("A text in CommonMark with GFM, at most 512 KiB of UTF-8; or else"),
    html: source.describe("a text in HTML, at most 512 KiB of UTF-8."),
  })
  .refine(
    ({ markdown, html }) => (markdown === undefined) !== (html === undefined),
    'must hold either "markdown" or "html"',
  )
  .meta({ id: "PreviewSource" });

/** The body of `POST /api/articles/{id}/preview`, which may be left out. */
export const previewLinkSchema = z
  .strictObject({
    expiresIn: z
      .int()
      .min(1)
      .max(MAX_PREVIEW_SECONDS)
      .default(DEFAULT_PREVIEW_SECONDS)
      .describe("How long the link holds, in seconds."),
  })
  .meta({ id: "PreviewLinkOrder" });
