// What we change in a body's tree before it is sanitised, one small function a matter; each gets a parent and its children.

import type { Element, Root } from "hast";
import { highlightCode } from "./code";
import { keepToHosts } from "./foreign";
import type { AllowedHosts } from "./hosts";
import { nameHeadings } from "./ids";
import { addImageFacts, type ImageFacts } from "./images";
import { labelCheckbox, letCodeScroll, orderHeadings, wrapTable } from "./reach";
import { eachParent, elementsIn, type Parent } from "./tree";

export type PassOptions = ImageFacts & AllowedHosts;

/** Changes a tree as pages want it. It may hold anything; nothing here makes it safe, the sanitiser follows. */
export function applyPasses(tree: Root, options: PassOptions): void {
  keepToHosts(tree, options);
  const colour = highlightCode();
  eachParent(tree, (parent) => {
    parent.children = parent.children.filter((child) => !isUseless(child)).map((child) => wrapTable(child, parent));
    labelCheckbox(parent);
    for (const element of elementsIn(parent)) {
      letCodeScroll(element);
      alignCell(element);
      relateLink(element, options);
      addImageFacts(element, options);
      colour(element, parent);
    }
  });
  orderHeadings(tree);
  nameHeadings(tree);
}

/** The sanitiser's own reading: a colon before any slash ends a protocol. */
const FOREIGN_PROTOCOL = /^(?!https?:)[^/?#]*:/;

/** A form field that isn't a checkbox, or an image without a source that the sanitiser will keep. */
function isUseless(node: Parent["children"][number]): boolean {
  if (node.type !== "element") return false;
  if (node.tagName === "input") return String(node.properties.type).toLowerCase() !== "checkbox";
  return node.tagName === "img" && (!node.properties.src || FOREIGN_PROTOCOL.test(String(node.properties.src)));
}

/** `text-align` and the old `align` become a class. The start of the line is where cells stand anyway. */
function alignCell(element: Element): void {
  if (element.tagName !== "td" && element.tagName !== "th") return;
  const { style, align } = element.properties;
  const side = /text-align:\s*(center|right)/i.exec(String(style))?.[1] ?? String(align);
  if (/^(center|right)$/i.test(side)) element.properties.className = [side.toLowerCase()];
}

/** What no protocol can be (RFC 3986 §3.1), but the sanitiser reads as one: `./` before it says to all that it is a path. */
const COLON_IN_PATH = /^(?=[^/?#]*:)[^:/?#]*[^:/?#a-z0-9+.\-\s\p{Cc}]/iu;

/** Writes a link's protocol in lower case, as the sanitiser reads it, and gives links to other sites `rel="noopener"`. */
function relateLink(element: Element, { siteOrigin }: PassOptions): void {
  const { href, rel } = element.properties;
  if (element.tagName !== "a" || typeof href !== "string") return;
  const address = href.trim().replace(/^[a-z][a-z0-9+.-]*:/i, (protocol) => protocol.toLowerCase());
  const written = COLON_IN_PATH.test(address) ? `./${address}` : address;
  element.properties.href = written;
  if (!leavesSite(written, siteOrigin)) return;
  element.properties.rel = [...new Set([...(Array.isArray(rel) ? rel : []), "noopener"])];
}

function leavesSite(href: string, siteOrigin: string | null): boolean {
  const here = siteOrigin ?? "https://site.invalid";
  const url = URL.parse(href, here);
  return url !== null && /^https?:$/.test(url.protocol) && url.origin !== here;
}
