// A text as an editor sent it, through the content pipeline, within its limits.

import { MAX_BODY_BYTES, MAX_HTML_BYTES } from "../content/limits";
import type { PassOptions } from "../content/passes";
import { type BodySource, renderBody } from "../content/render";
import type { SafeHtml } from "../content/safe-html";
import { failed, invalid, type Outcome } from "./failure";

/** Safe HTML and plain text of a source. `field` is what a failure names. */
export function renderSource(
  source: BodySource,
  { field, ...options }: PassOptions & { field: string },
): Outcome<{ html: SafeHtml; text: string }> {
  if (new TextEncoder().encode(source.text).length > MAX_BODY_BYTES)
    return failed({ reason: "too_large", what: field, limitBytes: MAX_BODY_BYTES });
  const rendered = renderBody(source, options);
  if (!rendered.ok && rendered.reason === "too_deep") return invalid(field, "is nested too deep; at most 100 levels");
  if (!rendered.ok) return failed({ reason: "too_large", what: `${field} as HTML`, limitBytes: MAX_HTML_BYTES });
  return { ok: true, html: rendered.html, text: rendered.text };
}
