// Footnotes `[^1]` in Markdown: markdown-it-footnote's parsing, with HTML that says by role what each part is.

import type { MarkdownIt, RendererRule, Token } from "markdown-it";
import parseFootnotes from "markdown-it-footnote";
import { MAX_FOOTNOTES } from "./limits";

// Labels are counted up to 200 characters, since an open end would make `[^[^[^…` quadratic.
const DEFINITION = /\[\^[^\]\s]{1,200}\]:/g;

/** Whether a source may define more than MAX_FOOTNOTES footnotes; counts what only looks like a definition too. */
export function hasTooManyFootnotes(markdown: string): boolean {
  let definitions = 0;
  for (const _ of markdown.matchAll(DEFINITION)) {
    definitions += 1;
    if (definitions > MAX_FOOTNOTES) return true;
  }
  return false;
}

/** A markdown-it plugin. Notes stand at the end, in the order of their first mention; ids are `fn1`, `fnref1`, `fnref1-2`. */
export function footnotes(md: MarkdownIt): void {
  md.use(parseFootnotes);
  // `^[inline notes]` aren't GFM's, and parse themselves anew at each level.
  md.inline.ruler.disable("footnote_inline");
  Object.assign(md.renderer.rules, {
    footnote_ref,
    footnote_block_open,
    footnote_block_close,
    footnote_open,
    footnote_anchor,
  });
}

const footnote_ref: RendererRule = (tokens, index) => {
  const { note, mention } = numbersOf(tokens[index]);
  const link = `<a href="#fn${note}" id="fnref${mention}" role="doc-noteref">[${note}]</a>`;
  return `<sup class="footnote-ref">${link}</sup>`;
};

// No section: that would want a heading.
const footnote_block_open: RendererRule = () => '<div class="footnotes" role="doc-endnotes">\n<ol>\n';

const footnote_block_close: RendererRule = () => "</ol>\n</div>\n";

const footnote_open: RendererRule = (tokens, index) => `<li id="fn${numbersOf(tokens[index]).note}">`;

const footnote_anchor: RendererRule = (tokens, index) => {
  const { mention } = numbersOf(tokens[index]);
  // U+FE0E keeps the arrow text where it would be drawn as an emoji.
  return ` <a href="#fnref${mention}" class="footnote-backref" role="doc-backlink">\u21a9\ufe0e</a>`;
};

function numbersOf(token: Token | undefined): { note: number; mention: string } {
  const note = Number(token?.meta?.id ?? 0) + 1;
  const earlier = Number(token?.meta?.subId ?? 0);
  return { note, mention: earlier > 0 ? `${note}-${earlier + 1}` : `${note}` };
}
