// The one door to SafeHtml: what carries the brand has been through the sanitiser, so pages may print it unescaped.

import type { Nodes, Root } from "hast";
import { sanitize } from "hast-util-sanitize";
import { toHtml } from "hast-util-to-html";
import { schemaFor } from "./schema";
import { classesOf, eachParent, elementsIn } from "./tree";

declare const sanitised: unique symbol;

/** HTML that can't run code, load a page's parts or clobber a name. Only this module makes it. */
export type SafeHtml = string & { readonly [sanitised]: true };

/** Keeps of any tree what the schema allows. Gives the HTML, and the tree it was printed from for those who read on. */
export function sanitiseTree(
  unsafe: Nodes,
  { embeds }: { embeds: { hosts: readonly string[] } },
): { html: SafeHtml; tree: Nodes } {
  const tree = sanitize(unsafe, schemaFor(embeds));
  if (tree.type === "root") dropEmptyClasses(tree);
  return { html: toHtml(tree) as SafeHtml, tree };
}

/** Where no class of an element is allowed, the sanitiser leaves the attribute. */
function dropEmptyClasses(tree: Root): void {
  eachParent(tree, (parent) => {
    for (const element of elementsIn(parent)) if (classesOf(element).length === 0) delete element.properties.className;
  });
}

/**
 * Brands HTML read back from the database column that only the pipeline writes. Sanitising again at every render would
 * cost more than the render; whoever can write that column can change the Worker too. For no other source.
 */
export function trustStoredHtml(html: string): SafeHtml {
  return html as SafeHtml;
}
