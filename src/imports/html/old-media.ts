// Which files of the old site a body names, each by an absolute address wherever the old one is known.

import type { Element, Root } from "hast";
import { eachParent, elementsIn } from "../../content/tree";
import { attribute } from "./nodes";

/** Which attributes hold the address of a file. */
const ADDRESSES: Readonly<Record<string, readonly string[]>> = {
  img: ["src"],
  audio: ["src"],
  source: ["src"],
  video: ["src", "poster"],
};

/** Where WordPress and Ghost keep what was uploaded. */
const UPLOADS = /\/(?:wp-content\/uploads|content\/(?:images|media|files))\//;

export interface OldPlace {
  /** What relative addresses are relative to; null: not known, they stay. */
  base: string | null;
  /** A better address of the same file, such as the full size of a smaller picture; or the same. */
  best?: (url: string) => string;
}

/** Writes the addresses of files into the tree as `media` has them: those shown, and uploads that are linked to. */
export function settleMedia(tree: Root, { base, best = (url) => url }: OldPlace): string[] {
  const media = new Set<string>();
  const settle = (element: Element, name: string) => {
    const written = attribute(element, name);
    if (written === "" || /^(?:data|blob|javascript):/i.test(written)) return;
    const absolute = base === null ? written : URL.parse(written, base)?.href;
    if (absolute === undefined) return;
    const url = best(absolute);
    element.properties[name] = url;
    media.add(url);
  };
  eachParent(tree, (parent) => {
    for (const element of elementsIn(parent)) {
      if (element.tagName === "img") loadAtOnce(element);
      for (const name of ADDRESSES[element.tagName] ?? []) settle(element, name);
      if (element.tagName === "a" && UPLOADS.test(attribute(element, "href"))) settle(element, "href");
    }
  });
  return [...media];
}

/** Themes that load pictures late put the address elsewhere, and nothing or a placeholder into `src`. */
function loadAtOnce(image: Element): void {
  const late = attribute(image, "dataOriginal") || attribute(image, "dataLazySrc") || attribute(image, "dataSrc");
  if (late !== "") image.properties.src = late;
  for (const name of ["srcSet", "sizes"]) delete image.properties[name];
}
