// A body as its author sent it becomes the safe HTML that pages show, and the text that search reads.

import { MAX_HTML_BYTES } from "./limits";
import { markdownToUnsafeHtml } from "./markdown";
import { type ParseFailure, parseHtml } from "./parse-html";
import { applyPasses, type PassOptions } from "./passes";
import { plainText } from "./plain-text";
import { type SafeHtml, sanitiseTree } from "./safe-html";

export type BodySource = { format: "markdown" | "html"; text: string };
export type RenderedBody = { ok: true; html: SafeHtml; text: string } | ParseFailure;

/**
 * Renders a body of at most MAX_BODY_BYTES, which the caller has checked. `text` is plain, one block a line. Fails with
 * `too_deep` beyond MAX_DEPTH elements inside each other, with `too_large` beyond MAX_NODES or MAX_HTML_BYTES.
 */
export function renderBody(source: BodySource, options: PassOptions): RenderedBody {
  const unsafe = source.format === "markdown" ? markdownToUnsafeHtml(source.text) : source.text;
  if (unsafe === null) return { ok: false, reason: "too_large" };

  const parsed = parseHtml(unsafe);
  if (!parsed.ok) return parsed;
  applyPasses(parsed.tree, options);

  const { html, tree } = sanitiseTree(parsed.tree, options);
  if (new TextEncoder().encode(html).byteLength > MAX_HTML_BYTES) return { ok: false, reason: "too_large" };
  return { ok: true, html, text: plainText(tree) };
}
