// Safe HTML as Markdown (CommonMark 0.31.2 and GFM), for those who read that: models, and people in a terminal.

import { type Handle, toMdast } from "hast-util-to-mdast";
import { gfmFootnoteToMarkdown } from "mdast-util-gfm-footnote";
import { gfmStrikethroughToMarkdown } from "mdast-util-gfm-strikethrough";
import { gfmTableToMarkdown } from "mdast-util-gfm-table";
import { gfmTaskListItemToMarkdown } from "mdast-util-gfm-task-list-item";
import { toMarkdown } from "mdast-util-to-markdown";
import { CJK } from "./cjk";
import { MAX_CONVERTED_LENGTH } from "./limits";
import { shapeForMarkdown } from "./markdown-shape";
import { parseHtml } from "./parse-html";
import type { SafeHtml } from "./safe-html";
import { classesOf, elementsIn } from "./tree";

/**
 * The same words, links, pictures, headings, lists, tables, code and notes in Markdown, with addresses as they are in the
 * HTML. Null beyond MAX_CONVERTED_LENGTH, and for what would grow far beyond its HTML: the plain text has to do there.
 */
export function htmlToMarkdown(html: SafeHtml): string | null {
  if (html.length > MAX_CONVERTED_LENGTH) return null;
  const parsed = parseHtml(html);
  if (!parsed.ok || !shapeForMarkdown(parsed.tree)) return null;
  const markdown = toMarkdown(toMdast(parsed.tree, { handlers: { div, sub: asHtml, sup } }), {
    bullet: "-",
    rule: "-",
    extensions: [
      gfmFootnoteToMarkdown(),
      gfmStrikethroughToMarkdown(),
      gfmTableToMarkdown({ tablePipeAlign: false }),
      gfmTaskListItemToMarkdown(),
    ],
  });
  return WRITTEN_REFERENCE.test(html) ? markdown : markdown.replace(REFERENCE, inWords);
}

/** `&#x` as a text, in HTML: what looks like a reference in the Markdown may be the author's own code. */
const WRITTEN_REFERENCE = /&(?:amp|#38|#x26);#/i;
const REFERENCE = /(?<!\\)&#x([0-9A-F]{1,5});/g;
const CJK_OR_ITS_MARKS = new RegExp(`[${CJK}\\u3000-\\u303f\\uff00-\\uffef“”‘’…—·]`, "u");

/**
 * By CommonMark's letter `**注意：**请` is no emphasis, so the library writes the next character as `&#x8BF7;`. Our own
 * Markdown takes it for emphasis, and nobody can read the number.
 */
function inWords(reference: string, code: string): string {
  const character = String.fromCodePoint(Number.parseInt(code, 16));
  return CJK_OR_ITS_MARKS.test(character) ? character : reference;
}

/** Markdown has no signs for these, and `10<sup>2</sup>` isn't 102. */
const asHtml: Handle = (state, element) => [
  { type: "html", value: `<${element.tagName}>` },
  ...state.all(element),
  { type: "html", value: `</${element.tagName}>` },
];

const sup: Handle = (state, element, parent) => {
  const [link] = elementsIn(element);
  const id = String(link?.properties.href ?? "").slice(1);
  const isMention = classesOf(element).includes("footnote-ref") && state.elementById.has(id);
  return isMention ? { type: "footnoteReference", identifier: id, label: labelOf(id) } : asHtml(state, element, parent);
};

/** The notes at the end become definitions of what mentions them. */
const div: Handle = (state, element) => {
  if (!classesOf(element).includes("footnotes")) return state.toFlow(state.all(element));
  return elementsIn(element)
    .flatMap(elementsIn)
    .map((note) => {
      const id = String(note.properties.id ?? "");
      return {
        type: "footnoteDefinition",
        identifier: id,
        label: labelOf(id),
        children: state.toFlow(state.all(note)),
      };
    });
};

/** Our ids of notes are `h-fn1`. */
const labelOf = (id: string): string => id.replace(/^h-(?:fn(?=\d))?/, "");
