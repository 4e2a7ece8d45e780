// The one stylesheet of the visitor's pages: tokens, elements, the frame, lists, the article, print. It stands inlined
// in every page and is admitted to the content security policy by its hash, so it is a constant.

import { article } from "./article-css";
import { elements } from "./elements-css";
import { frame } from "./frame-css";
import { lists } from "./lists-css";
import { occasions } from "./occasions-css";
import { prose } from "./prose-css";
import { tokens } from "./tokens-css";

/** Takes out comments, indentation and the blanks around punctuation. Those around `+` mean something, so they stay. */
const squeeze = (sheet: string) =>
  sheet
    .replace(/\/\*.*?\*\//gs, "")
    .replace(/\s*\n\s*/g, "")
    .replace(/([:,;]) /g, "$1")
    .replace(/ ([{>]) ?/g, "$1")
    .replace(/\{ /g, "{")
    .replace(/;? ?\}/g, "}");

export const css: string = [tokens, elements, frame, lists, article, prose, occasions].map(squeeze).join("");
