// Players and posts of other sites become links: pages load nothing from elsewhere.

import type { Element, ElementContent, Root } from "hast";
import type { Parent } from "../../content/tree";
import { around, attribute, el, find, linkParagraph, replaceElements } from "./nodes";

/** From a player's address to that of the page that people know. */
const PLAYERS: readonly [RegExp, (id: string) => string][] = [
  [
    /^https?:\/\/(?:www\.)?youtube(?:-nocookie)?\.com\/embed\/([\w-]+)/,
    (id) => `https://www.youtube.com/watch?v=${id}`,
  ],
  [/^https?:\/\/player\.vimeo\.com\/video\/(\d+)/, (id) => `https://vimeo.com/${id}`],
  [/^https?:\/\/player\.bilibili\.com\/player\.html\?.*?\bbvid=(\w+)/, (id) => `https://www.bilibili.com/video/${id}`],
  [/^https?:\/\/v\.qq\.com\/txp\/iframe\/player\.html\?.*?\bvid=(\w+)/, (id) => `https://v.qq.com/x/page/${id}.html`],
];

/** Where a link for an embedded page leads. */
export function pageOf(player: string): string {
  const url = player.startsWith("//") ? `https:${player}` : player;
  for (const [form, page] of PLAYERS) {
    const id = form.exec(url)?.[1];
    if (id !== undefined) return page(id);
  }
  return url;
}

/** Replaces frames and objects by links; takes scripts, styles and forms out. Says each in `notes`. */
export function embedsToLinks(tree: Root, notes: Set<string>): void {
  replaceElements(tree, (element, parent) => {
    switch (element.tagName) {
      case "iframe":
        return linkInstead(attribute(element, "src") || attribute(element, "dataSrc"), element, parent, notes);
      case "embed":
        return linkInstead(attribute(element, "src"), element, parent, notes);
      case "object":
        return linkInstead(attribute(element, "data"), element, parent, notes);
      case "script":
      case "style":
      case "form":
        notes.add(`A <${element.tagName}> was left out.`);
        return [];
      default:
        return undefined;
    }
  });
}

function linkInstead(src: string, element: Element, parent: Parent, notes: Set<string>): ElementContent[] {
  const href = pageOf(src);
  if (URL.parse(href) === null) {
    notes.add(`An embedded <${element.tagName}> without an address was left out.`);
    return [];
  }
  notes.add(`Embedded content came as its address: ${href}`);
  const label = attribute(element, "title") || href;
  const inText = parent.type === "element" && !["div", "figure", "section", "article"].includes(parent.tagName);
  return [inText ? el("a", { href }, label) : linkParagraph(href, label)];
}

/** A card around a player, as WordPress and Ghost write it, by the one link that it comes to; undefined where it has none. */
export function cardToLink(card: Element, url: string, notes: Set<string>): ElementContent[] | undefined {
  const frame = find(card, ({ tagName }) => tagName === "iframe");
  const href = pageOf(url || attribute(frame, "src"));
  if (!/^https?:\/\//.test(href) || URL.parse(href) === null) return undefined;
  const caption = find(card, ({ tagName }) => tagName === "figcaption");
  notes.add(`Embedded content came as its address: ${href}`);
  const link = linkParagraph(href, attribute(frame, "title") || href);
  return caption ? [link, around("p", caption.children)] : [link];
}
