// Footnotes `[^1]` in Markdown: markdown-it-footnote's parsing, with HTML that says by role what each part is.

import type { MarkdownIt, RendererRule, StateCore, Token } from "markdown-it";
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
  // The package's own would number mentions in notes that nobody mentions, and let the last of two notes win.
  md.core.ruler.at("footnote_tail", placeNotes);
  Object.assign(md.renderer.rules, {
    footnote_ref,
    footnote_block_open,
    footnote_block_close,
    footnote_open,
    footnote_anchor,
  });
}

interface Mentions {
  /** The note's number, from 0. */
  id: number;
  count: number;
}

/** Numbers notes by their first mention, in the text and then in notes, and puts those at the end. The others are dropped. */
function placeNotes(state: StateCore): void {
  const { text, definitions } = withoutDefinitions(state.tokens);
  const mentions = new Map<string, Mentions>();
  numberMentions(text, mentions);
  // Goes on to the notes that are mentioned on the way.
  for (const label of mentions.keys()) numberMentions(definitions.get(label) ?? [], mentions);
  state.tokens = text;
  if (mentions.size === 0) return;
  const push = (type: string, nesting: 1 | 0 | -1, meta: Token["meta"] = null) => {
    const token = new state.Token(type, "", nesting);
    token.meta = meta;
    state.tokens.push(token);
  };
  push("footnote_block_open", 1);
  for (const [label, { id, count }] of mentions) {
    push("footnote_open", 1, { id });
    for (const token of definitions.get(label) ?? []) state.tokens.push(token);
    const paragraphEnd = state.tokens.at(-1)?.type === "paragraph_close" ? state.tokens.pop() : undefined;
    for (let subId = 0; subId < count; subId++) push("footnote_anchor", 0, { id, subId });
    if (paragraphEnd !== undefined) state.tokens.push(paragraphEnd);
    push("footnote_close", -1);
  }
  push("footnote_block_close", -1);
}

/** Takes the notes out of a text, by label: of two with one label the first counts, as of link references. */
function withoutDefinitions(tokens: readonly Token[]): { text: Token[]; definitions: Map<string, Token[]> } {
  const text: Token[] = [];
  const definitions = new Map<string, Token[]>();
  const open = [text];
  for (const token of tokens) {
    if (token.type === "footnote_reference_open") {
      const label = String(token.meta?.label);
      const inside: Token[] = [];
      if (!definitions.has(label)) definitions.set(label, inside);
      open.push(inside);
    } else if (token.type === "footnote_reference_close") open.pop();
    else open.at(-1)?.push(token);
  }
  return { text, definitions };
}

/** Writes into each mention which note it means, and how many came before; counts them by label. */
function numberMentions(tokens: readonly Token[], mentions: Map<string, Mentions>): void {
  for (const token of tokens.flatMap(({ children }) => children ?? [])) {
    if (token.type !== "footnote_ref") continue;
    const label = String(token.meta?.label);
    const { id, count: subId } = mentions.get(label) ?? { id: mentions.size, count: 0 };
    mentions.set(label, { id, count: subId + 1 });
    token.meta = { id, subId };
  }
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
  const { mention, ordinal } = numbersOf(tokens[index]);
  // U+FE0E keeps the arrow text where it would be drawn as an emoji.
  const arrow = `\u21a9\ufe0e${ordinal > 1 ? ordinal : ""}`;
  return ` <a href="#fnref${mention}" class="footnote-backref" role="doc-backlink">${arrow}</a>`;
};

function numbersOf(token: Token | undefined): { note: number; mention: string; ordinal: number } {
  const note = Number(token?.meta?.id ?? 0) + 1;
  const ordinal = Number(token?.meta?.subId ?? 0) + 1;
  return { note, mention: ordinal > 1 ? `${note}-${ordinal}` : `${note}`, ordinal };
}
