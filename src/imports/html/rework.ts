// A body of another system, changed as a tree.

import type { Root } from "hast";
import { MAX_RAW_HTML_LENGTH } from "../../content/limits";
import { parseHtml } from "../../content/parse-html";
import { lineOfText } from "../../content/plain-text";
import { print } from "./nodes";

/**
 * HTML after `change`; as it was where it is deeper or larger than a body may be, which is told when it is saved. Not safe: the
 * sanitiser reads it like any other body.
 */
export function rework(html: string, change: (tree: Root) => void): string {
  if (html.length > MAX_RAW_HTML_LENGTH) return html;
  const parsed = parseHtml(html);
  if (!parsed.ok) return html;
  change(parsed.tree);
  return print(parsed.tree).trim();
}

/** The text of a title or a summary that may hold tags and character references. */
export function textOfHtml(html: string): string {
  if (!/[<&]/.test(html)) return html.trim();
  const parsed = parseHtml(html);
  return parsed.ok ? lineOfText(parsed.tree).trim() : html.trim();
}
