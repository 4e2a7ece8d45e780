// Other sites' players in a body: a frame that can do little and keeps its space, with a link to the same below it, for
// paper and for who can't reach that site. A frame of any other host is only its link.

import type { Element, RootContent, Text } from "hast";
import { type AllowedHosts, addressOn, foreignAddress, webAddress } from "./hosts";
import { lineOfText } from "./plain-text";
import { playerOf } from "./players";
import { SANDBOX } from "./schema";
import { classesOf, elementsIn } from "./tree";

/** The shapes that the style sheet knows: width by height. */
const SHAPES = { wide: 16 / 9, classic: 4 / 3, square: 1, tall: 9 / 16 };

interface Frame {
  /** As it was written; it may lead anywhere. */
  src: string;
  title: string;
  width: string;
  height: string;
  /** The page that a link leads to; null: the frame's own address. */
  page: string | null;
}

/** A function that gives what stands in a body instead of an element; null: the element itself. */
export function showEmbeds({
  embeds,
  siteOrigin,
}: AllowedHosts & { siteOrigin: string | null }): (element: Element) => Element | Text | null {
  const isAllowed = addressOn(embeds.hosts);
  const titles = new Map<string, number>();

  return (element) => {
    const frame = frameIn(element);
    if (frame === null) {
      const page = onlyLinkIn(element);
      const player = page === null ? null : playerOf(page);
      if (player === null || !isAllowed.test(player)) return null;
      const embed = embedOf({ src: player, title: "", width: "", height: "", page });
      return embed && { ...element, children: [embed] };
    }
    return embedOf(frame) ?? { type: "text", value: "" };
  };

  /** Null: the frame shows nothing of the web. */
  function embedOf(frame: Frame): Element | null {
    const url = foreignAddress(frame.src, siteOrigin);
    const ownPath = webAddress(frame.src, siteOrigin) && frame.src;
    const address = frame.page ?? url?.href ?? ownPath;
    if (address === null) return null;
    const isShown = url !== null && isAllowed.test(url.href);
    const title = frame.title || numbered(url?.host ?? address);
    const link: Element = {
      ...anElement("a"),
      properties: { href: address },
      children: [{ type: "text", value: title }],
    };
    const span = anElement("span");
    span.properties.className = isShown ? ["embed", ...shapeOf(frame)] : ["embed"];
    span.children = isShown ? [iframe({ ...frame, src: url.href, title }), link] : [link];
    return span;
  }

  /** Frames are told apart by their titles. */
  function numbered(title: string): string {
    const count = (titles.get(title) ?? 0) + 1;
    titles.set(title, count);
    return count === 1 ? title : `${title} (${count})`;
  }
}

/** The frame that an element is, or that it is around, being our own HTML that comes back in. */
function frameIn(element: Element): Frame | null {
  const inside = isEmbed(element) ? elementsIn(element) : [element];
  const frame = inside.find(({ tagName }) => tagName === "iframe");
  if (frame === undefined) return null;
  const { src, title, width, height } = frame.properties;
  const page = inside.find(({ tagName }) => tagName === "a")?.properties.href;
  return {
    src: typeof src === "string" ? src : "",
    title: String(title ?? "")
      .replace(/\s+/g, " ")
      .trim(),
    width: digitsOf(width),
    height: digitsOf(height),
    page: typeof page === "string" ? page : null,
  };
}

const isEmbed = (element: Element) => element.tagName === "span" && classesOf(element).includes("embed");

/** The address of a paragraph that is nothing but an address, linked to itself. */
function onlyLinkIn(paragraph: Element): string | null {
  if (paragraph.tagName !== "p") return null;
  const [link, ...others] = paragraph.children.filter((child) => !isBlank(child));
  if (link?.type !== "element" || link.tagName !== "a" || others.length > 0) return null;
  const { href } = link.properties;
  return typeof href === "string" && lineOfText(link) === href ? href : null;
}

const isBlank = (node: RootContent) => node.type === "text" && node.value.trim() === "";

function iframe({ src, title, width, height }: Frame): Element {
  const properties = {
    src,
    title,
    ...(width && { width }),
    ...(height && { height }),
    loading: "lazy",
    sandbox: SANDBOX,
    referrerPolicy: "strict-origin-when-cross-origin",
    allowFullScreen: true,
  };
  return { ...anElement("iframe"), properties };
}

/** The nearest shape to its size. A height alone is that of a bar with buttons, as wide as the text: no shape. */
function shapeOf({ width, height }: Frame): string[] {
  if (width === "" && height !== "") return [];
  const ratio = width === "" || height === "" ? SHAPES.wide : Number(width) / Number(height);
  const [[nearest] = ["wide"]] = Object.entries(SHAPES).sort(
    ([, one], [, other]) => Math.abs(Math.log(one / ratio)) - Math.abs(Math.log(other / ratio)),
  );
  return [nearest];
}

const digitsOf = (value: unknown): string => /^[1-9]\d{0,4}$/.exec(String(value))?.[0] ?? "";

const anElement = (tagName: string): Element => ({ type: "element", tagName, properties: {}, children: [] });
