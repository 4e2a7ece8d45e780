// Tags written as words: `the <title> element`. Left open, such an element takes all that follows it, and goes with it.

import type { MarkdownIt, StateCore, Token } from "markdown-it";
import { STRIPPED } from "./schema";

/** `embed` has no content. */
const NAMES = STRIPPED.filter((name) => name !== "embed").join("|");
const OPENING = new RegExp(`<(?=(${NAMES})(?![\\w-]))`, "gi");
const CLOSING = new RegExp(`</(${NAMES})(?![\\w-])`, "gi");
/** By CommonMark such a block goes to the document's end where it isn't closed: who begins one means it (§4.6). */
const TO_THE_END = /^ {0,3}<(?:script|style|textarea)(?![\w-])/i;

/** A markdown-it plugin. Of an element whose content readers don't see, a tag without its end in the same block is text. */
export function loneTags(md: MarkdownIt): void {
  md.core.ruler.after("inline", "lone_tags", (state: StateCore) => {
    for (const token of state.tokens) {
      if (token.children) showLone(token.children);
      if (token.type === "html_block" && !TO_THE_END.test(token.content)) token.content = escapeLone(token.content);
    }
  });
}

function showLone(tokens: readonly Token[]): void {
  const tags = tokens.map(({ type, content }) => (type === "html_inline" ? content : ""));
  const ends = new Map<string, number>();
  for (const [place, tag] of tags.entries())
    for (const [, name] of tag.matchAll(CLOSING)) ends.set(nameOf(name), place);
  for (const [place, token] of tokens.entries()) {
    const [opening] = tags[place]?.matchAll(OPENING) ?? [];
    if (opening && place > (ends.get(nameOf(opening[1])) ?? -1)) token.type = "text";
  }
}

function escapeLone(html: string): string {
  const ends = new Map<string, number>();
  for (const { 1: name, index } of html.matchAll(CLOSING)) ends.set(nameOf(name), index);
  return html.replace(OPENING, (bracket, name: string, place: number) =>
    place > (ends.get(nameOf(name)) ?? -1) ? "&lt;" : bracket,
  );
}

const nameOf = (written = ""): string => written.toLowerCase();
