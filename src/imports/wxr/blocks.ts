// Gutenberg's blocks: comments around HTML, some of which only its own script and style can show.

import type { Root } from "hast";
import { cardToLink } from "../html/embeds";
import { figuresOf } from "../html/galleries";
import { el, find, findAll, hasClass, replaceElements, textIn } from "../html/nodes";

/** Blocks that the old server filled in: nothing of them is in the text. Its arguments are JSON, where `-->` is escaped. */
const FILLED_IN = /<!--\s+wp:([\w/-]+)\s+(?:\{(?:(?!-->)[^\n])*\}\s+)?\/-->/g;
const PAGE_BREAK = /<!--\s*nextpage\s*-->/;
const GALLERIES = ["wp-block-gallery", "blocks-gallery-grid", "wp-block-jetpack-tiled-gallery", "gallery"];

/** Whether a text was made with blocks, and so has its own paragraphs. */
export const hasBlocks = (content: string): boolean => content.includes("<!-- wp:");

/** Notes what the blocks leave out; comments themselves go with the tree. */
export function noteBlocks(content: string, notes: Set<string>): void {
  for (const [, name] of content.matchAll(FILLED_IN))
    notes.add(`The block ${name} was left out: it is filled in by WordPress.`);
  if (PAGE_BREAK.test(content)) notes.add("Its pages became one.");
}

/** Makes galleries figures, embedded addresses links, and files and buttons plain paragraphs. */
export function plainBlocks(tree: Root, notes: Set<string>): void {
  replaceElements(tree, (element) => {
    if (hasClass(element, ...GALLERIES) && find(element, ({ tagName }) => tagName === "img")) {
      return figuresOf(element, "blocks-gallery-caption");
    }
    if (hasClass(element, "wp-block-embed", "wp-block-embed-youtube")) {
      return cardToLink(element, textIn(find(element, (inner) => hasClass(inner, "wp-block-embed__wrapper"))), notes);
    }
    if (hasClass(element, "wp-block-file")) {
      const link = find(element, ({ tagName }) => tagName === "a");
      return link && [el("p", {}, link)];
    }
    if (hasClass(element, "wp-block-button")) {
      return [el("p", {}, ...findAll(element, ({ tagName }) => tagName === "a"))];
    }
    if (hasClass(element, "wp-block-spacer")) return [];
    return undefined;
  });
}
