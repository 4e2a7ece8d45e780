// What lets everybody reach a body's parts: by keyboard, by a screen reader's names, by headings in order (WCAG 2.2 1.3.1, 2.1.1, 4.1.2).

import type { Element, Root, RootContent } from "hast";
import { lineOfText } from "./plain-text";
import { classesOf, eachParent, elementsIn, type Parent } from "./tree";

const MAX_NAME_LENGTH = 120;

/** A wide table scrolls by itself, not with the page, by keyboard too. It is a group: a landmark each would be too many. */
export function wrapTable<Child extends Parent["children"][number]>(child: Child, parent: Parent): Child | Element {
  if (child.type !== "element" || child.tagName !== "table") return child;
  const name = nameOfTable(child);
  const properties = { className: ["table"], role: "group", tabIndex: 0, ...(name && { ariaLabel: name }) };
  if (parent.type === "element" && classesOf(parent).includes("table")) {
    parent.properties = properties;
    return child;
  }
  return { type: "element", tagName: "div", properties, children: [child] };
}

/** Its caption, or its column headings: in the text's own language, and no two tables are likely to share them. */
function nameOfTable(table: Element): string {
  const parts = elementsIn(table);
  const caption = parts.find(({ tagName }) => tagName === "caption");
  const [row] = parts.filter(({ tagName }) => tagName === "thead").flatMap(elementsIn);
  const texts = (caption ? [caption] : row ? elementsIn(row) : []).map(lineOfText);
  return texts
    .filter((text) => text !== "")
    .join(", ")
    .slice(0, MAX_NAME_LENGTH);
}

/** A line of code that is too long scrolls by itself, by keyboard too. */
export function letCodeScroll(element: Element): void {
  if (element.tagName === "pre") element.properties.tabIndex = 0;
}

const BLOCK = /^(?:p|ul|ol|dl|div|table|pre|blockquote|h\d|hr|section|figure|details)$/;

/** What stands beside a checkbox becomes its label, up to the next block. */
export function labelCheckbox(parent: Parent): void {
  if (parent.type === "element" && parent.tagName === "label") return;
  const children: RootContent[] = parent.children;
  const first = children.findIndex((child) => isElement(child, /^input$/));
  const end = children.findIndex((child, place) => place > first && isElement(child, /^input$/, BLOCK));
  const last = end === -1 ? children.length : end;
  const beside = children.slice(first, last).filter((child) => child.type === "element" || child.type === "text");
  if (first === -1 || beside.length === 1) return;
  const label: Element = { type: "element", tagName: "label", properties: {}, children: beside };
  children.splice(first, last - first, label);
}

const isElement = (node: RootContent, ...names: RegExp[]): boolean =>
  node.type === "element" && names.some((name) => name.test(node.tagName));

/** The page has its own h1, the title. */
const HIGHEST = 2;

/** Headings below the page's own h1 skip no level: each stands one below the last one that its author put above it. */
export function orderHeadings(tree: Root): void {
  const open: { written: number; level: number }[] = [];
  eachParent(tree, (element) => {
    const [, digit] = element.type === "element" ? (/^h([1-6])$/.exec(element.tagName) ?? []) : [];
    if (element.type !== "element" || digit === undefined) return;
    const written = Math.max(Number(digit), HIGHEST);
    while ((open.at(-1)?.written ?? 0) >= written) open.pop();
    const level = (open.at(-1)?.level ?? HIGHEST - 1) + 1;
    open.push({ written, level });
    element.tagName = `h${level}`;
  });
}
