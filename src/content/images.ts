// Images in a body: their size, so that text doesn't jump, and when to load them.

import type { Element } from "hast";
import { percentDecoded } from "../encoding/percent";
import { srcsetOf, TEXT_IMAGE_SIZES } from "./image-widths";

export type ImageFacts = {
  /** Sizes in pixels by path, `/media/{hash}/{name}`, percent-encoded or not. */
  images: ReadonlyMap<string, { width: number; height: number }>;
  /** `https://example.com`; null if the site's own origin isn't known, and only paths are its own. */
  siteOrigin: string | null;
};

/** Makes an image load late and have an `alt`; one of the site's own gets its size. */
export function addImageFacts(element: Element, facts: ImageFacts): void {
  if (element.tagName !== "img") return;
  const { properties } = element;
  properties.alt ??= "";
  properties.decoding = "async";
  properties.loading = "lazy";
  // Which versions there are is ours to say.
  delete properties.srcSet;
  delete properties.sizes;
  const size = sizeOf(String(properties.src), facts);
  if (!size) return;
  Object.assign(properties, { width: size.width, height: size.height });
  const srcSet = srcsetOf(String(properties.src), size.width);
  if (srcSet !== null) Object.assign(properties, { srcSet, sizes: TEXT_IMAGE_SIZES });
}

function sizeOf(src: string, { images, siteOrigin }: ImageFacts) {
  const here = siteOrigin ?? "https://site.invalid";
  const url = URL.parse(src, here);
  if (url?.origin !== here) return undefined;
  return images.get(url.pathname) ?? images.get(percentDecoded(url.pathname));
}
