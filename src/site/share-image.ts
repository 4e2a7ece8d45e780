// The picture that stands for a page where it is shared: in Open Graph, in structured data. (WeChat takes the first image
// of the page that is 300 px wide and high: the same one, since nothing before the content has images.)

import type { SafeHtml } from "../content/safe-html";
import type { Card, Head, Picture } from "./views";

/** Smaller ones are icons and rules, no pictures of a page. */
const MIN_SIDE = 200;

/** An article's cover; else the first large picture in its text. */
export function articlePicture({ cover, body }: { cover: Picture | null; body: SafeHtml }): Picture | null {
  if (cover !== null) return cover;
  for (const [tag] of body.matchAll(/<img\b[^>]*>/g)) {
    const [src, alt] = [attributeOf(tag, "src"), attributeOf(tag, "alt")];
    const [width, height] = [Number(attributeOf(tag, "width")), Number(attributeOf(tag, "height"))];
    if (src !== "" && width >= MIN_SIDE && height >= MIN_SIDE) return { src, srcset: null, alt, width, height };
  }
  return null;
}

/** A list's: the first cover of it. */
export const firstCover = (cards: readonly Card[]): Picture | null =>
  cards.find(({ cover }) => cover !== null)?.cover ?? null;

export const shareImage = (picture: Picture | null, { origin }: { origin: string }): Head["image"] =>
  picture && {
    url: new URL(picture.src, origin).href,
    width: picture.width,
    height: picture.height,
    alt: picture.alt,
  };

/** Of a tag as the pipeline prints it: in double quotes, `"` and `&` escaped by number. */
function attributeOf(tag: string, name: string): string {
  const [, value = ""] = new RegExp(` ${name}="([^"]*)"`).exec(tag) ?? [];
  return value.replace(/&#x([0-9A-F]+);/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
}
