// The words of a tree, for search and excerpts: blocks on lines of their own, without what only points elsewhere.

import type { Nodes } from "hast";
import { classesOf } from "./tree";

const INLINE = new Set(
  [
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "cite",
    "code",
    "del",
    "dfn",
    "em",
    "i",
    "ins",
    "kbd",
    "mark",
    "q",
    "rp",
    "rt",
  ].concat([
    "label",
    "ruby",
    "s",
    "samp",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "time",
    "u",
    "var",
    "wbr",
    "img",
    "input",
  ]),
);
const CELLS = new Set(["td", "th"]);
const POINTERS = new Set(["footnote-ref", "footnote-backref", "embed"]);

/**
 * Blank lines, and spaces before a line's end. Looked for only from where a run of spaces begins: in a long run that ends no line the
 * time would grow with its square.
 */
const ENDS_OF_LINES = /(?<![ \t])(?:[ \t]*\n[ \t]*\n\s*|[ \t]+\n)/g;

/** A body's plain text: one block a line, cells apart by a tab, spaces as a reader sees them, kept in `pre`. */
export function plainText(tree: Nodes): string {
  return textOf(tree, { inPre: false }).replace(/\t +/g, "\t").replace(ENDS_OF_LINES, "\n").trim();
}

/** The text of an element that is one line, such as a heading; spaces as a reader sees them. */
export function lineOfText(tree: Nodes): string {
  return textOf(tree, { inPre: false }).replace(/\s+/g, " ").trim();
}

function textOf(node: Nodes, context: { inPre: boolean }): string {
  if (node.type === "text") return context.inPre ? node.value : node.value.replace(/\s+/g, " ");
  if (node.type === "root") return node.children.map((child) => textOf(child, context)).join("");
  if (node.type !== "element") return "";
  if (node.tagName === "br") return "\n";
  if (classesOf(node).some((name) => POINTERS.has(String(name)))) return "";

  const inside = { inPre: context.inPre || node.tagName === "pre" };
  const text = node.children.map((child) => textOf(child, inside)).join("");
  if (CELLS.has(node.tagName)) return `${text.trim()}\t`;
  return INLINE.has(node.tagName) ? text : `\n${text}\n`;
}
