// Making, finding and replacing elements of a body's tree.

import type { Element, ElementContent, Properties, Root, RootContent } from "hast";
import { toHtml } from "hast-util-to-html";
import { lineOfText } from "../../content/plain-text";
import { classesOf, eachParent, elementsIn, type Parent } from "../../content/tree";

/** An element; strings are text. */
export function el(tagName: string, properties: Properties, ...children: (ElementContent | string)[]): Element {
  const nodes = children.map((child) =>
    typeof child === "string" ? ({ type: "text", value: child } as const) : child,
  );
  return { type: "element", tagName, properties, children: nodes };
}

/** An element around nodes, however many: more than a call may have arguments. */
export const around = (tagName: string, children: ElementContent[]): Element => ({ ...el(tagName, {}), children });

/** A paragraph of one link. */
export const linkParagraph = (href: string, label: string): Element => el("p", {}, el("a", { href }, label));

/** HTML, escaped where it must be, `&` as `&amp;`: addresses in it are looked for when their files have come. */
export const print = (node: Element | Root): string =>
  toHtml(node, { characterReferences: { useNamedReferences: true } });

export const hasClass = (element: Element, ...names: string[]): boolean =>
  classesOf(element).some((name) => names.includes(String(name)));

/** An attribute's text; "" if it has none. */
export function attribute(element: Element | undefined, name: string): string {
  const value = element?.properties[name];
  return value === undefined || value === null ? "" : String(value).trim();
}

/** The text in an element, on one line. */
export const textIn = (element: Element | undefined): string => (element === undefined ? "" : lineOfText(element));

/** The elements below a node that a test is true of, in the order of the document. */
export function findAll(tree: Parent, test: (element: Element) => boolean): Element[] {
  const found: Element[] = [];
  const waiting = elementsIn(tree).reverse();
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (test(next)) found.push(next);
    for (const element of elementsIn(next).reverse()) waiting.push(element);
  }
  return found;
}

export const find = (tree: Parent, test: (element: Element) => boolean): Element | undefined => findAll(tree, test)[0];

export const findTag = (tree: Parent, ...tags: string[]): Element | undefined =>
  find(tree, ({ tagName }) => tags.includes(tagName));

const isContent = (node: RootContent): node is ElementContent => node.type !== "doctype" && node.type !== "comment";

/**
 * Puts what `change` answers in an element's place, from the outside in; undefined leaves it. What was put there is looked at too,
 * so it must not be changed for ever. Comments go.
 */
export function replaceElements(
  tree: Root,
  change: (element: Element, parent: Parent) => ElementContent[] | undefined,
): void {
  eachParent(tree, (parent) => {
    const children: RootContent[] = parent.children;
    parent.children = children
      .filter(isContent)
      .flatMap((child) => (child.type === "element" ? (change(child, parent) ?? [child]) : [child]));
  });
}
