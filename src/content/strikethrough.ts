// Strikethrough `~~old~~` in Markdown (GFM §6.5): one or two tildes, closed by as many; three are text.

import type { MarkdownIt, StateInline } from "markdown-it";

const TILDE = 0x7e;
/** What markdown-it pairs delimiters by: one tilde is not closed by two. */
const MARKERS = [TILDE, TILDE << 8];

/**
 * A markdown-it plugin. Beyond GFM, a single tilde inside a word strikes nothing, as a single `_` there stresses nothing:
 * `3~5 天，7~10 天` are ranges.
 */
export function strikethrough(md: MarkdownIt): void {
  md.inline.ruler.at("strikethrough", readTildes);
  md.inline.ruler2.at("strikethrough", (state) => {
    strikePairs(state, state.delimiters);
    for (const meta of state.tokens_meta) if (meta?.delimiters) strikePairs(state, meta.delimiters);
    return false;
  });
}

function readTildes(state: StateInline, silent: boolean): boolean {
  if (silent || state.src.charCodeAt(state.pos) !== TILDE) return false;
  const { length } = state.scanDelims(state.pos, true);
  const { can_open, can_close } = state.scanDelims(state.pos, length === 2);
  const token = state.push("text", "", 0);
  token.content = "~".repeat(length);
  const marker = MARKERS[length - 1];
  if (marker !== undefined) {
    // No length: the rule of three is emphasis' own.
    const delimiter = { marker, length: 0, token: state.tokens.length - 1, end: -1, open: can_open, close: can_close };
    state.delimiters.push(delimiter);
  }
  state.pos += length;
  return true;
}

function strikePairs(state: StateInline, delimiters: StateInline["delimiters"]): void {
  for (const { marker, token, end } of delimiters) {
    const closer = delimiters[end];
    if (!MARKERS.includes(marker) || closer === undefined) continue;
    for (const [place, nesting] of [
      [token, 1],
      [closer.token, -1],
    ] as const) {
      const tag = state.tokens[place];
      if (tag) Object.assign(tag, { type: nesting === 1 ? "s_open" : "s_close", tag: "del", nesting, content: "" });
    }
  }
}
