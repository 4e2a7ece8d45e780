// The picture that stands for a page where it is shared: in Open Graph, in structured data. (WeChat takes the first image
// of the page that is over 290 px wide and high: the same one, since nothing before the content has images. Where the page
// has none, it is drawn, and a square one stands at the page's beginning for WeChat.)

import type { SafeHtml } from "../content/safe-html";
import { SHAPES } from "../drawing/share-card";
import { type CardOf, cardAddress } from "./share-card";
import type { Card, Picture, ShareImage } from "./views";
import type { Visit } from "./visit";

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

/** The page's own picture; where it has none, what is drawn of it. */
export const shareImage = async (
  { origin }: Visit,
  { picture, drawn }: { picture: Picture | null; drawn: CardOf },
): Promise<ShareImage> => (picture === null ? drawnImage(drawn, origin) : pictureImage(picture, origin));

const pictureImage = ({ src, width, height, alt }: Picture, origin: string): ShareImage => ({
  ...{ url: new URL(src, origin).href, width, height, alt },
});

async function drawnImage(drawn: CardOf, origin: string): Promise<ShareImage> {
  const [wide, square] = await Promise.all([cardAddress(drawn, "wide"), cardAddress(drawn, "square")]);
  const { width, height } = SHAPES.wide;
  return {
    ...{ url: origin + wide, width, height, alt: drawn.card.title },
    drawn: { type: "image/png", square: { src: square, side: SHAPES.square.width } },
  };
}

/** Of a tag as the pipeline prints it: in double quotes, `"` and `&` escaped by number. */
function attributeOf(tag: string, name: string): string {
  const [, value = ""] = new RegExp(` ${name}="([^"]*)"`).exec(tag) ?? [];
  return value.replace(/&#x([0-9A-F]+);/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)));
}
