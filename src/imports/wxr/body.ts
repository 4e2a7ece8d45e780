// A WordPress post's text as a body: without blocks, shortcodes and embedded pages.

import type { Root } from "hast";
import { embedsToLinks } from "../html/embeds";
import { linkParagraph, replaceElements, textIn } from "../html/nodes";
import { settleMedia } from "../html/old-media";
import { settleLinks } from "../html/own-links";
import { rework } from "../html/rework";
import type { Attachments } from "./attachments";
import { autop } from "./autop";
import { hasBlocks, noteBlocks, plainBlocks } from "./blocks";
import { replaceShortcodes } from "./shortcodes";

export interface PostPlace {
  attachments: Attachments;
  /** The post's number, and its address. */
  post: string;
  base: string;
  /** Where the old site stood. */
  site: string;
}

/** The body's HTML, the files that it names, and what of it changed. */
export function postBody(content: string, place: PostPlace, notes: Set<string>): { body: string; media: string[] } {
  const isClassic = !hasBlocks(content);
  noteBlocks(content, notes);
  const html = replaceShortcodes(content.replace(/\r\n?/g, "\n"), { ...place, notes });
  let media: string[] = [];
  const body = rework(html, (tree) => {
    autop(tree, { breaks: isClassic });
    plainBlocks(tree, notes);
    plainParagraphs(tree, notes);
    embedsToLinks(tree, notes);
    media = settleMedia(tree, { base: place.base, best: (url) => place.attachments.fullSize(url) });
    settleLinks(tree, place.attachments.addresses, place.site);
  });
  return { body, media };
}

/** WordPress shows what stands at an address that is a paragraph of its own; a link leads there. Empty paragraphs go. */
function plainParagraphs(tree: Root, notes: Set<string>): void {
  replaceElements(tree, (element) => {
    if (element.tagName !== "p" || element.children.some((child) => child.type !== "text")) return undefined;
    const text = textIn(element);
    if (text === "") return [];
    if (!/^https?:\/\/\S+$/.test(text) || URL.parse(text) === null) return undefined;
    notes.add(`Embedded content came as its address: ${text}`);
    return [linkParagraph(text, text)];
  });
}
