// An article's cover by its front matter.

import type { IncomingArticle } from "../incoming";
import type { Fields } from "./fields";
import type { References } from "./references";

/** What themes call it. */
const NAMES = [
  ...["cover", "image", "featured_image", "featuredimage", "feature_image", "thumbnail"],
  // Of Hexo's Fluid.
  ...["index_img", "banner_img"],
];

/** By any of its names, or from the mapping that some themes have. */
export function coverOf(fields: Fields, references: References): IncomingArticle["cover"] {
  const [nested, featured] = [fields.under("cover"), fields.under("image")];
  const url =
    fields.text(...NAMES) ?? nested.text("image") ?? featured.text("path", "url") ?? fields.list("images")[0] ?? null;
  if (url === null) return null;
  const alt = nested.text("alt") ?? featured.text("alt");
  return { url: references.nameFor(url, true) ?? url, alt };
}
