// Walking a tree of HTML without recursion.

import type { Element, Root, RootContent } from "hast";

export type Parent = Root | Element;

/** Calls `visit` with every node that has children, in the order of the document, before what it contains. */
export function eachParent(tree: Root, visit: (parent: Parent) => void): void {
  const waiting: Parent[] = [tree];
  for (let parent = waiting.pop(); parent; parent = waiting.pop()) {
    visit(parent);
    for (const element of elementsIn(parent).reverse()) waiting.push(element);
  }
}

/** The elements right inside a node. */
export function elementsIn(parent: Parent): Element[] {
  const children: readonly RootContent[] = parent.children;
  return children.filter((child) => child.type === "element");
}

/** The classes of an element; none if it has no such attribute. */
export function classesOf(element: Element): (string | number)[] {
  const { className } = element.properties;
  return Array.isArray(className) ? className : [];
}
