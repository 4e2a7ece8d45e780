// A gallery is a row of figures.

import type { Element, ElementContent } from "hast";
import { around, attribute, el, find, findAll, findTag, hasClass } from "./nodes";

/** The figures of a gallery, each picture with the caption it had, and the gallery's own caption below them. */
export function figuresOf(gallery: Element, captionClass: string | null): ElementContent[] {
  const figures = new Set(
    findAll(gallery, ({ tagName }) => tagName === "figure").filter((figure) => findTag(figure, "img")),
  );
  const framed = new Set([...figures].flatMap((figure) => findAll(figure, ({ tagName }) => tagName === "img")));
  const pictures = findAll(gallery, ({ tagName }) => tagName === "img" || tagName === "figure");
  const items = pictures.flatMap((node) => {
    if (node.tagName === "img") return framed.has(node) ? [] : [el("figure", {}, bare(node))];
    return figures.has(node) ? [el("figure", {}, ...partsOf(node))] : [];
  });
  const caption = find(gallery, (node) =>
    captionClass === null
      ? node.tagName === "figcaption" && gallery.children.includes(node)
      : hasClass(node, captionClass),
  );
  return caption ? [...items, around("p", caption.children)] : items;
}

function partsOf(figure: Element): Element[] {
  const image = findTag(figure, "img");
  const caption = findTag(figure, "figcaption");
  return [...(image ? [bare(image)] : []), ...(caption ? [around("figcaption", caption.children)] : [])];
}

/** The picture without what only its old page's script and style needed; the full one where that is named. */
function bare(image: Element): Element {
  const src = attribute(image, "dataFullUrl") || attribute(image, "src");
  const { alt, width, height } = image.properties;
  return el("img", { src, alt: alt ?? "", ...(width && { width }), ...(height && { height }) });
}
