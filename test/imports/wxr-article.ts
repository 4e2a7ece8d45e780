// One post of a WordPress export, read.

import { readWxr } from "../../src/imports/wxr/reader";
import { PICTURE, type WxrPost, wxr } from "./fixtures/wxr";
import { itemsOf, ofKind } from "./reading";

/** The items of a whole export. */
export const read = (...posts: WxrPost[]) => itemsOf(readWxr, wxr(...posts));

/** The article that a post becomes, beside an attachment. */
export async function article(post: Partial<WxrPost>) {
  const [found] = ofKind(await read({ id: 12, ...post }, PICTURE), "article");
  if (found === undefined) throw new Error("No article was read.");
  return found;
}
