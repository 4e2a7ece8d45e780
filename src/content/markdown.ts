// Markdown to unsafe HTML: CommonMark and GFM's tables, strikethrough, autolinks, task lists and footnotes.

import createMarkdownIt, { type MarkdownIt, type RendererRule, type Token } from "markdown-it";
import { gfmAutolinks } from "./autolinks";
import { CJK } from "./cjk";
import { footnotes, hasTooManyFootnotes } from "./footnotes";
import { MAX_MARKDOWN_NESTING, MAX_RAW_HTML_LENGTH } from "./limits";
import { loneTags } from "./lone-tags";
import { strikethrough } from "./strikethrough";
import { taskLists } from "./task-lists";

const markdown = createMarkdownIt({ html: true, linkify: true, maxNesting: MAX_MARKDOWN_NESTING })
  .use(footnotes)
  .use(taskLists)
  .use(gfmAutolinks)
  .use(strikethrough)
  .use(loneTags)
  .use(cjkEmphasis);

// The sanitiser alone decides which links are safe: two lists would drift apart.
markdown.validateLink = () => true;

/** Markdown's HTML, to be sanitised; null if it would be longer than MAX_RAW_HTML_LENGTH or has over MAX_FOOTNOTES notes. */
export function markdownToUnsafeHtml(source: string): string | null {
  if (hasTooManyFootnotes(source)) return null;
  const environment = {};
  const tokens = markdown.parse(source, environment);
  if (leastLength(tokens) > MAX_RAW_HTML_LENGTH) return null;
  const html = markdown.renderer.render(tokens, markdown.options, environment);
  return html.length > MAX_RAW_HTML_LENGTH ? null : html;
}

/** What the tokens' text and attributes alone will take: 200 KiB of address and 100,000 links to it fit into a source. */
function leastLength(tokens: readonly Token[]): number {
  let length = 0;
  for (const { content, attrs, children } of tokens) {
    length += children ? leastLength(children) : content.length;
    for (const [, value] of attrs ?? []) length += String(value).length;
  }
  return length;
}

/**
 * `**注意：**请看` is bold, and a line's end between two Chinese characters is no space. CommonMark's flanking rule takes
 * spaces between words for granted; only runs of `*` and `~` that it leaves as text are read anew.
 */
function cjkEmphasis(md: MarkdownIt): void {
  const endsInCjk = new RegExp(`[${CJK}]$`, "u");
  const startsWithCjk = new RegExp(`^[${CJK}]`, "u");
  const endsInPunctuation = /[\p{P}\p{S}]$/u;
  const startsWithPunctuation = /^[\p{P}\p{S}]/u;

  md.inline.State = class extends md.inline.State {
    override scanDelims(start: number, canSplitWord: boolean) {
      const run = super.scanDelims(start, canSplitWord);
      if (!canSplitWord) return run;
      const before = this.src.slice(Math.max(0, start - 2), start);
      const after = this.src.slice(start + run.length, start + run.length + 2);
      return {
        ...run,
        can_open: run.can_open || (endsInCjk.test(before) && startsWithPunctuation.test(after)),
        can_close: run.can_close || (endsInPunctuation.test(before) && startsWithCjk.test(after)),
      };
    }
  };

  const softbreak: RendererRule = (tokens, index) => {
    const joins =
      endsInCjk.test(tokens[index - 1]?.content ?? "") && startsWithCjk.test(tokens[index + 1]?.content ?? "");
    return joins ? "" : "\n";
  };
  Object.assign(md.renderer.rules, { softbreak });
}
