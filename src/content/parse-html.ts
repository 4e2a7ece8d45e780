// HTML to a tree, by the browsers' own algorithm (WHATWG HTML §13.2), stopped before it grows deep or large.

import type { Root } from "hast";
import { fromParse5 } from "hast-util-from-parse5";
import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parseFragment } from "parse5";
import { MAX_DEPTH, MAX_NODES } from "./limits";

export type ParseFailure = { ok: false; reason: "too_deep" | "too_large" };

class Stopped extends Error {
  constructor(readonly failure: ParseFailure) {
    super(failure.reason);
  }
}

/** Parses a fragment of HTML; any text is some tree. Fails beyond MAX_DEPTH open elements or MAX_NODES nodes. */
export function parseHtml(html: string): { ok: true; tree: Root } | ParseFailure {
  try {
    const fragment = parseFragment(html, { scriptingEnabled: false, treeAdapter: boundedAdapter() });
    const tree = isDeep(fragment) ? null : fromParse5(fragment);
    return tree?.type === "root" ? { ok: true, tree } : { ok: false, reason: "too_deep" };
  } catch (error) {
    if (error instanceof Stopped) return error.failure;
    throw error;
  }
}

/** parse5's own tree, counted as it grows: `<b>` left open is copied into every later paragraph, so text length bounds nothing. */
function boundedAdapter(): typeof defaultTreeAdapter {
  let nodes = 0;
  let depth = 0;
  const count = () => {
    nodes += 1;
    if (nodes > MAX_NODES) throw new Stopped({ ok: false, reason: "too_large" });
  };
  return {
    ...defaultTreeAdapter,
    createElement(...args) {
      count();
      return defaultTreeAdapter.createElement(...args);
    },
    createCommentNode(...args) {
      count();
      return defaultTreeAdapter.createCommentNode(...args);
    },
    onItemPush() {
      depth += 1;
      if (depth > MAX_DEPTH) throw new Stopped({ ok: false, reason: "too_deep" });
    },
    onItemPop() {
      depth -= 1;
    },
  };
}

/** Whether the tree itself is too deep: misnested formatting can be moved below elements that are closed already. */
function isDeep(root: DefaultTreeAdapterTypes.Node): boolean {
  const open = [{ node: root, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.depth > MAX_DEPTH) return true;
    const { node, depth } = next;
    if ("content" in node) open.push({ node: node.content, depth: depth + 1 });
    if ("childNodes" in node) for (const child of node.childNodes) open.push({ node: child, depth: depth + 1 });
  }
  return false;
}
