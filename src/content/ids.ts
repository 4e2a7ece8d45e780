// Ids in a body: one namespace, that the sanitiser puts behind ID_PREFIX. Headings get one; links in the page follow.

import type { Element, Root } from "hast";
import { percentDecoded } from "../encoding/percent";
import { lineOfText } from "./plain-text";
import { ID_PREFIX } from "./schema";
import { slugify } from "./slug";
import { eachParent, elementsIn } from "./tree";

const HEADING = /^h[1-6]$/;
/** What a heading without a letter or digit, such as an emoji, is called. */
const WORDLESS = "section";

/** Gives headings an id made of their words, drops ids that are taken or have spaces, and points `#links` where they meant. */
export function nameHeadings(tree: Root): void {
  const elements: Element[] = [];
  eachParent(tree, (parent) => {
    for (const element of elementsIn(parent)) elements.push(element);
  });

  const taken = new Set<string>();
  for (const element of elements) keepId(element, taken);
  const suffixes = new Map<string, number>();
  for (const element of elements) if (HEADING.test(element.tagName)) nameHeading(element, { taken, suffixes });
  for (const element of elements) followId(element, taken);
}

/** An author's id, or an old anchor's name. A prefix of ours is taken off, so that our own HTML can come back in. */
function keepId(element: Element, taken: Set<string>): void {
  const { id = element.tagName === "a" ? element.properties.name : undefined } = element.properties;
  delete element.properties.id;
  if (id === undefined) return;

  const name = withoutPrefix(String(id));
  if (!/^\S+$/.test(name) || taken.has(name)) return;
  taken.add(name);
  element.properties.id = name;
}

function nameHeading(element: Element, names: { taken: Set<string>; suffixes: Map<string, number> }): void {
  const text = lineOfText(element);
  if (element.properties.id !== undefined || text === "") return;
  const slug = slugify(text) || WORDLESS;

  let suffix = names.suffixes.get(slug) ?? 1;
  let name = suffix > 1 ? `${slug}-${suffix}` : slug;
  while (names.taken.has(name)) {
    suffix += 1;
    name = `${slug}-${suffix}`;
  }
  names.suffixes.set(slug, suffix + 1);
  names.taken.add(name);
  element.properties.id = name;
}

/** `#fn1` becomes `#h-fn1` when the body has that id; a link to something else on the page stays. */
function followId(element: Element, taken: ReadonlySet<string>): void {
  const { href } = element.properties;
  if (element.tagName !== "a" || typeof href !== "string" || !href.startsWith("#")) return;

  const name = withoutPrefix(percentDecoded(href.slice(1)));
  // Headings' own are in NFC, however the link is typed.
  const id = taken.has(name) ? name : name.normalize("NFC");
  if (taken.has(id)) element.properties.href = `#${ID_PREFIX}${id}`;
}

function withoutPrefix(id: string): string {
  return id.startsWith(ID_PREFIX) ? id.slice(ID_PREFIX.length) : id;
}
