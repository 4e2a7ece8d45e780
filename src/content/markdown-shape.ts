// A tree of safe HTML, brought to what Markdown can say: cells of one line, tasks without labels, nothing that leads to an id.

import type { Element, ElementContent, Root, RootContent } from "hast";
import { MAX_CONVERTED_CELLS, MAX_CONVERTED_NESTING } from "./limits";
import { lineOfText } from "./plain-text";
import { classesOf, eachParent, elementsIn, type Parent } from "./tree";

const FLOW =
  /^(?:p|[uod]l|li|d[dt]|div|pre|blockquote|h[1-6r]|section|fig(?:ure|caption)|details|summary|table|caption|t(?:body|head|foot|[rdh]))$/;
const INDENTING = /^(?:[uod]l|blockquote)$/;

/** Changes a tree, at most MAX_DEPTH deep. False for one whose Markdown would be many times as long. */
export function shapeForMarkdown(tree: Root): boolean {
  if (nestingOf(tree) > MAX_CONVERTED_NESTING || cellsOf(tree) > MAX_CONVERTED_CELLS) return false;
  replaceIn(tree);
  return true;
}

/** Every line in a list or quote repeats the signs of all that it is in. */
function nestingOf(parent: Parent): number {
  const inside = Math.max(0, ...elementsIn(parent).map(nestingOf));
  return parent.type === "element" && INDENTING.test(parent.tagName) ? inside + 1 : inside;
}

/** Markdown writes each row as wide as the widest, and each cell as often as it spans. */
function cellsOf(tree: Root): number {
  let cells = 0;
  eachParent(tree, (table) => {
    if (table.type !== "element" || table.tagName !== "table") return;
    const rows = elementsIn(table).flatMap((part) => (part.tagName === "tr" ? [part] : elementsIn(part)));
    const widths = rows.map((row) => elementsIn(row).reduce((width, cell) => width + spanOf(cell, "colSpan"), 0));
    const fromAbove = rows
      .flatMap(elementsIn)
      .filter((cell) => spanOf(cell, "rowSpan") > 1)
      .reduce((width, cell) => width + spanOf(cell, "colSpan"), 0);
    cells += rows.length * (widths.reduce((widest, width) => Math.max(widest, width), 0) + fromAbove);
  });
  return cells;
}

const spanOf = ({ properties }: Element, name: "colSpan" | "rowSpan"): number => Number(properties[name] ?? 1) || 1;

function replaceIn(parent: Parent): void {
  const children: RootContent[] = parent.children;
  parent.children = children.flatMap((child): ElementContent[] => {
    // HTML that pages show has no doctype inside.
    if (child.type === "doctype") return [];
    if (child.type !== "element") return [child];
    replaceIn(child);
    return insteadOf(child);
  });
}

/** What stands instead of an element whose content is ready. */
function insteadOf(element: Element): ElementContent[] {
  const { tagName, properties, children } = element;
  // A link to the same stands beside it.
  if (tagName === "iframe" || classesOf(element).includes("footnote-backref")) return [];
  if (tagName === "label") return children;
  if (tagName === "a" && leadsToId(element)) return children;
  if (tagName === "audio" || tagName === "video") return linkToRecording(element);
  // A box that nobody can tick is dropped by the library, which has forms in mind.
  if (tagName === "input") delete properties.disabled;
  if (tagName === "td" || tagName === "th") {
    element.children = children.flatMap(onOneLine);
    properties.align = classesOf(element).find((name) => name === "center" || name === "right");
  }
  if (tagName === "table") return captioned(element);
  return [element];
}

/** Ids have no place in Markdown, apart from those of notes. */
const leadsToId = ({ properties: { href, role } }: Element): boolean =>
  role !== "doc-noteref" && (typeof href !== "string" || href.startsWith("#"));

function linkToRecording(element: Element): ElementContent[] {
  const addresses = [element, ...elementsIn(element)].map(({ properties }) => properties.src);
  const href = addresses.find((src) => typeof src === "string");
  if (typeof href !== "string") return element.children;
  const value = String(element.properties.title || lineOfText(element) || href);
  return [{ type: "element", tagName: "a", properties: { href }, children: [{ type: "text", value }] }];
}

/** A cell is a line: blocks in it are set apart by spaces. */
function onOneLine(node: ElementContent): ElementContent[] {
  if (node.type !== "element") return [node];
  if (node.tagName === "br" || node.tagName === "hr") return [{ type: "text", value: " " }];
  node.children = node.children.flatMap(onOneLine);
  if (!FLOW.test(node.tagName)) return [node];
  return [{ type: "text", value: " " }, ...node.children, { type: "text", value: " " }];
}

/** Markdown's tables have no captions: it stands above as a paragraph. */
function captioned(table: Element): ElementContent[] {
  const captions = elementsIn(table).filter(({ tagName }) => tagName === "caption");
  table.children = table.children.filter((child) => child.type !== "element" || child.tagName !== "caption");
  return [...captions.map((caption) => ({ ...caption, tagName: "div" })), table];
}
