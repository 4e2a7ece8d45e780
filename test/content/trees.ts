// HTML as a tree that can be compared: attributes in order, no white space that a browser wouldn't show.

import { type DefaultTreeAdapterTypes, parseFragment } from "parse5";

type Node = DefaultTreeAdapterTypes.ChildNode;

export interface Look {
  /** The element as it is compared; null: only its children are. */
  element: (
    name: string,
    attributes: Record<string, string>,
  ) => { name: string; attributes: Record<string, string> } | null;
}

const AS_IT_IS: Look = { element: (name, attributes) => ({ name, attributes }) };
const BLOCKS = "blockquote|div|h[1-6]?|hr|li|ol|p|pre|table|tbody|td|th|thead|tr|ul|input";
const AROUND_BLOCKS = new RegExp(` *(</?(?:${BLOCKS})(?: [^>]*)?>) *`, "g");

/** A tree as one text: equal for what browsers show alike. */
export const treeOf = (html: string, look = AS_IT_IS): string =>
  linesOf(parseFragment(html).childNodes, { look, inPre: false }).replace(AROUND_BLOCKS, "$1").trim();

/** What readers see of it, without white space at all: lines are the tree's matter. */
export function visibleText(html: string): string {
  const waiting: Node[] = [...parseFragment(html).childNodes].reverse();
  let text = "";
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if ("value" in node) text += node.value;
    if ("tagName" in node && !/^(script|style)$/.test(node.tagName)) waiting.push(...[...node.childNodes].reverse());
  }
  return text.replace(/\s+/g, "");
}

function linesOf(nodes: readonly Node[], context: { look: Look; inPre: boolean }): string {
  return nodes.map((node) => lineOf(node, context)).join("");
}

function lineOf(node: Node, { look, inPre }: { look: Look; inPre: boolean }): string {
  if ("value" in node) return escaped(inPre ? node.value : node.value.replace(/\s+/g, " "));
  if ("data" in node) return `<!--${node.data}-->`;
  if (!("tagName" in node)) return "";
  const children = linesOf(node.childNodes, { look, inPre: inPre || node.tagName === "pre" });
  const seen = look.element(node.tagName, Object.fromEntries(node.attrs.map(({ name, value }) => [name, value])));
  if (seen === null) return children;
  const attributes = Object.entries(seen.attributes).map(([name, value]) => ` ${name}="${escaped(value)}"`);
  return `<${seen.name}${attributes.sort().join("")}>${children}</${seen.name}>`;
}

const escaped = (text: string) => text.replaceAll("<", "&lt;").replaceAll(">", "&gt;");
