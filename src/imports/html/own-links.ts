// Links from one text of the old site to another: as paths they follow the redirects from its old addresses, on whatever domain.

import type { Root } from "hast";
import { oldAddressesAskedFor, pathHere, readOldAddress } from "../../content/old-addresses";
import { eachParent, elementsIn } from "../../content/tree";
import { attribute } from "./nodes";

/** The old addresses of what a dump brings, each of which becomes a redirect. */
export class OwnAddresses {
  readonly #known = new Set<string>();

  /** Absolute URLs of the old site, or paths. */
  add(urls: readonly string[]): void {
    for (const url of urls) {
      const parsed = URL.parse(url, "http://site.invalid");
      const address = parsed === null ? null : readOldAddress(parsed.pathname + parsed.search, "");
      if (address?.ok) this.#known.add(address.from);
    }
  }

  /** The path of an absolute link to one of them or to the front page, found as a visit's redirect is; null for any other. */
  pathOf(href: string, base: string): string | null {
    const [url, own] = [/^(?:https?:)?\/\//i.test(href) ? URL.parse(href, base) : null, URL.parse(base)];
    if (url === null || own === null || hostOf(url) !== hostOf(own)) return null;
    const path = pathHere(url, "");
    if (path === null) return null;
    const isFront = url.pathname === "/" && url.search === "";
    const isKnown = isFront || oldAddressesAskedFor(path, url.search).some((from) => this.#known.has(from));
    return isKnown ? url.pathname + url.search + url.hash : null;
  }
}

/** Either scheme, with `www.` or without: old sites were reached by all of them. */
const hostOf = ({ host }: URL): string => host.replace(/^www\./, "");

/** Makes paths of a tree's links to the dump's own texts. `base`: where the old site stood; files and links to elsewhere stay. */
export function settleLinks(tree: Root, addresses: OwnAddresses, base: string): void {
  eachParent(tree, (parent) => {
    for (const element of elementsIn(parent)) {
      if (element.tagName !== "a") continue;
      const path = addresses.pathOf(attribute(element, "href"), base);
      if (path !== null) element.properties.href = path;
    }
  });
}
