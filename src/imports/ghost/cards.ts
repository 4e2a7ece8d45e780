// Ghost's cards, as its renderer writes them: what only its own theme and script can show becomes plain HTML.

import type { Element, ElementContent, Root } from "hast";
import { cardToLink } from "../html/embeds";
import { figuresOf } from "../html/galleries";
import { around, attribute, el, find, findTag, hasClass, replaceElements, textIn } from "../html/nodes";

type Card = (card: Element, notes: Set<string>) => ElementContent[] | undefined;

const CARDS: Readonly<Record<string, Card>> = {
  "kg-gallery-card": (card) => figuresOf(card, null),
  "kg-bookmark-card": bookmark,
  "kg-callout-card": callout,
  "kg-toggle-card": toggle,
  "kg-audio-card": audio,
  "kg-video-card": video,
  "kg-file-card": file,
  "kg-button-card": (card) => withLink(card, (link) => [el("p", {}, link)]),
  "kg-embed-card": (card, notes) => cardToLink(card, "", notes),
  "kg-signup-card": leftOut("A form to sign up"),
  "kg-email-card": leftOut("A part for mails only"),
  "kg-email-cta-card": leftOut("A part for mails only"),
};

/** Replaces the cards, and what Ghost notes in comments. */
export function plainCards(tree: Root, notes: Set<string>): void {
  replaceElements(tree, (element) => {
    if (!hasClass(element, "kg-card", ...Object.keys(CARDS))) return undefined;
    const name = Object.keys(CARDS).find((card) => hasClass(element, card));
    return name === undefined ? undefined : CARDS[name]?.(element, notes);
  });
}

const byClass = (card: Element, name: string): Element | undefined => find(card, (element) => hasClass(element, name));

const captionOf = (card: Element): Element[] => {
  const caption = findTag(card, "figcaption");
  return caption ? [caption] : [];
};

function withLink(card: Element, make: (link: Element) => ElementContent[]): ElementContent[] | undefined {
  const link = findTag(card, "a");
  return link && make(el("a", { href: attribute(link, "href") }, textIn(link)));
}

function leftOut(what: string): Card {
  return (_, notes) => {
    notes.add(`${what} was left out.`);
    return [];
  };
}

/** The link by its title, then what it was said to be. */
function bookmark(card: Element): ElementContent[] | undefined {
  const href = attribute(findTag(card, "a"), "href");
  if (href === "") return undefined;
  const description = textIn(byClass(card, "kg-bookmark-description"));
  const title = textIn(byClass(card, "kg-bookmark-title")) || href;
  const below = description === "" ? [] : [el("br", {}), description];
  return [
    el("p", {}, el("a", { href }, title), ...below),
    ...captionOf(card).map(({ children }) => around("p", children)),
  ];
}

function callout(card: Element): ElementContent[] {
  const emoji = textIn(byClass(card, "kg-callout-emoji"));
  const words = byClass(card, "kg-callout-text")?.children ?? [];
  const mark: ElementContent[] = emoji === "" ? [] : [{ type: "text", value: `${emoji} ` }];
  return [el("blockquote", {}, around("p", [...mark, ...words]))];
}

function toggle(card: Element): ElementContent[] {
  const summary = el("summary", {}, textIn(byClass(card, "kg-toggle-heading-text")));
  return [around("details", [summary, ...(byClass(card, "kg-toggle-content")?.children ?? [])])];
}

function audio(card: Element): ElementContent[] | undefined {
  const src = attribute(findTag(card, "audio"), "src");
  const title = textIn(byClass(card, "kg-audio-title"));
  return src === ""
    ? undefined
    : [el("figure", {}, el("audio", { src, controls: true }), ...(title === "" ? [] : [el("figcaption", {}, title)]))];
}

/** The poster in the element is an empty picture of the right size; the true one stands beside it. */
function video(card: Element): ElementContent[] | undefined {
  const found = findTag(card, "video");
  const src = attribute(found, "src");
  if (found === undefined || src === "") return undefined;
  const poster = attribute(card, "dataKgCustomThumbnail") || attribute(card, "dataKgThumbnail");
  const { width, height } = found.properties;
  const size = { ...(width && { width }), ...(height && { height }) };
  const player = el("video", { src, controls: true, ...size, ...(poster && { poster }) });
  return [el("figure", {}, player, ...captionOf(card))];
}

function file(card: Element): ElementContent[] | undefined {
  const href = attribute(findTag(card, "a"), "href");
  const name = textIn(byClass(card, "kg-file-card-title")) || textIn(byClass(card, "kg-file-card-filename")) || href;
  return href === "" ? undefined : [el("p", {}, el("a", { href }, name))];
}
