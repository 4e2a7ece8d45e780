// What a body shows of other sites, kept to the hosts that the settings allow: the rest becomes links, so that nothing vanishes.

import type { Element, Root, Text } from "hast";
import { showEmbeds } from "./embeds";
import { type AllowedHosts, addressOn, foreignAddress } from "./hosts";
import { elementsIn, type Parent } from "./tree";

type Options = AllowedHosts & { siteOrigin: string | null };
type Child = Parent["children"][number];

/** Changes frames, pictures and recordings of hosts that aren't allowed into links, or into text inside a link. */
export function keepToHosts(tree: Root, options: Options): void {
  const embed = showEmbeds(options);
  const ours = new Set<Child>();
  const waiting: { parent: Parent; isLinked: boolean }[] = [{ parent: tree, isLinked: false }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { parent, isLinked } = next;
    parent.children = parent.children.map((child) => {
      if (child.type !== "element") return child;
      const instead = embed(child) ?? linkToMedia(child, options);
      if (instead === null) return child;
      const kept = isLinked ? textOfLink(instead) : instead;
      ours.add(kept);
      return kept;
    });
    for (const element of elementsIn(parent).reverse()) {
      if (!ours.has(element)) waiting.push({ parent: element, isLinked: isLinked || element.tagName === "a" });
    }
  }
}

/** A link can't stand in a link: what it says stays. */
function textOfLink(element: Element | Text): Text {
  if (element.type === "text") return element;
  const [link = element] = elementsIn(element).filter(({ tagName }) => tagName === "a");
  const [text] = link.children;
  return { type: "text", value: text?.type === "text" ? text.value : "" };
}

/** The link that stands for a picture or recording of a host that isn't allowed; null where it may be shown. */
function linkToMedia(element: Element, { media, siteOrigin }: Options): Element | null {
  if (media.hosts === null || !/^(?:img|audio|video)$/.test(element.tagName)) return null;
  const isAllowed = addressOn(media.hosts);
  const isRefused = (address: unknown) => {
    const url = foreignAddress(address, siteOrigin);
    return url !== null && !isAllowed.test(url.href);
  };
  const { properties } = element;
  if (isRefused(properties.poster)) delete properties.poster;
  const sources = elementsIn(element).filter(({ tagName }) => tagName === "source");
  const refused = [element, ...sources].filter((source) => isRefused(source.properties.src));
  const [first] = refused.map((source) => foreignAddress(source.properties.src, siteOrigin));
  const isShown = [element, ...sources].some((source) => source.properties.src && !refused.includes(source));
  if (!first) return null;
  if (isShown) {
    for (const source of refused) delete source.properties.src;
    element.children = element.children.filter((child) => child.type !== "element" || !refused.includes(child));
    return null;
  }
  const name = String(properties.alt ?? properties.title ?? "").trim() || first.host;
  return { type: "element", tagName: "a", properties: { href: first.href }, children: [{ type: "text", value: name }] };
}
