// Gutenberg's blocks: comments around HTML, some of which only its own script and style can show.

import type { Root } from "hast";
import { cardToLink } from "../html/embeds";
import { figuresOf } from "../html/galleries";
import { around, el, find, findAll, hasClass, replaceElements, textIn } from "../html/nodes";

const BLOCK = "<!-- wp:";
const PAGE_BREAK = /<!--\s*nextpage\s*-->/;
const GALLERIES = ["wp-block-gallery", "blocks-gallery-grid", "wp-block-jetpack-tiled-gallery", "gallery"];

/** Whether a text was made with blocks, and so has its own paragraphs. */
export const hasBlocks = (content: string): boolean => content.includes(BLOCK);

/** Notes what the blocks leave out; comments themselves go with the tree. */
export function noteBlocks(content: string, notes: Set<string>): void {
  for (const name of filledIn(content)) notes.add(`The block ${name} was left out: it is filled in by WordPress.`);
  if (PAGE_BREAK.test(content)) notes.add("Its pages became one.");
}

/** Blocks that end where they begin: nothing of them is in the text. Their arguments are JSON, where `-->` is escaped. */
function* filledIn(content: string): Generator<string> {
  for (let at = content.indexOf(BLOCK); at >= 0; ) {
    const end = content.indexOf("-->", at);
    if (end < 0) return;
    const block = content.slice(at + BLOCK.length, end);
    const name = /^[\w/-]+/.exec(block)?.[0];
    if (name !== undefined && block.endsWith("/")) yield name.replace(/\/$/, "");
    at = content.indexOf(BLOCK, end);
  }
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
      return [
        around(
          "p",
          findAll(element, ({ tagName }) => tagName === "a"),
        ),
      ];
    }
    if (hasClass(element, "wp-block-spacer")) return [];
    return undefined;
  });
}
